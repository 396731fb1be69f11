import { createCanvas } from '@napi-rs/canvas'
import { afterEach, describe, expect, it } from 'vitest'
import type { ScreenText } from '../../../native-bridge/bridge.js'
import { installedLanguages, loadLanguages } from '../../../native-bridge/text/languages.js'
import { createScreenText } from '../../../native-bridge/text/screen-text.js'
import type { RawImage } from '../../../native-bridge/types.js'

const never = new AbortController().signal
const WORDS = ['Größe ändern', 'Straße und Übergröße', 'Jürgen hört zwölf Stücke']
let text: ScreenText | null = null
afterEach(() => text?.close())

/** Lines of text as a program paints them. */
function painted(lines: readonly string[]): RawImage {
  const canvas = createCanvas(500, 40 * lines.length + 20)
  const pen = canvas.getContext('2d')
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = 'black'
  pen.font = '16px "DejaVu Sans"'
  lines.forEach((line, at) => pen.fillText(line, 20, 40 * at + 40))
  return { width: canvas.width, height: canvas.height, data: new Uint8Array(canvas.data()), format: 'rgba' }
}

describe('languages of the reading of text', { timeout: 60_000 }, () => {
  it('English comes with it, and what the system has is found', async () => {
    const there = await installedLanguages()
    expect(there).toContain('eng')
    expect(there).toContain('deu')
    expect(there).not.toContain('osd')
  })

  it('letters that English lacks are read when their language is chosen', async () => {
    text = createScreenText({ languages: ['eng', 'deu'], readers: 1 })
    const read = await text.read(painted(WORDS), null, never)
    expect(read.ok && read.value.map((line) => line.text)).toEqual(WORDS)
  })

  it('a language that is not there is a problem that says what to install', async () => {
    text = createScreenText({ languages: ['xyz'], readers: 1 })
    expect(await text.read(painted(['word']), null, never)).toMatchObject({
      ok: false,
      problem: { kind: 'text', message: expect.stringContaining('apt-get install tesseract-ocr-xyz') as string },
    })
  })

  it.each(['../eng', '/etc/passwd', ''])('%j is no language', async (code) => {
    await expect(loadLanguages([code])).rejects.toThrow('is not installed')
  })
})
