/** The windows of the app: opened when first needed, hidden instead of closed, found by name or by their contents. */
import type { BrowserWindow, WebContents } from 'electron'
import type { Rect, Size } from '../../../native-bridge/index.js'
import type { IpcWindows, WindowName } from '../ipc-main.js'
import { isOwnPage } from '../pages.js'
import { bringUp, giveFocusBack } from './focus.js'
import { openHomeWindow } from './home-window.js'
import { openMeasureWindow } from './measure-window.js'
import type { WindowParts } from './open-window.js'
import { openOverlay, type Overlay, type OverlayMemory } from './overlay-window.js'
import { isOnScreen, toOsRect, visibleRects, watchWindow } from './own-windows.js'
import { openReplayWindow } from './replay-window.js'
import { openReviewWindow } from './review-window.js'
import { openSettingsWindow } from './settings-window.js'
import { openWatchWindow } from './watch-window.js'

export interface AppWindowsOptions {
  readonly parts: WindowParts
  readonly memory: OverlayMemory
  /** a window was opened, moved, shown, hidden, focused or left */
  readonly changed: () => void
}

export class AppWindows implements IpcWindows {
  private readonly windows = new Map<WindowName, BrowserWindow>()
  private theOverlay: Overlay | null = null
  private isEnding = false
  readonly isOwnPage = isOwnPage

  constructor(private readonly options: AppWindowsOptions) {}

  nameOf(contents: WebContents): WindowName | null {
    return [...this.windows].find(([, window]) => !window.isDestroyed() && window.webContents === contents)?.[0] ?? null
  }

  open(): readonly BrowserWindow[] {
    return [...this.windows.values()].filter((window) => !window.isDestroyed())
  }

  get(name: WindowName): BrowserWindow | null {
    return this.windows.get(name) ?? null
  }

  /** They come to the front; the overlay is shown without the focus. */
  show(name: NamedWindow | 'overlay'): void {
    if (name === 'overlay') this.overlay().show()
    else bringUp(this.openNamed(name))
  }

  /** One window a session; a new one begins at that turn. True: it was open already. */
  showReplay(session: string, turn?: number): boolean {
    const name = `replay:${session}` as const
    const open = this.windows.get(name)
    bringUp(open ?? this.keep(name, openReplayWindow(session, this.options.parts, turn)))
    return open !== undefined
  }

  /** One window a session. */
  showReview(session: string): void {
    const name = `review:${session}` as const
    bringUp(this.windows.get(name) ?? this.keep(name, openReviewWindow(session, this.options.parts)))
  }

  /** One window a session. Without `isWanted` it comes without the focus: nobody asked for it just now. */
  showWatch(session: string, isWanted: boolean): void {
    const name = `watch:${session}` as const
    for (const [other, old] of this.windows) if (other.startsWith('watch:') && other !== name) old.close()
    const window = this.windows.get(name) ?? this.keep(name, openWatchWindow(session, this.options.parts))
    if (isWanted) bringUp(window)
    else window.showInactive()
  }

  /** Is it there to be seen? */
  isSeen(name: WindowName): boolean {
    const window = this.windows.get(name)
    return window !== undefined && isOnScreen(window)
  }

  overlay(): Overlay {
    if (!this.theOverlay) {
      this.theOverlay = openOverlay(this.options.parts, this.options.memory)
      this.keep('overlay', this.theOverlay.window)
    }
    return this.theOverlay
  }

  /** Its content has another size now, or its controls are elsewhere. */
  fitOverlay(size: Size, controls: readonly Rect[]): void {
    this.overlay().fit(size, controls)
    this.options.changed()
  }

  /** Only for a person who asked for it: the overlay takes the focus. */
  focusOverlay(): void {
    this.overlay().show()
    this.overlay().window.focus()
  }

  /** Where the visible ones take the pointer, OS units: the overlay does only on its controls. */
  rects(): readonly Rect[] {
    const overlay = this.theOverlay
    const solid = overlay && isOnScreen(overlay.window) ? overlay.solid().map(toOsRect) : []
    return [...this.rectsInTheWay(), ...solid]
  }

  /** The others, without the overlay, which steps aside by itself. */
  rectsInTheWay(): readonly Rect[] {
    return visibleRects(this.open().filter((window) => window !== this.theOverlay?.window))
  }

  hasFocus(): boolean {
    return this.open().some(hasKeyboard)
  }

  /** Gives the focus back to whoever had it before; true when one of ours still has it after that. */
  async keepsFocus(): Promise<boolean> {
    for (const window of this.open().filter(hasKeyboard)) await giveFocusBack(window)
    return this.hasFocus()
  }

  /** All but the overlay out of the hands' way. */
  clear(): void {
    for (const [name, window] of this.windows) {
      if (name !== 'overlay' && !window.isDestroyed() && window.isVisible()) window.minimize()
    }
  }

  /** From now on closing a window closes it. */
  letClose(): void {
    this.isEnding = true
  }

  private openNamed(name: NamedWindow): BrowserWindow {
    return this.windows.get(name) ?? this.keep(name, OPENERS[name](this.options.parts))
  }

  private keep(name: WindowName, window: BrowserWindow): BrowserWindow {
    this.windows.set(name, window)
    watchWindow(window, this.options.changed)
    window.on('close', (event) => {
      if (this.isEnding || !STAYS.has(name)) return
      event.preventDefault()
      window.hide()
    })
    window.on('closed', () => {
      this.windows.delete(name)
      if (name === 'overlay') this.theOverlay = null
    })
    return window
  }
}

type NamedWindow = 'home' | 'settings' | 'measure'
const OPENERS = { home: openHomeWindow, settings: openSettingsWindow, measure: openMeasureWindow } as const
/** Closing one of these hides it; the others are gone with what they hold. */
const STAYS: ReadonlySet<WindowName> = new Set(['home', 'settings', 'overlay'])

/** A minimized window is told that it lost the focus only when another one gets it. */
const hasKeyboard = (window: BrowserWindow): boolean => window.isFocused() && window.isVisible() && !window.isMinimized()
