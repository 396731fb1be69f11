/**
 * Reads the text of the screen with no network: the ScreenText port. The picture is searched for runs of text
 * (ink, text-boxes), each is made dark on white and enlarged (strip), read by tesseract (reader), and remembered by its
 * pixels (strip-cache).
 */
import { availableParallelism } from 'node:os'
import type { ScreenText } from '../bridge.js'
import type { Outcome, RawImage, Rect, TextLine, TextWord } from '../types.js'
import { findMarks } from './ink.js'
import { readSign } from './signs.js'
import { createReader, type Reader, type StripWord } from './reader.js'
import { createStripCache, stripKey } from './strip-cache.js'
import { cutStrip, type Strip, type StripStyle } from './strip.js'
import { findTextBoxes, unite } from './text-boxes.js'

export interface ScreenTextOptions {
  /** how many tesseracts may read side by side; the second is started only for a screen full of new text */
  readonly readers?: number
  readonly createReader?: () => Reader
  /** tesseract's codes; default: English */
  readonly languages?: readonly string[]
}

/** Fewer new strips than this are read sooner than another tesseract is started. */
const STRIPS_PER_READER = 25
/** Regions smaller than this hold no letter. */
const MIN_SIDE = 4

/** How a strip is cut at first, and once more when the words found so are doubtful. Measured on screens of several programs. */
const FIRST_STYLE: StripStyle = { letterHeight: 40, pad: 2 }
const SECOND_STYLE: StripStyle = { letterHeight: 28, pad: 1 }
const DOUBTFUL = 85
/** Told by shape alone: a drawing may look the same. */
const SIGN_CONFIDENCE = 90

interface Task {
  readonly box: Rect
  readonly strip: Strip
  readonly key: string
}

const clip = (region: Rect | null, image: RawImage): Rect => {
  if (!region) return { x: 0, y: 0, width: image.width, height: image.height }
  const x = Math.min(image.width, Math.max(0, Math.floor(region.x)))
  const y = Math.min(image.height, Math.max(0, Math.floor(region.y)))
  const right = Math.min(image.width, Math.ceil(region.x + region.width))
  const bottom = Math.min(image.height, Math.ceil(region.y + region.height))
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) }
}

/** A word placed relative to its box, so that it can be found again wherever the box comes to lie. */
const toWord = (strip: Strip, box: Rect, word: StripWord): TextWord => ({
  x: Math.round(strip.x + word.left / strip.scale) - box.x,
  y: Math.round(strip.y + word.top / strip.scale) - box.y,
  width: Math.max(1, Math.round((word.right - word.left) / strip.scale)),
  height: Math.max(1, Math.round((word.bottom - word.top) / strip.scale)),
  text: word.text,
  confidence: word.confidence,
})

const meanConfidence = (words: readonly TextWord[]) =>
  words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length

const toLine = (box: Rect, found: readonly TextWord[]): readonly TextLine[] => {
  if (found.length === 0) return []
  const words = found.map((word) => ({ ...word, x: word.x + box.x, y: word.y + box.y }))
  const { x, y, width, height } = words.map((word): Rect => word).reduce(unite)
  return [{ x, y, width, height, text: words.map((word) => word.text).join(' '), confidence: meanConfidence(words), words }]
}

/** Reads a box in one style and, where that is doubtful, in the other; the surer reading counts. */
const readBox = async (reader: Reader, image: RawImage, { box, strip }: Task): Promise<readonly TextWord[]> => {
  const sign = readSign(strip.image)
  if (sign) return [{ x: 0, y: 0, width: box.width, height: box.height, text: sign, confidence: SIGN_CONFIDENCE }]
  const first = (await reader.read(strip.image)).map((word) => toWord(strip, box, word))
  if (meanConfidence(first) >= DOUBTFUL) return first
  const again = cutStrip(image, box, SECOND_STYLE)
  const second = (await reader.read(again.image)).map((word) => toWord(again, box, word))
  return meanConfidence(second) > meanConfidence(first) ? second : first
}

const aborted = {
  ok: false,
  problem: { kind: 'aborted', message: 'Reading the screen was broken off.', retryable: true },
} as const

const failed = (error: unknown): Outcome<never> => ({
  ok: false,
  problem: {
    kind: 'text',
    message: `The text on the screen could not be read: ${error instanceof Error ? error.message : String(error)}.`,
    retryable: true,
  },
})

export const createScreenText = (options: ScreenTextOptions = {}): ScreenText => {
  const count = Math.max(1, options.readers ?? Math.min(2, availableParallelism()))
  const readers = Array.from({ length: count }, options.createReader ?? (() => createReader(options.languages)))
  const cache = createStripCache()
  let queue: Promise<unknown> = Promise.resolve()

  const readNew = async (image: RawImage, tasks: readonly Task[], signal: AbortSignal) => {
    const waiting = [...tasks]
    const work = async (reader: Reader) => {
      for (let task = waiting.shift(); task && !signal.aborted; task = waiting.shift()) {
        cache.set(task.key, await readBox(reader, image, task))
      }
    }
    await Promise.all(readers.slice(0, Math.max(1, Math.ceil(tasks.length / STRIPS_PER_READER))).map(work))
  }

  const read = async (image: RawImage, region: Rect | null, signal: AbortSignal): Promise<Outcome<readonly TextLine[]>> => {
    if (signal.aborted) return aborted
    const area = clip(region, image)
    if (area.width < MIN_SIDE || area.height < MIN_SIDE) return { ok: true, value: [] }
    const tasks = findTextBoxes(findMarks(image, area)).map((box): Task => {
      const strip = cutStrip(image, box, FIRST_STYLE)
      return { box, strip, key: stripKey(strip.image) }
    })
    const unread = new Map(tasks.filter((task) => !cache.get(task.key)).map((task) => [task.key, task]))
    try {
      await readNew(image, [...unread.values()], signal)
    } catch (error) {
      return failed(error)
    }
    // strips that were read before the signal fired stay known
    if (signal.aborted) return aborted
    return { ok: true, value: tasks.flatMap((task) => toLine(task.box, cache.get(task.key) ?? [])) }
  }

  return {
    read(image, region, signal) {
      const next = queue.then(() => read(image, region, signal))
      queue = next
      return next
    },
    async close() {
      await queue
      await Promise.all(readers.map((reader) => reader.close()))
    },
  }
}
