/**
 * When a person's input over our own windows holds the hands: as long as the pointer is over one of them, and from the
 * first key typed into one until what was typed is sent or left. Events in, state out.
 */
import { MODIFIER_CODES } from '../../hotkeys/index.js'

export interface HoldState {
  readonly pointerInside: boolean
  readonly typing: boolean
}

export type HoldEvent =
  /** the person moved, clicked or scrolled; is the pointer over a window of ours? */
  | { readonly kind: 'pointer'; readonly inside: boolean }
  /** the person pressed a key; does one of our windows have the focus? */
  | { readonly kind: 'key'; readonly focused: boolean; readonly code: string }
  /** no window of ours is under the pointer any more, though it did not move */
  | { readonly kind: 'gone' }
  /** a message, an answer or a button went out of a window */
  | { readonly kind: 'sent' }
  /** no window of ours has the focus any more */
  | { readonly kind: 'left' }

export const NOTHING_HELD: HoldState = { pointerInside: false, typing: false }

export function feedHold(state: HoldState, event: HoldEvent): HoldState {
  switch (event.kind) {
    case 'pointer':
      return { pointerInside: event.inside, typing: state.typing && (event.inside || !state.pointerInside) }
    case 'key':
      // a modifier alone types nothing: it may be the beginning of a hotkey
      if (MODIFIER_CODES[event.code]) return state
      return { ...state, typing: event.focused && event.code !== 'Escape' }
    case 'sent':
      // the pointer still rests on the button that was pressed: what was sent counts, not where the hand lies
      return NOTHING_HELD
    case 'left':
      return { ...state, typing: false }
    case 'gone':
      return { ...state, pointerInside: false }
  }
}

export const isHeld = (state: HoldState): boolean => state.pointerInside || state.typing
