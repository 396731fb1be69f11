/**
 * Reads what stands in the pictures of sessions, for the search, in the languages of the settings; what was read is kept beside the
 * data, so that it is read once in each choice of languages.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import {
  createScreenText,
  DEFAULT_LANGUAGES,
  installedLanguages,
  type RawImage,
  type ScreenText,
} from '../../native-bridge/index.js'
import { readFrame } from '../sessions/frame-files.js'

export interface ScreenReader {
  /** The words in small letters, '' where nothing could be read. `folder`: the session's. */
  read(folder: string, frame: string, signal: AbortSignal): Promise<string>
  close(): Promise<void>
}

interface Reading {
  readonly languages: readonly string[]
  readonly text: ScreenText
}

/** `chosen`: the setting textLanguages as it is now. */
export function createScreenReader(cache: string, chosen: () => Promise<readonly string[]>): ScreenReader {
  let reading: Reading | null = null
  const textIn = async (languages: readonly string[]): Promise<ScreenText> => {
    if (reading?.languages.join() === languages.join()) return reading.text
    const before = reading
    reading = { languages, text: createScreenText({ readers: 1, languages }) }
    await before?.text.close()
    return reading.text
  }
  return {
    read: async (folder, frame, signal) => {
      const languages = await readable(await chosen())
      const place = join(cache, languages.join('+'))
      const kept = join(place, `${frame}.txt`)
      const known = await readFile(kept, 'utf8').catch(() => null)
      if (known !== null) return known
      const image = await rawOf(folder, frame)
      if (image === null) return ''
      const lines = await (await textIn(languages)).read(image, null, signal)
      if (!lines.ok) return ''
      const words = lines.value.map((line) => line.text.toLowerCase()).join('\n')
      await keep(place, kept, words)
      return words
    },
    close: async () => {
      await reading?.text.close()
    },
  }
}

/** A language that is not installed (doctor says so) does not keep the others from being read. */
async function readable(chosen: readonly string[]): Promise<readonly string[]> {
  const installed = await installedLanguages()
  const there = chosen.filter((code) => installed.includes(code))
  return there.length > 0 ? there : DEFAULT_LANGUAGES
}

async function rawOf(folder: string, frame: string): Promise<RawImage | null> {
  const stored = await readFrame(folder, frame)
  const image = stored.ok ? await loadImage(Buffer.from(stored.value.bytes)).catch(() => null) : null
  if (image === null) return null
  const { width, height } = image
  const canvas = createCanvas(width, height)
  const brush = canvas.getContext('2d')
  brush.drawImage(image, 0, 0)
  return { data: new Uint8Array(brush.getImageData(0, 0, width, height).data.buffer), width, height, format: 'rgba' }
}

/** What cannot be kept is read again another time. */
async function keep(folder: string, file: string, words: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => writeFile(file, words, { mode: 0o600 }))
    .catch(() => undefined)
}
