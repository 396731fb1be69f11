/** What a recording makes of a screen: another dialog, a box that is set already, effects that came and that did not. */
import { describe, expect, it } from 'vitest'
import { isSetOtherwise } from '../../../electron/recordings/box-state.js'
import { whyAnotherDialog } from '../../../electron/recordings/dialog.js'
import type { Effect } from '../../../electron/recordings/effect.js'
import type { Scene } from '../../../electron/recordings/scene.js'
import { verify } from '../../../electron/recordings/verify.js'
import { drawn, line, plain, scene, SIZE, window } from './scenes.js'

const never = new AbortController().signal
const same = (text: string) => text

describe('a dialog', () => {
  const asks = (words: string, more: Partial<ReturnType<typeof window>> = {}) =>
    scene({ lines: [line(words, 220, 230), line('No', 240, 320), line('Yes', 400, 320)], windows: [window(more)] })
  const why = (before: Scene, now: Scene, reword = same) =>
    whyAnotherDialog({ before, now, reword }, before.windows?.[0] ?? null, now.windows?.[0] ?? null, never)

  it('that says something else is another one', async () => {
    const said = await why(asks('Do you want to keep the draft?'), asks('Do you want to delete the draft?'))
    expect(said).toBe('“Do you want to keep the draft?” was said there, and now it is “Do you want to delete the draft?”')
  })

  it.each([
    ['read with other spaces', 'Doyouwant to keepthe draft?'],
    ['with a letter read wrong', 'Do you want to kecp the draft?'],
    ['not read at all', ''],
    ['read badly', 'D y0u wnt'],
  ])('%s is the same', async (_, words) => {
    expect(await why(asks('Do you want to keep the draft?'), asks(words))).toBeNull()
  })

  it('broken into two lines is the same', async () => {
    const narrow = scene({ lines: [line('Do you want to', 220, 230), line('keep the draft?', 220, 250)] })
    expect(await why(asks('Do you want to keep the draft?'), narrow)).toBeNull()
  })

  it('that names another value of a parameter is the same', async () => {
    const reword = (text: string) => text.replace('report.txt', 'letter.txt')
    const named = asks('Replace the file letter.txt there?')
    expect(await why(asks('Replace the file report.txt there?'), named, reword)).toBeNull()
    expect(await why(asks('Replace the file report.txt there?'), named)).toContain('letter.txt')
  })

  it('is told from a document, which may say anything', async () => {
    const large = { x: 0, y: 0, width: 700, height: 500 }
    expect(await why(asks('Do you want to keep it?', large), asks('Something else stands here', large))).toBeNull()
  })
})

describe('a box beside its name', () => {
  const BOX = { x: 100, y: 100, width: 16, height: 16 }
  const frame = (x: number, y: number) => (x === 0 || y === 0 || x === 15 || y === 15 ? 90 : null)
  const ticked = (x: number, y: number) => frame(x, y) ?? (Math.abs(x - y) < 4 ? 30 : 160)
  const name = line('honey', 130, 101)
  const letters = (x: number, y: number) => ((x * 7 + y * 3) % 5 < 2 ? 20 : null)
  const row = drawn(plain(400, 200), { x: 130, y: 102, width: 40, height: 12 }, letters)
  const [empty, full] = [drawn(row, BOX, frame), drawn(row, BOX, ticked)]
  const at = { x: 108, y: 108 }

  it('that is set already is not clicked again', () => {
    expect(isSetOtherwise(empty, full, at, at, name)).toBe(true)
    expect(isSetOtherwise(full, empty, at, at, name)).toBe(true)
  })

  it('as it was is clicked, and so is one in a theme that cannot be compared', () => {
    expect(isSetOtherwise(empty, empty, at, at, name)).toBe(false)
    expect(isSetOtherwise(empty, plain(400, 200, 30), at, at, name)).toBe(false)
  })

  it('is no field: what stands left of it names a field, which may hold anything', () => {
    expect(isSetOtherwise(empty, full, at, at, line('Name', 20, 101))).toBe(false)
  })
})

describe('an effect', () => {
  const mark = { x: 300, y: 300, width: 200, height: 40 }
  const blank = plain(SIZE.width, SIZE.height)
  const other = drawn(blank, mark, () => 60)
  const effect = (more: Partial<Effect>): Effect => ({
    before: scene(),
    after: scene({ gray: other }),
    old: scene(),
    now: scene({ gray: other }),
    points: null,
    reword: same,
    typed: [],
    values: { recorded: [], now: [] },
    ...more,
  })
  const shows = (...texts: string[]) => scene({ gray: other, lines: texts.map((text, row) => line(text, 310, 300 + row * 18)) })

  it('is there when the text came that came then', async () => {
    expect(await verify(effect({ after: shows('Order sent'), now: shows('Order sent') }), never)).toBeNull()
    const missing = await verify(effect({ after: shows('Order sent'), now: shows('The stock is empty') }), never)
    expect(missing).toBe('“Order sent” did not appear')
  })

  it('is not there when nothing changed at all, and is when a faint change came', async () => {
    expect(await verify(effect({ now: scene() }), never)).toContain('nothing changed')
    const faint = drawn(blank, mark, () => 237)
    expect(await verify(effect({ now: scene({ gray: faint }) }), never)).toBeNull()
  })

  it('of a command is a new prompt, not the one that stood there', async () => {
    const prompt = (count: number, text: string) =>
      scene({ gray: other, lines: [...Array.from({ length: count }, (_, row) => line('ready>', 310, 300 + row * 18)), line(text, 380, 300)] }) // prettier-ignore
    const [before, after] = [{ ...prompt(1, 'make it'), gray: blank }, prompt(2, 'make it')]
    expect(await verify(effect({ before, after, old: before, now: prompt(2, 'make it') }), never)).toBeNull()
    expect(await verify(effect({ before, after, old: before, now: prompt(1, 'make it') }), never)).toBe('“ready>” did not appear')
  })

  it('is told from the values that are typed in other steps', async () => {
    const values = { recorded: ['Grace', 'Ada'], now: ['Grace'] }
    const after = shows('Stored', 'Ada')
    expect(await verify(effect({ after, now: shows('Stored', 'Grace'), values }), never)).toBeNull()
    expect(await verify(effect({ after, now: shows('There is none', 'Grace'), values }), never)).toBe('“Stored” did not appear')
  })

  it('is not there when a window did not open, another one did, or one stayed', async () => {
    const [one, two] = [window(), window({ title: 'Saved', x: 500 })]
    const only = (...windows: ReturnType<typeof window>[]) => scene({ gray: other, windows })
    const opened = { before: scene({ windows: [one] }), after: only(one, two), old: scene({ windows: [one] }) }
    expect(await verify(effect({ ...opened, now: only(one, two) }), never)).toBeNull()
    expect(await verify(effect({ ...opened, now: only(one) }), never)).toBe('the window “Saved” did not open')
    const error = window({ title: 'No room on the disk', x: 500 })
    const none = { before: scene({ windows: [one] }), after: only(one), old: scene({ windows: [one] }), now: only(one, error) }
    expect(await verify(effect(none), never)).toContain('“No room on the disk” opened')
    const closed = { before: scene({ windows: [one, two] }), after: only(one), old: scene({ windows: [one, two] }) }
    expect(await verify(effect({ ...closed, now: only(one) }), never)).toBeNull()
    expect(await verify(effect({ ...closed, now: only(one, two) }), never)).toBe('the window “Saved” did not close')
  })

  it('of typing is the text, unless its row could not be read and something came there', async () => {
    const typed = { typed: ['pencils'], points: { recorded: { x: 320, y: 307 }, done: { x: 320, y: 307 } } }
    expect(await verify(effect({ ...typed, after: shows('pencils'), now: shows('pencils|') }), never)).toBeNull()
    expect(await verify(effect({ ...typed, after: shows('pencils'), now: shows() }), never)).toBeNull()
    const wrong = await verify(effect({ ...typed, after: shows('pencils'), now: shows('PENCE') }), never)
    expect(wrong).toBe('“pencils” was typed and does not stand there')
  })
})
