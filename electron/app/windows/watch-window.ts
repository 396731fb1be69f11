/** The window that shows the private desktop of a session live. */
import type { BrowserWindow } from 'electron'
import { openWindow, ownBar, type WindowParts } from './open-window.js'

export function openWatchWindow(session: string, parts: WindowParts): BrowserWindow {
  return openWindow(`watch:${session}`, parts, {
    ...ownBar(44),
    title: 'Deskhand virtual display',
    width: 1040,
    height: 760,
    minWidth: 480,
    minHeight: 380,
  })
}
