/** The window of one session's replay. */
import type { BrowserWindow } from 'electron'
import { openWindow, ownBar, type WindowParts } from './open-window.js'

export function openReplayWindow(session: string, parts: WindowParts, turn?: number): BrowserWindow {
  const query = turn === undefined ? {} : { turn: String(turn) }
  const look = {
    ...ownBar(44),
    title: 'Deskhand replay',
    width: 1440,
    height: 820,
    minWidth: 640,
    minHeight: 480,
  }
  return openWindow(`replay:${session}`, parts, look, query)
}
