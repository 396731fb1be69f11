import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { connect } from '../../native-bridge/platforms/linux-x11/connection.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import type { HumanEvent, MouseButton, PictureSpace, Point, Stroke } from '../../native-bridge/types.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { never, openChromiumPage, type PageEvent, type PageReceiver, PATIENCE, valueOf, wholeDisplay } from './receivers.js'

let desktop: VirtualDesktop
let x11: LinuxX11
let page: PageReceiver
let space: PictureSpace

const send = async (...strokes: Stroke[]) => valueOf(await x11.input.send(strokes, space, never))
const chord = (...keys: string[]): Stroke[] => [
  ...keys.map((key): Stroke => ({ kind: 'key', key, down: true })),
  ...keys.reverse().map((key): Stroke => ({ kind: 'key', key, down: false })),
]
const press = (button: MouseButton): Stroke[] => [
  { kind: 'button', button, down: true },
  { kind: 'button', button, down: false },
]
const move = (to: Point): Stroke => ({ kind: 'move', ...to })
const byXdotool = (...args: string[]) => execFileSync('xdotool', args, { env: { ...process.env, ...desktop.env } })
const seen = async <T extends PageEvent['type']>(type: T) =>
  (await page.seen()).filter((event): event is Extract<PageEvent, { type: T }> => event.type === type)

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
  space = await wholeDisplay(x11)
  page = await openChromiumPage(desktop, x11)
}, 60_000)

afterAll(async () => {
  await page.close()
  await x11.close()
  await desktop.close()
})

beforeEach(() => page.clear())
afterEach(() => x11.input.releaseAll())

describe('the mouse on a real page', { timeout: 30_000 }, () => {
  it('all five buttons arrive as themselves, where they were aimed', async () => {
    const at = await page.middleOf('#pad')
    for (const button of ['left', 'middle', 'right', 'back', 'forward'] as const) await send(move(at), ...press(button))
    await expect.poll(async () => (await seen('mouseup')).map(({ button }) => button), PATIENCE).toEqual([0, 1, 2, 3, 4])
    const box = await page.page.locator('#pad').boundingBox()
    const [first] = await seen('mousedown')
    expect(first).toMatchObject({ x: Math.round((box?.x ?? 0) + 300), y: Math.round((box?.y ?? 0) + 75) })
  })

  it('two clicks in a row are a double click, which selects a word', async () => {
    const at = await page.middleOf('#words')
    const { x, y } = await page.page.locator('#words').evaluate((words) => {
      const range = document.createRange()
      range.setStart(words.firstChild as Node, 7)
      range.setEnd(words.firstChild as Node, 9)
      const box = range.getBoundingClientRect()
      return { x: box.x, y: box.y + box.height / 2 }
    })
    const word = await page.toScreen({ x, y })
    expect(word.y).toBe(at.y)
    await send(move(word), ...press('left'), ...press('left'))
    await expect.poll(async () => (await seen('dblclick')).length, PATIENCE).toBe(1)
    expect(await page.page.evaluate(() => getSelection()?.toString().trim())).toBe('beta')
  })

  it('a drag selects text from where it began to where it ended', async () => {
    const box = await page.page.locator('#words').boundingBox()
    const y = (box?.y ?? 0) + (box?.height ?? 0) / 2
    const [from, to] = [await page.toScreen({ x: box?.x ?? 0, y }), await page.toScreen({ x: (box?.x ?? 0) + 400, y })]
    await send(move(from), { kind: 'button', button: 'left', down: true }, move(to), {
      kind: 'button',
      button: 'left',
      down: false,
    })
    await expect.poll(() => page.page.evaluate(() => getSelection()?.toString()), PATIENCE).toBe('alpha beta gamma delta')
    expect((await seen('mousemove')).filter(({ buttons }) => buttons === 1).length).toBeGreaterThan(3)
  })

  it('a drag moves a slider', async () => {
    const box = await page.page.locator('#slider').boundingBox()
    if (!box) throw new Error('no slider')
    const y = box.y + box.height / 2
    const [from, to] = [await page.toScreen({ x: box.x + 8, y }), await page.toScreen({ x: box.x + box.width / 2, y })]
    await send(move(from), { kind: 'button', button: 'left', down: true }, move(to), {
      kind: 'button',
      button: 'left',
      down: false,
    })
    await expect.poll(async () => Number(await page.page.locator('#slider').inputValue()), PATIENCE).toBeGreaterThan(45)
    expect(Number(await page.page.locator('#slider').inputValue())).toBeLessThan(55)
  })

  it.each([
    { dx: 0, dy: 300, notches: 3, axis: 'dy', sign: 1 },
    { dx: 0, dy: -120, notches: 1, axis: 'dy', sign: -1 },
    { dx: 200, dy: 0, notches: 2, axis: 'dx', sign: 1 },
    { dx: -10, dy: 0, notches: 1, axis: 'dx', sign: -1 },
  ] as const)('the wheel by $dx, $dy turns $notches notches with the sign right', async ({ dx, dy, notches, axis, sign }) => {
    await send(move(await page.middleOf('#pad')))
    const [perNotch] = [await turnOnce(axis)]
    await page.clear()
    await send({ kind: 'wheel', dx, dy })
    await expect
      .poll(async () => (await seen('wheel')).reduce((sum, turn) => sum + turn[axis], 0), PATIENCE)
      .toBe(sign * notches * perNotch)
    const other = axis === 'dx' ? 'dy' : 'dx'
    expect((await seen('wheel')).every((turn) => turn[other] === 0)).toBe(true)
  })

  async function turnOnce(axis: 'dx' | 'dy'): Promise<number> {
    await send({ kind: 'wheel', dx: axis === 'dx' ? 1 : 0, dy: axis === 'dy' ? 1 : 0 })
    await expect.poll(async () => (await seen('wheel')).length, PATIENCE).toBe(1)
    return (await seen('wheel'))[0]?.[axis] ?? 0
  }
})

describe('keys on a real page', { timeout: 30_000 }, () => {
  const downs = async () => (await seen('keydown')).map(({ chord: name }) => name)

  it.each([
    { keys: ['CTRL', 'A'], chord: 'ctrl+a' },
    { keys: ['ctrl', 'shift', 'Left'], chord: 'ctrl+shift+ArrowLeft' },
    { keys: ['?'], chord: 'shift+?' },
    { keys: ['Escape'], chord: 'Escape' },
    { keys: ['Page_Down'], chord: 'PageDown' },
    { keys: ['KeyZ'], chord: 'z' },
    { keys: ['Control_L', 'plus'], chord: 'ctrl+shift++' },
    { keys: ['F7'], chord: 'F7' },
  ])('$keys arrives as $chord', async ({ keys, chord: expected }) => {
    await page.mute()
    await send(...chord(...keys))
    await expect.poll(async () => (await downs()).at(-1), PATIENCE).toBe(expected)
    await expect.poll(async () => (await seen('keyup')).length, PATIENCE).toBe((await seen('keydown')).length)
    expect(x11.input.held()).toEqual([])
  })

  it('a key that the layout lacks types its character', async () => {
    await send(...chord('é'))
    await expect.poll(() => page.text(), PATIENCE).toBe('é')
  })

  it('a modifier held in one send is still down in the next, until it is let go', async () => {
    await send({ kind: 'key', key: 'shift', down: true })
    expect(x11.input.held()).toEqual(['Shift'])
    await send(...chord('b'))
    await x11.input.releaseAll()
    await send(...chord('b'))
    await expect.poll(downs, PATIENCE).toEqual(['shift+Shift', 'shift+B', 'b'])
  })

  it('an unknown key is refused with the nearest name, and nothing before it was pressed', async () => {
    const sent = await x11.input.send([...press('left'), ...chord('ctrl', 'entr'), { kind: 'text', text: 'x' }], space, never)
    expect(sent).toMatchObject({
      ok: false,
      problem: { kind: 'unknown-key', message: expect.stringContaining('Enter') as string },
    })
    await send(...chord('Escape'))
    await expect.poll(downs, PATIENCE).toEqual(['Escape'])
    expect(await seen('mousedown')).toEqual([])
  })
})

describe('letting go', { timeout: 30_000 }, () => {
  it('an abort in the middle of typing ends it there and leaves nothing down', async () => {
    const stop = new AbortController()
    const sending = x11.input.send([...chord('shift').slice(0, 1), { kind: 'text', text: 'a'.repeat(5000) }], space, stop.signal)
    await expect.poll(async () => (await page.text()).length, PATIENCE).toBeGreaterThan(20)
    stop.abort()
    expect(await sending).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect((await page.text()).length).toBeLessThan(5000)
    expect(x11.input.held()).toEqual([])
    expect(heldByServer()).toEqual([])
  })

  it('an abort in the middle of a drag lets the button go', async () => {
    const stop = new AbortController()
    const at = await page.middleOf('#pad')
    const strokes: Stroke[] = [move(at), { kind: 'button', button: 'left', down: true }, { kind: 'pause', ms: 60_000 }]
    const sending = x11.input.send(strokes, space, stop.signal)
    await expect.poll(async () => (await seen('mousedown')).length, PATIENCE).toBe(1)
    expect(x11.input.held()).toEqual(['left'])
    stop.abort()
    expect((await sending).ok).toBe(false)
    await expect.poll(async () => (await seen('mouseup')).length, PATIENCE).toBe(1)
  })

  it('letting go of everything ends a send that is under way', async () => {
    const sending = x11.input.send([...chord('ctrl').slice(0, 1), { kind: 'pause', ms: 60_000 }], space, never)
    await expect.poll(() => x11.input.held(), PATIENCE).toEqual(['Control'])
    await x11.input.releaseAll()
    await x11.input.releaseAll()
    expect(await sending).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect(heldByServer()).toEqual([])
  })

  /** Keycodes that are down, as the server tells another connection. */
  function heldByServer(): readonly number[] {
    const other = valueOf(connect(desktop.xDisplay))
    const bits = Buffer.alloc(128)
    other.x.XQueryKeymap(other.display, bits)
    other.close()
    return Array.from({ length: 256 }, (_, code) => code).filter((code) => (bits.readUInt8(code >> 3) >> (code & 7)) & 1)
  }
})

describe('a person told from ourselves', { timeout: 30_000 }, () => {
  it('under load nothing of ours is taken for a person, and everything of another program is seen', async () => {
    const events: HumanEvent[] = []
    const stop = valueOf(await x11.human.watch((event) => events.push(event)))
    const at = await page.middleOf('#pad')
    for (let round = 0; round < 60; round++) {
      await send(
        move({ x: at.x + (round % 40), y: at.y }),
        ...press('right'),
        { kind: 'wheel', dx: 0, dy: 300 },
        ...chord('ctrl', 'b'),
      )
      if (round === 30) byXdotool('key', 'period')
      // a loop that is kept busy must not make us forget what was ours
      if (round % 20 === 5) for (const end = performance.now() + 120; performance.now() < end;);
    }
    await send({ kind: 'text', text: 'a period. And more. '.repeat(20) })
    await expect.poll(() => events.length, PATIENCE).toBeGreaterThanOrEqual(2)
    byXdotool('click', '3')
    await expect.poll(() => events.length, PATIENCE).toBeGreaterThanOrEqual(4)
    stop()
    expect(
      events.map((event) => (event.kind === 'key' ? event.code : event.kind === 'button' ? event.button : event.kind)),
    ).toEqual(['Period', 'Period', 'right', 'right'])
  })

  it('a key that we hold for long repeats without being taken for a person', async () => {
    const events: HumanEvent[] = []
    const stop = valueOf(await x11.human.watch((event) => events.push(event)))
    await send(...chord('b').slice(0, 1))
    await expect.poll(async () => (await page.text()).length, PATIENCE).toBeGreaterThan(10)
    await x11.input.releaseAll()
    byXdotool('key', 'Escape')
    await expect.poll(() => events.length, PATIENCE).toBe(2)
    stop()
    expect(events).toMatchObject([
      { kind: 'key', code: 'Escape', down: true },
      { kind: 'key', code: 'Escape', down: false },
    ])
  })

  it('a pointer that another program puts elsewhere is seen', async () => {
    const events: HumanEvent[] = []
    await send(move({ x: 400, y: 300 }))
    const stop = valueOf(await x11.human.watch((event) => events.push(event)))
    await expect
      .poll(() => {
        byXdotool('mousemove', '11', '22')
        return events.at(-1)
      }, PATIENCE)
      .toMatchObject({ kind: 'move', x: 11, y: 22 })
    stop()
  })
})
