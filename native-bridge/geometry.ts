/** The only coordinate maths: picture px ↔ display px ↔ OS units. Everybody else hands a PictureSpace around. */
import type { Display, PictureSpace, Point, Rect, Size } from './types.js'

/** A display's frame buffer, in display px. */
export const displayPixels = (display: Display): Size => ({
  width: Math.round(display.width * display.scale),
  height: Math.round(display.height * display.scale),
})

/** Is the point on the picture? Its last pixel is width - 1; fractions are rounded first. NaN is not. */
export function isInPicture(space: PictureSpace, point: Point): boolean {
  const x = Math.round(point.x)
  const y = Math.round(point.y)
  return x >= 0 && y >= 0 && x < space.picture.width && y < space.picture.height
}

/** The middle of a picture pixel, as the display pixel that lies there. */
export function toDisplayPoint(space: PictureSpace, point: Point): Point {
  const pixels = displayPixels(space.display)
  return {
    x: cell(Math.round(point.x), space.picture.width, pixels.width),
    y: cell(Math.round(point.y), space.picture.height, pixels.height),
  }
}

/** Where input must go for a point of the picture: OS units, whole numbers, inside the display. */
export function toOsPoint(space: PictureSpace, point: Point): Point {
  const { display, picture } = space
  return {
    x: display.x + cell(Math.round(point.x), picture.width, display.width),
    y: display.y + cell(Math.round(point.y), picture.height, display.height),
  }
}

/** Where a point of the OS shows in the picture; not rounded, may lie outside. */
export function toPicturePoint(space: PictureSpace, point: Point): Point {
  const { display, picture } = space
  return {
    x: uncell(point.x - display.x, display.width, picture.width),
    y: uncell(point.y - display.y, display.height, picture.height),
  }
}

/** A rectangle of display px as one of OS units, whole numbers around it. */
export function displayRectToOs(display: Display, rect: Rect): Rect {
  const left = Math.floor(rect.x / display.scale)
  const top = Math.floor(rect.y / display.scale)
  return {
    x: display.x + left,
    y: display.y + top,
    width: Math.ceil((rect.x + rect.width) / display.scale) - left,
    height: Math.ceil((rect.y + rect.height) / display.scale) - top,
  }
}

/** A rectangle of OS units as display px of that display; may lie outside of it. */
export function osRectToDisplay(display: Display, rect: Rect): Rect {
  const left = Math.round((rect.x - display.x) * display.scale)
  const top = Math.round((rect.y - display.y) * display.scale)
  return {
    x: left,
    y: top,
    width: Math.round((rect.x - display.x + rect.width) * display.scale) - left,
    height: Math.round((rect.y - display.y + rect.height) * display.scale) - top,
  }
}

/** A rectangle of display px as whole picture px around it, cut to the picture. */
export function displayRectToPicture(space: PictureSpace, rect: Rect): Rect {
  const pixels = displayPixels(space.display)
  const kx = space.picture.width / pixels.width
  const ky = space.picture.height / pixels.height
  const left = clamp(Math.floor(rect.x * kx), 0, space.picture.width)
  const top = clamp(Math.floor(rect.y * ky), 0, space.picture.height)
  return {
    x: left,
    y: top,
    width: clamp(Math.ceil((rect.x + rect.width) * kx), left, space.picture.width) - left,
    height: clamp(Math.ceil((rect.y + rect.height) * ky), top, space.picture.height) - top,
  }
}

/** A part of the picture as whole display px around it; may reach over the edge as far as the part does. */
export function pictureRectToDisplay(space: PictureSpace, rect: Rect): Rect {
  const pixels = displayPixels(space.display)
  const kx = pixels.width / space.picture.width
  const ky = pixels.height / space.picture.height
  const left = Math.floor(rect.x * kx)
  const top = Math.floor(rect.y * ky)
  return {
    x: left,
    y: top,
    width: Math.ceil((rect.x + rect.width) * kx) - left,
    height: Math.ceil((rect.y + rect.height) * ky) - top,
  }
}

export const isInRect = (rect: Rect, point: Point): boolean =>
  point.x >= rect.x && point.y >= rect.y && point.x < rect.x + rect.width && point.y < rect.y + rect.height

/** The display a point of the OS lies on, or null. */
export const displayAt = (displays: readonly Display[], point: Point): Display | null =>
  displays.find((display) => isInRect(display, point)) ?? null

/** The unit of `to` that holds the middle of unit `index` of `from`. */
const cell = (index: number, from: number, to: number): number => clamp(Math.floor(((index + 0.5) * to) / from), 0, to - 1)

/** The place in `to` of the middle of unit `index` of `from`, unrounded. */
const uncell = (index: number, from: number, to: number): number => ((index + 0.5) * to) / from - 0.5

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)
