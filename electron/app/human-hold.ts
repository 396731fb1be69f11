/** Tells the running session when a person's hand is over our windows: the hands wait, and that is no take-over. */
import type { HumanEvent, Point, Rect } from '../../native-bridge/index.js'
import { contains } from './windows/overlay-place.js'
import { feedHold, isHeld, NOTHING_HELD, type HoldEvent } from './windows/own-hold.js'

export interface HumanHold {
  human(event: HumanEvent): void
  /** Is this input over one of our windows, or typed into one? */
  isOver(event: HumanEvent): boolean
  /** a message or answer went out of a window */
  sent(): void
  /** our windows moved, came or went, or the focus did */
  groundChanged(): void
}

export interface HoldParts {
  /** our visible windows, OS units */
  readonly rects: () => readonly Rect[]
  readonly hasFocus: () => boolean
  readonly hold: (isHeld: boolean) => void
}

export function createHumanHold({ rects, hasFocus, hold }: HoldParts): HumanHold {
  let state = NOTHING_HELD
  let pointer: Point | null = null
  const isInside = () => pointer !== null && rects().some((rect) => contains(rect, pointer as Point))
  const feed = (event: HoldEvent) => {
    const before = isHeld(state)
    state = feedHold(state, event)
    if (isHeld(state) !== before) hold(!before)
  }
  return {
    isOver: (event) => (event.kind === 'key' ? hasFocus() : rects().some((rect) => contains(rect, event))),
    human: (event) => {
      if (event.kind === 'key') {
        if (event.down) feed({ kind: 'key', focused: hasFocus(), code: event.code })
        return
      }
      pointer = { x: event.x, y: event.y }
      feed({ kind: 'pointer', inside: isInside() })
    },
    sent: () => {
      feed({ kind: 'sent' })
    },
    groundChanged: () => {
      if (!hasFocus()) feed({ kind: 'left' })
      // a window that goes from under a resting hand ends its hold; one that comes under it begins none
      if (!isInside()) feed({ kind: 'gone' })
    },
  }
}
