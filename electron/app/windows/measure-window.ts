/** What all sessions took and cost. */
import type { BrowserWindow } from 'electron'
import { openWindow, ownBar, type WindowParts } from './open-window.js'

export function openMeasureWindow(parts: WindowParts): BrowserWindow {
  return openWindow('measure', parts, {
    ...ownBar(44),
    title: 'Deskhand in numbers',
    width: 1040,
    height: 760,
    minWidth: 480,
    minHeight: 420,
  })
}
