/** What is open on the desktop in memory: windows bottom first, their controls, who has the keyboard. No pixels. */
import { isInRect } from '../../geometry.js'
import type { Point, Rect } from '../../types.js'
import type { FakeControlSpec, FakeWindowSpec } from './fake-types.js'
import { CHAR } from './font.js'

export const TITLE_BAR = 24
export const ROW = 24

export interface SceneControl {
  readonly id: string
  readonly spec: FakeControlSpec
  text: string
  caret: number
  /** all of the text is selected: the next character replaces it */
  selected: boolean
  /** a list's offset, OS units */
  scroll: number
  clicks: number
  /** a mouse button is down on it */
  pressed: boolean
}

export interface SceneWindow {
  readonly id: string
  readonly spec: FakeWindowSpec
  x: number
  y: number
  readonly controls: readonly SceneControl[]
}

export interface Hit {
  readonly window: SceneWindow
  readonly control: SceneControl | null
  readonly onTitleBar: boolean
}

export class Scene {
  windows: SceneWindow[] = []
  focused: SceneControl | null = null
  revision = 0
  private count = 0

  get active(): SceneWindow | null {
    return this.windows.at(-1) ?? null
  }

  open(spec: FakeWindowSpec): SceneWindow {
    const id = spec.id ?? `window-${++this.count}`
    const controls = (spec.controls ?? []).map((control, index) => makeControl(control, `${id}.${index + 1}`))
    const window = { id, spec, x: spec.x, y: spec.y, controls }
    this.windows.push(window)
    this.focused = controls.find((control) => control.spec.kind === 'field') ?? null
    this.revision++
    return window
  }

  close(name: string): void {
    this.windows = this.windows.filter((window) => window !== this.find(name))
    const stays = this.windows.some((window) => this.focused !== null && window.controls.includes(this.focused))
    if (!stays) this.focused = this.active?.controls.find((control) => control.spec.kind === 'field') ?? null
    this.revision++
  }

  activate(window: SceneWindow): void {
    if (this.active === window) return
    this.windows = [...this.windows.filter((each) => each !== window), window]
    this.focused = window.controls.find((control) => control.spec.kind === 'field') ?? null
    this.revision++
  }

  find(name: string): SceneWindow | undefined {
    return this.windows.find((window) => window.id === name || window.spec.title === name)
  }

  control(id: string): { window: SceneWindow; control: SceneControl } | null {
    for (const window of this.windows) {
      const control = window.controls.find((each) => each.id === id)
      if (control) return { window, control }
    }
    return null
  }

  hit(point: Point): Hit | null {
    const window = this.windows.findLast((each) => isInRect(outerRect(each), point))
    if (!window) return null
    const control = window.controls.findLast((each) => isInRect(controlRect(window, each), point)) ?? null
    return { window, control, onTitleBar: point.y < window.y }
  }
}

function makeControl(spec: FakeControlSpec, fallbackId: string): SceneControl {
  const text = spec.kind === 'label' || spec.kind === 'button' || spec.kind === 'field' ? (spec.text ?? '') : ''
  return { id: spec.id ?? fallbackId, spec, text, caret: text.length, selected: false, scroll: 0, clicks: 0, pressed: false }
}

export const clientRect = (window: SceneWindow): Rect => ({
  x: window.x,
  y: window.y,
  width: window.spec.width,
  height: window.spec.height,
})

export const outerRect = (window: SceneWindow): Rect => ({
  ...clientRect(window),
  y: window.y - TITLE_BAR,
  height: window.spec.height + TITLE_BAR,
})

/** Where a control lies, OS units. */
export function controlRect(window: SceneWindow, control: SceneControl): Rect {
  const { spec } = control
  const rect = 'rect' in spec ? spec.rect : { x: spec.x, y: spec.y, ...textSize(spec.kind === 'clock' ? '00' : control.text) }
  return { ...rect, x: window.x + rect.x, y: window.y + rect.y }
}

export const textSize = (text: string) => ({ width: Array.from(text).length * CHAR.width, height: CHAR.height })
