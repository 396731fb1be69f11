/** The home window: write a task, see past sessions. Closing it leaves Deskhand in the tray. */
import type { BrowserWindow } from 'electron'
import { openWindow, ownBar, type WindowParts } from './open-window.js'

export function openHomeWindow(parts: WindowParts): BrowserWindow {
  const size = { width: 1040, height: 720, minWidth: 480, minHeight: 420 }
  const window = openWindow('home', parts, { ...ownBar(44), title: 'Deskhand', ...size })
  // out of sight it need not be up to date
  window.webContents.setBackgroundThrottling(true)
  return window
}
