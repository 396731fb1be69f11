/**
 * One tesseract in its own worker thread, started at the first strip. Needs no network: the language data and the
 * program lie on this machine. Leaves finding text on the screen to ink.ts and text-boxes.ts.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { RecognizeResult, Worker } from 'tesseract.js'
import type { GrayImage } from './gray-image.js'
import { toPgm } from './gray-image.js'
import { DEFAULT_LANGUAGES, loadLanguages, unpacked } from './languages.js'

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

const LSTM_ONLY = 1
/** page segmentation: the picture is a single line */
const SINGLE_LINE = '7'

const start = async (languages: readonly string[], onCrash: () => void): Promise<Worker> => {
  // loaded here, not at the top: a program that never reads the screen does not pay for it
  const { createWorker } = resolve('tesseract.js') as typeof import('tesseract.js')
  const program = dirname(resolve.resolve('tesseract.js/package.json'))
  // it takes languages from one folder only, and ours lie in several
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-languages-'))
  try {
    const data = await loadLanguages(languages)
    await Promise.all(data.map((each) => writeFile(join(folder, `${each.code}.traineddata`), each.data)))
    const worker = await createWorker([...data.map(({ code }) => code)], LSTM_ONLY, {
      workerPath: unpacked(join(program, 'src', 'worker-script', 'node', 'index.js')),
      langPath: folder,
      gzip: false,
      cacheMethod: 'none',
      errorHandler: onCrash,
    })
    await worker.setParameters({ tessedit_pageseg_mode: SINGLE_LINE as never, user_defined_dpi: '150' })
    return worker
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
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

export const createReader = (languages: readonly string[] = DEFAULT_LANGUAGES): Reader => {
  let worker: Promise<Worker> | null = null
  const forget = () => {
    worker = null
  }
  return {
    async read(strip) {
      worker ??= start(languages, forget)
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
