/** Where a picture is put inside a small box so that a point of it is in the middle, without showing beyond its edges. PURE. */
export interface Size {
  readonly width: number
  readonly height: number
}

export interface Crop extends Size {
  /** of the whole picture inside the box, CSS px */
  readonly left: number
  readonly top: number
  /** of the point inside the box, CSS px */
  readonly markX: number
  readonly markY: number
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high))

export function cropAround(picture: Size, box: Size, point: { x: number; y: number } | null, acrossPx?: number): Crop {
  const cover = Math.max(box.width / picture.width, box.height / picture.height)
  const scale = acrossPx === undefined ? cover : Math.max(cover, box.width / acrossPx)
  const [width, height] = [picture.width * scale, picture.height * scale]
  const [x, y] = [(point?.x ?? picture.width / 2) * scale, (point?.y ?? picture.height / 2) * scale]
  const left = clamp(box.width / 2 - x, box.width - width, 0)
  const top = clamp(box.height / 2 - y, box.height - height, 0)
  return { left: Math.min(left, 0), top: Math.min(top, 0), width, height, markX: x + left, markY: y + top }
}

/** Shorter ways than this would hide behind the mark. */
const SHORT_PX = 24
/** How far the way bends, as a part of its length; a pointer moved by a hand is never quite straight. */
const BEND = 0.18

/** The pointer's way to the mark as an SVG path in the box; it ends at the mark's edge. null when there is nothing to see. */
export function wayTo(crop: Crop, picture: Size, from: { x: number; y: number }): string | null {
  const scale = crop.width / picture.width
  const [x, y] = [from.x * scale + crop.left, from.y * scale + crop.top]
  const [dx, dy] = [crop.markX - x, crop.markY - y]
  const length = Math.hypot(dx, dy)
  if (length < SHORT_PX) return null
  const end = 1 - 9 / length
  const [bendX, bendY] = [x + dx / 2 - dy * BEND, y + dy / 2 + dx * BEND]
  const round = (value: number) => value.toFixed(1)
  return `M${round(x)} ${round(y)}Q${round(bendX)} ${round(bendY)} ${round(x + dx * end)} ${round(y + dy * end)}`
}
