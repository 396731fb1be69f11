/** How much of the overlay fits on this screen (UI.md 8). PURE. */
export type OverlaySize = 'pill' | 'compact' | 'expanded'

/** 'full' has the picture, 'short' not, 'shorter' shows three rows, the newest message and no key line */
export interface Room {
  readonly heightPx: number
  readonly kind: 'full' | 'short' | 'shorter'
  /** the largest size that fits */
  readonly largest: OverlaySize
  /** three buttons no longer fit side by side */
  readonly isTextLarge: boolean
}

const MARGIN_PX = 32
const EXPANDED_PX = 792
const LARGE_TEXT = 1.3

/** `textScale`: 2 when the person has all text twice as large; everything then needs that much more height. */
export function roomFor(work: { readonly width: number; readonly height: number }, textScale = 1): Room {
  const heightPx = work.height - MARGIN_PX
  const roomy = heightPx / textScale
  const kind = roomy >= 760 ? 'full' : roomy >= 640 ? 'short' : 'shorter'
  const largest = work.width < 400 ? 'pill' : roomy < 480 ? 'compact' : 'expanded'
  return { heightPx: Math.min(heightPx, EXPANDED_PX * textScale), kind, largest, isTextLarge: textScale >= LARGE_TEXT }
}

const ORDER: readonly OverlaySize[] = ['pill', 'compact', 'expanded']

export const fitting = (wanted: OverlaySize, room: Room): OverlaySize =>
  ORDER[Math.min(ORDER.indexOf(wanted), ORDER.indexOf(room.largest))] ?? 'pill'
