/**
 * One tesseract in its own worker thread, started at the first strip. Needs no network: the language data and the
 * program come from node_modules. Leaves finding text on the screen to ink.ts and text-boxes.ts.
 */
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { RecognizeResult, Worker } from 'tesseract.js'
import type { GrayImage } from './gray-image.js'
import { toPgm } from './gray-image.js'

/** A word of a strip, in the strip's own pixels. */
export interface StripWord {
  readonly text: string
  readonly confidence: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Reader {
  /** Rejects when tesseract cannot be started or fails; the next call starts it anew. */
  read(strip: GrayImage): Promise<readonly StripWord[]>
  close(): Promise<void>
}

const resolve = createRequire(import.meta.url)

/** Files inside a packaged app's archive are no files for a worker thread: they lie unpacked beside it. */
export const unpacked = (path: string): string => path.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`)

const LSTM_ONLY = 1
/** page segmentation: the picture is a single line */
const SINGLE_LINE = '7'

const start = async (onCrash: () => void): Promise<Worker> => {
  // loaded here, not at the top: a program that never reads the screen does not pay for it
  const { createWorker } = resolve('tesseract.js') as typeof import('tesseract.js')
  const program = dirname(resolve.resolve('tesseract.js/package.json'))
  const language = dirname(resolve.resolve('@tesseract.js-data/eng/package.json'))
  const worker = await createWorker('eng', LSTM_ONLY, {
    workerPath: unpacked(join(program, 'src', 'worker-script', 'node', 'index.js')),
    langPath: unpacked(join(language, '4.0.0_best_int')),
    gzip: true,
    cacheMethod: 'none',
    errorHandler: onCrash,
  })
  await worker.setParameters({ tessedit_pageseg_mode: SINGLE_LINE as never, user_defined_dpi: '150' })
  return worker
}

const wordsOf = (result: RecognizeResult): readonly StripWord[] =>
  (result.data.blocks ?? [])
    .flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines.flatMap((line) => line.words)))
    .map(({ text, confidence, bbox }) => ({
      text: text.trim(),
      confidence,
      left: bbox.x0,
      top: bbox.y0,
      right: bbox.x1,
      bottom: bbox.y1,
    }))
    .filter((word) => word.text !== '')

export const createReader = (): Reader => {
  let worker: Promise<Worker> | null = null
  const forget = () => {
    worker = null
  }
  return {
    async read(strip) {
      worker ??= start(forget)
      try {
        const running = await worker
        const picture = Buffer.from(toPgm(strip))
        return wordsOf(await running.recognize(picture, {}, { blocks: true, text: false }))
      } catch (error) {
        forget()
        throw error instanceof Error ? error : new Error(String(error))
      }
    },
    async close() {
      const running = await worker?.catch(() => null)
      forget()
      await running?.terminate()
    },
  }
}
