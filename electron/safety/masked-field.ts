/**
 * A place on the screen that must not be seen, followed from frame to frame by how it looks: what is written in it and what
 * stands around it. It may move (a page scrolls, a window is dragged); when neither it nor its surroundings are to be
 * found, something else is there now.
 */
import type { RawImage, Rect } from '../../native-bridge/types.js'

export interface MaskedField {
  readonly rect: Rect
  /** what stands out in it and around it */
  readonly marks: readonly Mark[]
  /** a piece of one row that shows what is written in it; null: nothing is */
  readonly row: { readonly dx: number; readonly dy: number; readonly colours: readonly number[] } | null
}

interface Mark {
  /** from the corner of the field */
  readonly dx: number
  readonly dy: number
  readonly colour: number
}

/** Labels, borders and buttons beside a field tell that the page is still the same. */
const AROUND = 24
const MOST_MARKS = 4000
const STILL_THERE = 0.4
const MOVED = 0.6
const LONGEST_ROW = 400
const LEAST_ROW = 8
/** A field that cannot be told from empty ground stays masked where it is. */
const FEWEST_MARKS = 12
const COLOUR = 0x00ffffff

export function noteField(image: RawImage, rect: Rect): MaskedField {
  const inside = within(rect, image)
  const around = within(grown(rect, AROUND), image)
  const ground = commonColour(image, around)
  const marks = every(marksIn(image, around, ground, inside), MOST_MARKS)
  return { rect: inside, marks, row: tellingRow(image, inside, commonColour(image, inside)) }
}

/** Where the field is now; null: gone. */
export function findField(image: RawImage, field: MaskedField): Rect | null {
  const { rect, marks, row } = field
  if (marks.length < FEWEST_MARKS || shareThere(image, marks, rect.x, rect.y) >= STILL_THERE) return rect
  if (!row) return null
  const at = findRow(image, row.colours)
  if (!at) return null
  const moved = { ...rect, x: at.x - row.dx, y: at.y - row.dy }
  const own = marks.filter(({ dx, dy }) => dx >= 0 && dy >= 0 && dx < rect.width && dy < rect.height)
  return shareThere(image, own, moved.x, moved.y) >= MOVED ? moved : null
}

function shareThere(image: RawImage, marks: readonly Mark[], x: number, y: number): number {
  const same = marks.filter((mark) => colourAt(image, x + mark.dx, y + mark.dy) === mark.colour)
  return marks.length === 0 ? 0 : same.length / marks.length
}

function marksIn(image: RawImage, area: Rect, ground: number, corner: Rect): readonly Mark[] {
  const marks: Mark[] = []
  for (let y = area.y; y < area.y + area.height; y++)
    for (let x = area.x; x < area.x + area.width; x++) {
      const colour = colourAt(image, x, y)
      if (colour !== ground) marks.push({ dx: x - corner.x, dy: y - corner.y, colour })
    }
  return marks
}

/** The row with the most changes of colour: letters, not a border. */
function tellingRow(image: RawImage, rect: Rect, ground: number): MaskedField['row'] {
  let best: { readonly y: number; readonly changes: number } = { y: -1, changes: 3 }
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    let changes = 0
    for (let x = rect.x + 1; x < rect.x + rect.width; x++) if (colourAt(image, x, y) !== colourAt(image, x - 1, y)) changes++
    if (changes > best.changes) best = { y, changes }
  }
  if (best.y < 0) return null
  const row = Array.from({ length: rect.width }, (_, at) => colourAt(image, rect.x + at, best.y))
  const first = row.findIndex((colour) => colour !== ground)
  const after = row.length - [...row].reverse().findIndex((colour) => colour !== ground)
  const colours = row.slice(first, Math.min(after, first + LONGEST_ROW))
  return colours.length < LEAST_ROW ? null : { dx: first, dy: best.y - rect.y, colours }
}

function findRow(image: RawImage, colours: readonly number[]): { readonly x: number; readonly y: number } | null {
  const words = wordsOf(image)
  const first = colours[0]
  for (let y = 0; y < image.height; y++) {
    const end = (y + 1) * image.width - colours.length
    for (let at = y * image.width; at <= end; at++) {
      if (((words[at] as number) & COLOUR) !== first) continue
      if (colours.every((colour, step) => ((words[at + step] as number) & COLOUR) === colour))
        return { x: at - y * image.width, y }
    }
  }
  return null
}

function commonColour(image: RawImage, area: Rect): number {
  const counts = new Map<number, number>()
  for (let y = area.y; y < area.y + area.height; y++)
    for (let x = area.x; x < area.x + area.width; x++) {
      const colour = colourAt(image, x, y)
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [-1, 0] as [number, number])[0]
}

const views = new WeakMap<RawImage, Uint32Array>()

function wordsOf(image: RawImage): Uint32Array {
  const known = views.get(image)
  if (known) return known
  const { data } = image
  const bytes = data.byteOffset % 4 === 0 ? data : new Uint8Array(data)
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
  views.set(image, words)
  return words
}

function colourAt(image: RawImage, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= image.width || y >= image.height) return -1
  return (wordsOf(image)[y * image.width + x] as number) & COLOUR
}

const grown = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

function within({ x, y, width, height }: Rect, image: RawImage): Rect {
  const left = Math.min(image.width, Math.max(0, Math.floor(x)))
  const top = Math.min(image.height, Math.max(0, Math.floor(y)))
  const right = Math.max(left, Math.min(image.width, Math.ceil(x + width)))
  const bottom = Math.max(top, Math.min(image.height, Math.ceil(y + height)))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

const every = <T>(all: readonly T[], most: number): readonly T[] => {
  const step = Math.ceil(all.length / most)
  return step <= 1 ? all : all.filter((_, index) => index % step === 0)
}
