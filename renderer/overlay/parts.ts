/** What every size of the overlay is given. */
import type { Overlay } from './use-overlay.js'
import type { OverlaySize, Room } from './room.js'

export interface KeyCaps {
  /** the hotkeys' modifiers are down: every button shows its key */
  readonly held: boolean
  readonly pause: readonly string[]
  readonly takeOver: readonly string[]
  readonly stop: readonly string[]
}

export interface OverlayParts {
  readonly overlay: Overlay
  readonly keys: KeyCaps
  readonly room: Room
  readonly resize: (size: OverlaySize) => void
  readonly review: () => void
}
