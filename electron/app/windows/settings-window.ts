/** The settings window. */
import type { BrowserWindow } from 'electron'
import { openWindow, ownBar, type WindowParts } from './open-window.js'

export function openSettingsWindow(parts: WindowParts): BrowserWindow {
  return openWindow('settings', parts, {
    ...ownBar(44),
    title: 'Deskhand settings',
    width: 880,
    height: 640,
    minWidth: 420,
    minHeight: 400,
    maximizable: false,
    fullscreenable: false,
  })
}
