/** How much of the overlay fits on this screen (UI.md 8). PURE. */
export type OverlaySize = 'pill' | 'compact' | 'expanded'

/** 'full' has the picture, 'short' not, 'shorter' shows three rows, the newest message and no key line */
export interface Room {
  readonly heightPx: number
  readonly kind: 'full' | 'short' | 'shorter'
  /** the largest size that fits */
  readonly largest: OverlaySize
}

const MARGIN_PX = 32
const EXPANDED_PX = 792

export function roomFor(work: { readonly width: number; readonly height: number }): Room {
  const heightPx = work.height - MARGIN_PX
  const kind = heightPx >= 760 ? 'full' : heightPx >= 640 ? 'short' : 'shorter'
  const largest = work.width < 400 ? 'pill' : heightPx < 480 ? 'compact' : 'expanded'
  return { heightPx: Math.min(heightPx, EXPANDED_PX), kind, largest }
}

const ORDER: readonly OverlaySize[] = ['pill', 'compact', 'expanded']

export const fitting = (wanted: OverlaySize, room: Room): OverlaySize =>
  ORDER[Math.min(ORDER.indexOf(wanted), ORDER.indexOf(room.largest))] ?? 'pill'
