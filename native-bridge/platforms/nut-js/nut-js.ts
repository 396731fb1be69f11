/**
 * What macOS and Windows use of nut-js: small enough to be recorded by a test, and the real package is checked against it as
 * it is loaded. Methods may reject; who calls them turns that into a problem.
 */
import type { Button, Key } from '@nut-tree-fork/nut-js'

export interface NutPoint {
  readonly x: number
  readonly y: number
}

export interface NutImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
  readonly channels: number
  /** bytes a row, padding included */
  readonly byteWidth: number
  readonly pixelDensity: { readonly scaleX: number; readonly scaleY: number }
}

export interface NutWindow {
  getTitle(): Promise<string>
  getRegion(): Promise<{ readonly left: number; readonly top: number; readonly width: number; readonly height: number }>
}

export interface NutJs {
  readonly mouse: {
    readonly config: { autoDelayMs: number }
    setPosition(point: NutPoint): Promise<unknown>
    getPosition(): Promise<NutPoint>
    pressButton(button: Button): Promise<unknown>
    releaseButton(button: Button): Promise<unknown>
    doubleClick(button: Button): Promise<unknown>
    scrollUp(amount: number): Promise<unknown>
    scrollDown(amount: number): Promise<unknown>
    scrollLeft(amount: number): Promise<unknown>
    scrollRight(amount: number): Promise<unknown>
  }
  readonly keyboard: {
    readonly config: { autoDelayMs: number }
    pressKey(...keys: Key[]): Promise<unknown>
    releaseKey(...keys: Key[]): Promise<unknown>
  }
  readonly clipboard: {
    getContent(): Promise<string>
    setContent(text: string): Promise<void>
  }
  readonly screen: {
    width(): Promise<number>
    height(): Promise<number>
    grab(): Promise<NutImage>
  }
  getWindows(): Promise<readonly NutWindow[]>
  getActiveWindow(): Promise<NutWindow>
  readonly Key: typeof Key
  readonly Button: typeof Button
}

/** Loads the real one and takes away its pauses: 100 ms after each mouse event and 300 ms after each key by default. */
export async function loadNutJs(): Promise<NutJs> {
  const nut: NutJs = await import('@nut-tree-fork/nut-js')
  nut.mouse.config.autoDelayMs = 0
  nut.keyboard.config.autoDelayMs = 0
  return nut
}
