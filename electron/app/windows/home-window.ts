/** The home window: write a task, see past sessions. Closing it leaves Deskhand in the tray. */
import type { BrowserWindow } from 'electron'
import { openWindow, ownBar, type WindowParts } from './open-window.js'

export function openHomeWindow(parts: WindowParts): BrowserWindow {
  const size = { width: 1040, height: 720, minWidth: 480, minHeight: 420 }
  return openWindow('home', parts, { ...ownBar(44), title: 'Deskhand', ...size })
}
