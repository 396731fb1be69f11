/**
 * The overlay: over everything, shown without taking the focus, as big as its content. A person can drag it; it snaps to
 * corners, remembers its place and steps aside for the hands. Where exactly is overlay-place.ts's.
 */
import { screen, type BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import type { Point, Rect, Size } from '../../../native-bridge/index.js'
import { followPointer } from './click-through.js'
import { openWindow, type WindowParts } from './open-window.js'
import { contains, firstPlace, fittingSize, resize, snap, stepAside } from './overlay-place.js'

export interface Overlay {
  readonly window: BrowserWindow
  /** on top of everything, without the focus */
  show(): void
  hide(): void
  /** its content has this size now, and its controls are here in it, CSS px */
  fit(wanted: Size, controls: readonly Rect[]): void
  /** where it takes the pointer, DIP on the screen: its controls, all of it until they are known */
  solid(): readonly Rect[]
  /** a person's pointer is here, DIP */
  pointer(at: Point): void
  /** Makes room at these points (DIP) until the returned function is called. Null when every corner is needed. */
  makeRoom(points: readonly Point[]): Promise<(() => void) | null>
  /** A person's left button went down or up, wherever: no drag ends before it is up. */
  press(isDown: boolean): void
}

export interface OverlayMemory {
  readonly place: () => Point | null
  readonly remember: (place: Point) => void
}

const FIRST_SIZE: Size = { width: 360, height: 480 }
/** Linux tells of each step of a drag and not of its end: this long without one is the end. */
const DRAG_END_MS = 200
/** A window manager answers a move within a few ms; after this long it will not any more. */
const MOVE_PATIENCE_MS = 250

function look(): BrowserWindowConstructorOptions {
  // Without a compositor a transparent window has black corners, and X11 tells a program nothing reliable about that before
  // the window is there. So on Linux it is opaque with square corners, which is right everywhere.
  const glass = process.platform === 'linux' ? {} : { transparent: true, backgroundColor: '#00000000' }
  return { ...glass, hasShadow: process.platform !== 'linux', ...(process.platform === 'darwin' ? { type: 'panel' } : {}) }
}

function keepOnTop(window: BrowserWindow): void {
  window.setAlwaysOnTop(true, 'screen-saver')
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  // macOS and Windows leave it out of every screen capture; on X11 our own capture does
  window.setContentProtection(true)
}

export function openOverlay(parts: WindowParts, memory: OverlayMemory): Overlay {
  const area = () => screen.getDisplayMatching(window.getBounds()).workArea
  const window = openWindow('overlay', parts, {
    ...look(),
    ...firstPlace(screen.getPrimaryDisplay().workArea, FIRST_SIZE, memory.place()),
    title: 'Deskhand overlay',
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    acceptFirstMouse: true,
  })
  keepOnTop(window)
  const clicks = followPointer(window)
  const drag = followDrags(window, area, memory.remember)
  const place = (rect: Rect) => {
    drag.expect(rect)
    window.setBounds(rect)
  }
  return {
    window,
    show: () => {
      if (!window.isVisible()) window.showInactive()
      window.moveTop()
    },
    hide: () => {
      window.hide()
    },
    fit: (wanted, controls) => {
      place(resize(area(), window.getBounds(), fittingSize(area(), wanted)))
      clicks.controls(controls)
    },
    solid: () => clicks.solid(),
    pointer: (at) => {
      clicks.pointer(at)
    },
    press: (isDown) => {
      drag.press(isDown)
    },
    makeRoom: async (points) => {
      const isInTheWay = points.some((point) => clicks.solid().some((part) => contains(part, point)))
      if (!window.isVisible()) return nothing
      if (!isInTheWay) {
        clicks.letBeside()
        return nothing
      }
      const open = clicks.letThrough()
      const before = window.getBounds()
      const after = stepAside(area(), before, points, clicks.solid())
      if (after === null) return open
      const moved = movedAway(window, before)
      place(after)
      // what lets clicks through at once need not wait for the window manager
      return open ?? ((await moved) ? nothing : null)
    },
  }
}

const nothing = (): void => undefined

/** True as soon as the window stands elsewhere than `before`. */
function movedAway(window: BrowserWindow, before: Rect): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (hasMoved: boolean) => {
      clearTimeout(timer)
      window.removeListener('move', look)
      resolve(hasMoved)
    }
    const look = () => {
      const now = window.getBounds()
      if (now.x !== before.x || now.y !== before.y) end(true)
    }
    const timer = setTimeout(() => {
      end(false)
    }, MOVE_PATIENCE_MS)
    window.on('move', look)
  })
}

interface Drags {
  /** a move of our own, to be left alone */
  expect(rect: Rect): void
  press(isDown: boolean): void
}

/** Snaps and remembers when a person has dragged the window: with the button up and the window at rest. */
function followDrags(window: BrowserWindow, area: () => Rect, remember: (place: Point) => void): Drags {
  let expected: Rect = window.getBounds()
  let timer: NodeJS.Timeout | undefined
  let isPressed = false
  const settle = () => {
    if (window.isDestroyed() || isPressed) return
    const now = window.getBounds()
    if (now.x === expected.x && now.y === expected.y) return
    expected = snap(area(), now)
    window.setBounds(expected)
    remember({ x: expected.x, y: expected.y })
  }
  const settleSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(settle, DRAG_END_MS)
  }
  window.on('move', settleSoon)
  window.on('closed', () => {
    clearTimeout(timer)
  })
  return {
    expect: (rect) => {
      expected = rect
    },
    press: (isDown) => {
      isPressed = isDown
      if (!isDown) settleSoon()
    },
  }
}
