/** What is seen at one turn: the text and windows of the display, all in display px, and the way back to picture px. */
import type { DesktopWindow, Look, Outcome, Point, RawImage, Rect, TextLine } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'

export interface SceneWindow extends Rect {
  readonly title: string
  readonly active: boolean
}

export interface Scene {
  readonly image: RawImage
  readonly lines: readonly TextLine[]
  /** topmost first */
  readonly windows: readonly SceneWindow[]
}

/** Reads the scene when a step first needs it, once a turn. */
export type LookAround = () => Promise<Outcome<Scene, Problem>>

export const toSceneWindow = (look: Look, window: DesktopWindow): SceneWindow => {
  const { display } = look.space
  return {
    title: window.title,
    active: window.active,
    x: (window.x - display.x) * display.scale,
    y: (window.y - display.y) * display.scale,
    width: window.width * display.scale,
    height: window.height * display.scale,
  }
}

/** A place on the display as whole px of the picture the runner knows. */
export const toPicture = (look: Look, point: Point): Point => {
  const { picture } = look.space
  const onAxis = (value: number, from: number, to: number) =>
    Math.min(to - 1, Math.max(0, Math.round(((value + 0.5) * to) / from - 0.5)))
  return { x: onAxis(point.x, look.raw.width, picture.width), y: onAxis(point.y, look.raw.height, picture.height) }
}

export const centerOf = (rect: Rect): Point => ({
  x: Math.round(rect.x + rect.width / 2),
  y: Math.round(rect.y + rect.height / 2),
})

export const contains = (rect: Rect, point: Point, margin = 0): boolean =>
  point.x >= rect.x - margin &&
  point.x < rect.x + rect.width + margin &&
  point.y >= rect.y - margin &&
  point.y < rect.y + rect.height + margin

/** Title bars are drawn above the rectangle a window reports. */
const TITLE_BAR = 36
export const framed = (window: Rect): Rect => ({
  x: window.x - 4,
  y: window.y - TITLE_BAR,
  width: window.width + 8,
  height: window.height + TITLE_BAR + 8,
})

export const activeWindow = (scene: Scene): SceneWindow | null =>
  scene.windows.find((window) => window.active) ?? scene.windows[0] ?? null

/** The topmost window whose title has these words. */
export const windowTitled = (scene: Scene, title: string): SceneWindow | null => {
  const wanted = title.trim().toLowerCase()
  const exact = scene.windows.find((window) => window.title.trim().toLowerCase() === wanted)
  return exact ?? scene.windows.find((window) => window.title.toLowerCase().includes(wanted)) ?? null
}

/** Is the point of that window hidden by a window above it? */
export const isCovered = (scene: Scene, window: SceneWindow, point: Point): boolean => {
  const above = scene.windows.slice(0, Math.max(0, scene.windows.indexOf(window)))
  return above.some((other) => contains(framed(other), point))
}
