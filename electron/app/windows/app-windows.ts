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
    hasFocus: () => open().some((window) => window.isFocused()),
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
