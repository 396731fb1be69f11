/** Taking the keyboard's focus for a window of ours, and giving it back. */
import type { BrowserWindow } from 'electron'

/** A window manager that takes longer than this to move the focus does not move it. */
const FOCUS_PATIENCE_MS = 250

/** To the front with the focus; a page that is still loading appears when it has something to show. */
export function bringUp(window: BrowserWindow): void {
  const appear = () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  if (window.webContents.isLoadingMainFrame() && !window.isVisible()) window.once('ready-to-show', appear)
  else appear()
}

/** To the program that had it before. X11 knows no other way than to be gone for a moment. */
export async function giveFocusBack(window: BrowserWindow): Promise<void> {
  const left = new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      window.removeListener('blur', end)
      resolve()
    }
    const timer = setTimeout(end, FOCUS_PATIENCE_MS)
    window.once('blur', end)
  })
  if (process.platform === 'linux') window.hide()
  else window.blur()
  await left
  if (process.platform === 'linux' && !window.isDestroyed()) window.showInactive()
}
