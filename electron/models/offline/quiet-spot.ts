/** A point of a window with nothing written near it: where the wheel or a click changes as little as can be. */
import type { Point, Rect } from '../../../native-bridge/types.js'
import { contains, isCovered, type Scene, type SceneWindow } from './scene.js'

const GRID = 7

const distanceTo = (rect: Rect, { x, y }: Point) =>
  Math.hypot(Math.max(rect.x - x, 0, x - rect.x - rect.width), Math.max(rect.y - y, 0, y - rect.y - rect.height))

/** null: the window is hidden. */
export const quietSpot = (scene: Scene, window: SceneWindow): Point | null => {
  const display = { x: 0, y: 0, width: scene.image.width, height: scene.image.height }
  const center = { x: window.x + window.width / 2, y: window.y + window.height / 2 }
  let best: { point: Point; score: number } | null = null
  for (let row = 2; row < GRID; row++) {
    for (let column = 1; column < GRID; column++) {
      const point = {
        x: Math.round(window.x + (window.width * column) / GRID),
        y: Math.round(window.y + (window.height * row) / GRID),
      }
      if (!contains(display, point) || isCovered(scene, window, point)) continue
      const toText = Math.min(120, ...scene.lines.map((line) => distanceTo(line, point)))
      const score = toText - Math.hypot(point.x - center.x, point.y - center.y) / 20
      if (!best || score > best.score) best = { point, score }
    }
  }
  return best?.point ?? null
}

/** A point of the display that no window covers; null when there is none. */
export const freeSpot = (scene: Scene): Point | null => {
  const { width, height } = scene.image
  for (const y of [0.5, 0.3, 0.7, 0.15, 0.9]) {
    for (const x of [0.5, 0.8, 0.2, 0.95, 0.05, 0.65, 0.35]) {
      const point = { x: Math.round(width * x), y: Math.round(height * y) }
      const isFree =
        scene.windows.every((window) => !contains(window, point, 44)) && scene.lines.every((line) => !contains(line, point, 20))
      if (isFree) return point
    }
  }
  return null
}
