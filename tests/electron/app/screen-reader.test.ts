import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { expect, it, onTestFinished } from 'vitest'
import { createScreenReader } from '../../../electron/app/screen-reader.js'
import { writeFrame } from '../../../electron/sessions/frame-files.js'
import { makePicture } from '../../../native-bridge/codec/picture.js'
import { temporaryHome } from '../cli/call.js'

const never = new AbortController().signal
const LINE = 'Größe der Straße ändern'

/** A session with one picture of a line of German. */
async function session() {
  const folder = join(temporaryHome(), 'session')
  await mkdir(join(folder, 'frames'), { recursive: true })
  const canvas = createCanvas(400, 60)
  const pen = canvas.getContext('2d')
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, 400, 60)
  pen.fillStyle = 'black'
  pen.font = '16px "DejaVu Sans"'
  pen.fillText(LINE, 20, 40)
  const picture = makePicture(canvas.toBuffer('image/png'), { size: canvas, mime: 'image/png', quality: 90 })
  const stored = await writeFrame(folder, picture)
  if (!stored.ok) throw new Error(stored.problem.message)
  return { folder, frame: picture.id }
}

it('pictures are read in the languages of the settings as they are then, once in each choice', { timeout: 60_000 }, async () => {
  const { folder, frame } = await session()
  const cache = temporaryHome()
  let chosen = ['eng']
  const reader = createScreenReader(cache, () => Promise.resolve(chosen))
  onTestFinished(() => reader.close())
  expect(await reader.read(folder, frame, never)).not.toContain('größe')
  chosen = ['eng', 'deu']
  expect(await reader.read(folder, frame, never)).toBe(LINE.toLowerCase())
  expect((await readdir(cache)).sort()).toEqual(['eng', 'eng+deu'])
  // kept: the picture itself is not needed any more
  expect(await reader.read(join(folder, 'gone'), frame, never)).toBe(LINE.toLowerCase())
})

it('a language that is not installed does not keep the others from being read', { timeout: 60_000 }, async () => {
  const { folder, frame } = await session()
  const reader = createScreenReader(temporaryHome(), () => Promise.resolve(['xyz', 'deu']))
  onTestFinished(() => reader.close())
  expect(await reader.read(folder, frame, never)).toBe(LINE.toLowerCase())
})

it('a picture that is not there reads as nothing', async () => {
  const reader = createScreenReader(temporaryHome(), () => Promise.resolve([]))
  onTestFinished(() => reader.close())
  expect(await reader.read(temporaryHome(), 'f1', never)).toBe('')
})
