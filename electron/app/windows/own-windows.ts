/** Our windows as the rest of the desktop sees them: where they are in OS units, and when that changes. */
import { screen, type BrowserWindow } from 'electron'
import type { Rect } from '../../../native-bridge/index.js'

const MOVES = ['show', 'hide', 'move', 'resize', 'minimize', 'restore', 'closed', 'focus', 'blur'] as const

/** Electron counts in device-independent pixels; the bridge in what the OS's input calls take. */
export function toOsRect(bounds: Rect): Rect {
  if (process.platform === 'darwin') return bounds
  if (process.platform === 'win32') return screen.dipToScreenRect(null, bounds)
  const scale = screen.getDisplayMatching(bounds).scaleFactor
  const round = (value: number) => Math.round(value * scale)
  return { x: round(bounds.x), y: round(bounds.y), width: round(bounds.width), height: round(bounds.height) }
}

export const isOnScreen = (window: BrowserWindow): boolean => !window.isDestroyed() && window.isVisible() && !window.isMinimized()

export const visibleRects = (windows: readonly BrowserWindow[]): readonly Rect[] =>
  windows.filter(isOnScreen).map((window) => toOsRect(window.getBounds()))

/** Calls back whenever a rectangle or the visibility of this window may have changed. */
export function watchWindow(window: BrowserWindow, changed: () => void): void {
  for (const name of MOVES) window.on(name as 'show', changed)
}
