/** Reads what stands in the pictures of sessions, for the search; what was read is kept beside the data, so that it is read once. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { createScreenText, type RawImage } from '../../native-bridge/index.js'
import { readFrame } from '../sessions/frame-files.js'

export interface ScreenReader {
  /** The words in small letters, '' where nothing could be read. `folder`: the session's. */
  read(folder: string, frame: string, signal: AbortSignal): Promise<string>
  close(): Promise<void>
}

type ScreenText = ReturnType<typeof createScreenText>

export function createScreenReader(cache: string): ScreenReader {
  let text: ScreenText | null = null
  return {
    read: async (folder, frame, signal) => {
      const kept = join(cache, `${frame}.txt`)
      const known = await readFile(kept, 'utf8').catch(() => null)
      if (known !== null) return known
      const image = await rawOf(folder, frame)
      if (image === null) return ''
      text ??= createScreenText({ readers: 1 })
      const lines = await text.read(image, null, signal)
      if (!lines.ok) return ''
      const words = lines.value.map((line) => line.text.toLowerCase()).join('\n')
      await keep(cache, kept, words)
      return words
    },
    close: async () => {
      await text?.close()
    },
  }
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
