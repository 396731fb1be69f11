/** Tells the running session when a person's hand is over our windows: the hands wait, and that is no take-over. */
import type { HumanEvent, Rect } from '../../native-bridge/index.js'
import { contains } from './windows/overlay-place.js'
import { feedHold, isHeld, NOTHING_HELD, type HoldEvent } from './windows/own-hold.js'

export interface HumanHold {
  human(event: HumanEvent): void
  /** a message or answer went out of a window */
  sent(): void
  /** the focus moved */
  focusChanged(): void
}

export interface HoldParts {
  /** our visible windows, OS units */
  readonly rects: () => readonly Rect[]
  readonly hasFocus: () => boolean
  readonly hold: (isHeld: boolean) => void
}

export function createHumanHold({ rects, hasFocus, hold }: HoldParts): HumanHold {
  let state = NOTHING_HELD
  const feed = (event: HoldEvent) => {
    const before = isHeld(state)
    state = feedHold(state, event)
    if (isHeld(state) !== before) hold(!before)
  }
  return {
    human: (event) => {
      if (event.kind !== 'key') feed({ kind: 'pointer', inside: rects().some((rect) => contains(rect, event)) })
      else if (event.down) feed({ kind: 'key', focused: hasFocus(), code: event.code })
    },
    sent: () => {
      feed({ kind: 'sent' })
    },
    focusChanged: () => {
      if (!hasFocus()) feed({ kind: 'left' })
    },
  }
}
