/** The window in which a person answers for what one session changed. */
import type { BrowserWindow } from 'electron'
import { openWindow, ownBar, type WindowParts } from './open-window.js'

export function openReviewWindow(session: string, parts: WindowParts): BrowserWindow {
  return openWindow(`review:${session}`, parts, {
    ...ownBar(44),
    title: 'Deskhand review',
    width: 1440,
    height: 860,
    minWidth: 640,
    minHeight: 480,
  })
}
