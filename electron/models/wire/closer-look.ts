/**
 * Clicks in a closer look. The coordinates of every API are those of the whole picture; a model that is given functions has one
 * that takes a place of the closer look instead, right after it was given one, and what it names is mapped back here.
 */
import type { Point, Rect, Size } from '../../../native-bridge/types.js'
import type { CallResult } from '../model.js'
import { extraReader, type Extra, type Place } from './extra-tools.js'

/** A function call as every API has it. */
export interface NamedCall {
  readonly callId: string
  readonly name: string
  readonly input: unknown
}

export interface CloserLooks {
  /** calls that this request answers, and how they ended */
  readonly calls: readonly NamedCall[]
  readonly results: readonly CallResult[]
  readonly sizeOf: (frame: string) => Size | null
  /** how the model names a place of a picture of that size */
  readonly placeIn: (picture: Size) => Place
  /** the whole picture */
  readonly picture: Size
  readonly extras: readonly Extra[]
}

/** Where a place of the newest closer look lies in the whole picture; null: there is none to speak of. */
export function closerPlace(looks: CloserLooks): Place | null {
  const { calls, results, sizeOf, placeIn, picture, extras } = looks
  for (const { callId, name, input } of calls.toReversed()) {
    const frame = results.find((result) => result.callId === callId)?.pictures?.at(-1)
    const size = frame === undefined ? null : sizeOf(frame)
    const region = size && name === 'zoom' ? regionOf(input, placeIn(picture), extras) : null
    if (size && region) return mapBack(within(region, picture), size, placeIn(size))
  }
  return null
}

function regionOf(input: unknown, place: Place, extras: readonly Extra[]): Rect | null {
  const read = extraReader('zoom', { extras, place, closer: null })?.safeParse(input)
  return read?.success && read.data.kind === 'zoom' ? read.data.region : null
}

/** What lies outside the picture was not shown. */
function within({ x, y, width, height }: Rect, picture: Size): Rect {
  const [left, top] = [Math.max(0, x), Math.max(0, y)]
  const [right, bottom] = [Math.min(picture.width, x + width), Math.min(picture.height, y + height)]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The pixel of the whole picture that the middle of the pixel meant lies in. A place beside the closer look is a place beside the region. */
function mapBack(region: Rect, size: Size, place: Place): Place {
  const along = (at: number, shown: number, from: number, length: number) => from + Math.floor(((at + 0.5) * length) / shown)
  return (x, y): Point => {
    const at = place(x, y)
    return { x: along(at.x, size.width, region.x, region.width), y: along(at.y, size.height, region.y, region.height) }
  }
}
