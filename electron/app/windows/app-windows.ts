/** The windows of the app: opened when first needed, hidden instead of closed, found by name or by their contents. */
import type { BrowserWindow, WebContents } from 'electron'
import type { Rect } from '../../../native-bridge/index.js'
import type { IpcWindows, WindowName } from '../ipc-main.js'
import { isOwnPage } from '../pages.js'
import { openHomeWindow } from './home-window.js'
import type { WindowParts } from './open-window.js'
import { openOverlay, type Overlay, type OverlayMemory } from './overlay-window.js'
import { visibleRects, watchWindow } from './own-windows.js'
import { openSettingsWindow } from './settings-window.js'

export interface AppWindows extends IpcWindows {
  /** Home and settings come to the front; the overlay is shown without the focus. */
  show(name: WindowName): void
  get(name: WindowName): BrowserWindow | null
  overlay(): Overlay
  /** where the visible ones are, OS units */
  rects(): readonly Rect[]
  /** the same without the overlay, which steps aside by itself */
  rectsInTheWay(): readonly Rect[]
  hasFocus(): boolean
  /** Gives the focus back to whoever had it before; true when one of ours still has it after that. */
  keepsFocus(): Promise<boolean>
  /** home and settings out of the hands' way */
  clear(): void
  /** from now on closing a window closes it */
  letClose(): void
}

export interface AppWindowsOptions {
  readonly parts: WindowParts
  readonly memory: OverlayMemory
  /** a window was opened, moved, shown, hidden, focused or left */
  readonly changed: () => void
}

export function createAppWindows({ parts, memory, changed }: AppWindowsOptions): AppWindows {
  const windows = new Map<WindowName, BrowserWindow>()
  let theOverlay: Overlay | null = null
  let isEnding = false

  const keep = (name: WindowName, window: BrowserWindow): BrowserWindow => {
    windows.set(name, window)
    watchWindow(window, changed)
    window.on('close', (event) => {
      if (isEnding) return
      event.preventDefault()
      window.hide()
    })
    window.on('closed', () => {
      windows.delete(name)
      if (name === 'overlay') theOverlay = null
    })
    return window
  }
  const overlay = (): Overlay => {
    if (!theOverlay) {
      theOverlay = openOverlay(parts, memory)
      keep('overlay', theOverlay.window)
    }
    return theOverlay
  }
  const openNamed = (name: WindowName): BrowserWindow => {
    if (name === 'overlay') return overlay().window
    return windows.get(name) ?? keep(name, name === 'home' ? openHomeWindow(parts) : openSettingsWindow(parts))
  }
  const open = () => [...windows.values()].filter((window) => !window.isDestroyed())
  const hasFocus = () => open().some((window) => window.isFocused())

  return {
    nameOf: (contents: WebContents) =>
      [...windows].find(([, window]) => !window.isDestroyed() && window.webContents === contents)?.[0] ?? null,
    open,
    isOwnPage,
    get: (name) => windows.get(name) ?? null,
    overlay,
    show: (name) => {
      if (name === 'overlay') {
        overlay().show()
        return
      }
      bringUp(openNamed(name))
    },
    rects: () => visibleRects(open()),
    rectsInTheWay: () => visibleRects(open().filter((window) => window !== theOverlay?.window)),
    hasFocus,
    keepsFocus: async () => {
      for (const window of open().filter((each) => each.isFocused())) await giveFocusBack(window)
      return hasFocus()
    },
    clear: () => {
      for (const name of ['home', 'settings'] as const) {
        const window = windows.get(name)
        if (window?.isVisible()) window.minimize()
      }
    },
    letClose: () => {
      isEnding = true
    },
  }
}

/** To the front with the focus; a page that is still loading appears when it has something to show. */
function bringUp(window: BrowserWindow): void {
  const appear = () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  if (window.webContents.isLoadingMainFrame() && !window.isVisible()) window.once('ready-to-show', appear)
  else appear()
}

/** A window manager that takes longer than this to move the focus does not move it. */
const FOCUS_PATIENCE_MS = 250

/** X11 knows no way to give the focus back but to be gone for a moment; elsewhere `blur` does it. */
async function giveFocusBack(window: BrowserWindow): Promise<void> {
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
