/** Where a picture is put inside a small box so that a point of it is in the middle, without showing beyond its edges. PURE. */
interface Size {
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
