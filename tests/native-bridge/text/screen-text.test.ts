import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScreenText } from '../../../native-bridge/bridge.js'
import type { Reader } from '../../../native-bridge/text/reader.js'
import { createScreenText } from '../../../native-bridge/text/screen-text.js'
import type { RawImage, Rect, TextLine } from '../../../native-bridge/types.js'
import { BLACK, drawing, moved, screen } from './pictures.js'

const never = new AbortController().signal

const read = async (text: ScreenText, image: RawImage, region: Rect | null = null): Promise<readonly TextLine[]> => {
  const outcome = await text.read(image, region, never)
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

/** Is the text there as whole words next to one another, blanks aside? */
const shows = (lines: readonly TextLine[], wanted: string): boolean => {
  const bare = wanted.replaceAll(' ', '')
  return lines.some((line) => {
    const words = line.text.split(' ')
    return words.some((_, from) => words.some((__, to) => words.slice(from, to + 1).join('') === bare))
  })
}

describe('screens of real programs', { timeout: 60_000 }, () => {
  let text: ScreenText
  beforeAll(() => {
    text = createScreenText()
  })
  afterAll(() => text.close())

  const screens = {
    programs: 'Add contact|Enter the person|First name|Family name|E-mail|Cancel|OK|/tmp/notes/notes.txt|File|Edit|Options|Search|Help|notes.txt|Shopping list|apples 12|bread and butter|The quick brown fox jumps over the lazy dog|Root Instance|Search...|Encoding: UTF-8|Lines: 5',
    calculator: 'galculator|File|Edit|View|Calculator|Help|AC|4|5|6|%|1|2|3|0|-|+|=|*|+/-|sqrt|Save to memory',
    dark: 'Choose a fruit|Which fruit do you like?|Fruit|Price|apple|1.20|banana|0.50|cherry|7.99|dragon fruit|12.00|Cancel|OK|make test|compiling 12 files|warning: unused variable count|all 240 tests passed in 3.5 seconds|git status|On branch main|nothing to commit, working tree clean',
    page: 'Order form|Please fill in your details. Fields marked with * are required.|Full name|Street|Country|Comments|Germany|newsletter|Express|Standard|Submit order|Continue|Terms and conditions|Dark panel|Settings|Profile|Sign out|a green comment|const|answer = 42;|Item|Qty|Price|Notebook|3|4.50|Pencil|12|0.80|Eraser|1.10|Delete|Edit|small grey footnote: updated 5 minutes ago|Big Title',
    terminal: 'total 48|5 root root 4096 Nov 22 21:15 modules|1 root root 25699 Aug|1 root root 2531136 Aug|9 03:55 Xorg|git status --short|The quick brown fox jumps over the lazy',
  } as const // prettier-ignore

  it.each(Object.entries(screens))('%s: what stands there is read', async (name, texts) => {
    const lines = await read(text, screen(name as keyof typeof screens))
    expect(texts.split('|').filter((wanted) => !shows(lines, wanted))).toEqual([])
  })

  it('tells where each word stands', async () => {
    const lines = await read(text, screen('programs'))
    const ok = lines.find((line) => line.text === 'OK')
    expect(ok).toMatchObject({ words: [{ text: 'OK' }] })
    expect(Math.abs(ok!.x + ok!.width / 2 - 1020)).toBeLessThan(6)
    expect(Math.abs(ok!.y + ok!.height / 2 - 231)).toBeLessThan(6)
    const bread = lines.find((line) => line.text === 'bread and butter')
    expect(bread?.words.map((word) => Math.round(word.x / 20))).toEqual([18, 21, 22])
  })

  it('keeps the labels of a menu bar apart', async () => {
    const lines = await read(text, screen('calculator'), { x: 474, y: 232, width: 331, height: 24 })
    expect(lines.map((line) => line.text)).toEqual(['File', 'Edit', 'View', 'Calculator', 'Help'])
  })

  it('reads a region only', async () => {
    const lines = await read(text, screen('dark'), { x: 641, y: 70, width: 300, height: 30 })
    expect(lines.map((line) => line.text)).toEqual(['Which fruit do you like?'])
  })
})

/** A reader that says how wide each strip is, and counts. */
const counting = (fail: () => boolean = () => false) => {
  const state = { reads: 0, closed: 0 }
  const createReader = (): Reader => ({
    read(strip) {
      state.reads++
      if (fail()) return Promise.reject(new Error('it broke'))
      const word = {
        text: `w${strip.width}`,
        confidence: 95,
        left: 10,
        top: 10,
        right: strip.width - 10,
        bottom: strip.height - 10,
      }
      return Promise.resolve([word])
    },
    close() {
      state.closed++
      return Promise.resolve()
    },
  })
  return { state, createReader }
}

const page = (labels: readonly number[]) => {
  const paper = drawing(400, 200)
  labels.forEach((count, i) => paper.letters(count, 20, 20 + 30 * i, 12, BLACK))
  return paper.image
}

describe('reading again', () => {
  it('reads nothing that was read before', async () => {
    const { state, createReader } = counting()
    const text = createScreenText({ createReader, readers: 1 })
    const first = await read(text, page([3, 5, 8]))
    expect([first.length, state.reads]).toEqual([3, 3])
    expect(await read(text, page([3, 5, 8]))).toEqual(first)
    expect(state.reads).toBe(3)
  })

  it('reads only the line that changed', async () => {
    const { state, createReader } = counting()
    const text = createScreenText({ createReader, readers: 1 })
    await read(text, page([3, 5, 8]))
    await read(text, page([3, 6, 8]))
    expect(state.reads).toBe(4)
  })

  it('knows text again that only moved, and where it is now', async () => {
    const { state, createReader } = counting()
    const text = createScreenText({ createReader, readers: 1 })
    const [before] = await read(text, page([7]))
    const [after] = await read(text, moved(page([7]), 31, 17))
    expect(state.reads).toBe(1)
    expect([after!.x - before!.x, after!.y - before!.y]).toEqual([31, 17])
  })
})

describe('when reading fails', () => {
  it('it is a problem, and the next read tries anew', async () => {
    let isBroken = true
    const { createReader } = counting(() => isBroken)
    const text = createScreenText({ createReader, readers: 1 })
    const failed = await text.read(page([3]), null, never)
    expect(failed).toMatchObject({
      ok: false,
      problem: { kind: 'text', retryable: true, message: expect.stringContaining('it broke') as string },
    })
    isBroken = false
    expect(await read(text, page([3]))).toHaveLength(1)
  })

  it('a signal that has fired ends it, and what was read stays known', async () => {
    const abort = new AbortController()
    const { state, createReader } = counting(() => {
      abort.abort()
      return false
    })
    const text = createScreenText({ createReader, readers: 1 })
    expect(await text.read(page([3, 5, 8]), null, abort.signal)).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect(state.reads).toBe(1)
    await read(text, page([3, 5, 8]))
    expect(state.reads).toBe(3)
  })

  it('a region without room for a letter has no text', async () => {
    const { state, createReader } = counting()
    const text = createScreenText({ createReader })
    expect(await read(text, page([3]), { x: 10, y: 10, width: 3, height: 100 })).toEqual([])
    expect(await read(text, page([3]), { x: 5000, y: 10, width: 30, height: 100 })).toEqual([])
    expect(state.reads).toBe(0)
  })

  it('close ends every reader', async () => {
    const { state, createReader } = counting()
    const text = createScreenText({ createReader, readers: 2 })
    await text.close()
    expect(state.closed).toBe(2)
  })
})
