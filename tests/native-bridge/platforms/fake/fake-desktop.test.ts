import { beforeEach, describe, expect, test } from 'vitest'
import type { FakeDesktop, FakeWindowSpec } from '../../../../native-bridge/platforms/fake/fake-types.js'
import { openFakeDesktop } from '../../../../native-bridge/platforms/fake/open-fake-desktop.js'
import type { Display, HumanEvent, Outcome, PictureSpace, Point, Stroke } from '../../../../native-bridge/types.js'
import { manualClock, type ManualClock } from '../../manual-clock.js'

const never = new AbortController().signal
const left: Display = { id: 'left', x: -800, y: 0, width: 800, height: 600, scale: 1.5, primary: false }
const main: Display = { id: 'main', x: 0, y: 0, width: 1280, height: 800, scale: 1, primary: true }
const space: PictureSpace = { display: main, picture: { width: 1280, height: 800 } }

const form: FakeWindowSpec = {
  title: 'Form',
  app: 'form',
  x: 100,
  y: 100,
  width: 500,
  height: 400,
  controls: [
    { kind: 'label', text: 'Your name', x: 10, y: 10 },
    {
      kind: 'field',
      id: 'name',
      rect: { x: 150, y: 4, width: 300, height: 28 },
      onSubmit: (desktop, text) => desktop.setText('said', text),
    },
    { kind: 'field', id: 'note', rect: { x: 150, y: 40, width: 300, height: 80 }, multiline: true },
    {
      kind: 'button',
      id: 'greet',
      text: 'Greet',
      rect: { x: 10, y: 140, width: 120, height: 30 },
      onClick: (d) => d.setText('said', 'Hello!'),
    },
    { kind: 'label', id: 'said', text: '', x: 10, y: 190 },
    { kind: 'list', id: 'list', rect: { x: 10, y: 220, width: 200, height: 60 }, items: ['one', 'two', 'three', 'four', 'five'] },
  ],
  onChord: { 'ctrl+s': (desktop) => desktop.setText('said', 'saved') },
}
const behind: FakeWindowSpec = {
  title: 'Behind',
  x: 50,
  y: 50,
  width: 400,
  height: 300,
  controls: [{ kind: 'label', text: 'hidden words', x: 200, y: 200 }],
}

let clock: ManualClock
let desktop: FakeDesktop
beforeEach(() => {
  clock = manualClock()
  desktop = openFakeDesktop({ clock, displays: [left, main], windows: [behind, form] })
})

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}
const send = (...strokes: Stroke[]) => desktop.bridge.input.send(strokes, space, never)
const click = ({ x, y }: Point, times = 1): Stroke[] => [
  { kind: 'move', x, y },
  ...Array.from({ length: times }, (): Stroke[] => [
    { kind: 'button', button: 'left', down: true },
    { kind: 'button', button: 'left', down: false },
  ]).flat(),
]
const key = (name: string): Stroke[] => [
  { kind: 'key', key: name, down: true },
  { kind: 'key', key: name, down: false },
]
const grab = async (display = main) => valueOf(await desktop.bridge.capture.grab(display, never))
const read = async (display = main) =>
  valueOf(await desktop.bridge.text.read(await grab(display), null, never)).map((line) => line.text)

describe('displays', () => {
  test('are listed with the primary one first, and grabbed at their own px', async () => {
    expect(valueOf(await desktop.bridge.displays.list()).map((each) => each.id)).toEqual(['main', 'left'])
    expect(await grab(left)).toMatchObject({ width: 1200, height: 900, format: 'bgra' })
    expect(await grab(main)).toMatchObject({ width: 1280, height: 800 })
  })

  test('show windows that reach over from the other one', async () => {
    desktop.openWindow({
      title: 'Across',
      x: -100,
      y: 300,
      width: 200,
      height: 100,
      controls: [{ kind: 'label', text: 'over here', x: 4, y: 4 }],
    })
    expect(await read(left)).toContain('Across')
    expect(await read(left)).toContain('over here')
  })
})

describe('pixels', () => {
  test('are the same object while nothing changes, and other ones after a change', async () => {
    const first = await grab()
    expect(await grab()).toBe(first)
    await send(...click(desktop.centerOf('greet')))
    const second = await grab()
    expect(Buffer.compare(first.data, second.data)).not.toBe(0)
  })

  test('go back to the same bytes when the change goes back', async () => {
    const first = await grab()
    const id = desktop.openWindow({ title: 'Over it', x: 0, y: 30, width: 50, height: 50 })
    await grab()
    desktop.closeWindow(id)
    desktop.activate('Form')
    expect(Buffer.compare((await grab()).data, first.data)).toBe(0)
  })

  test('change with the clock where a clock or a film is shown', async () => {
    desktop.openWindow({
      title: 'Film',
      x: 700,
      y: 100,
      width: 300,
      height: 200,
      controls: [{ kind: 'film', rect: { x: 0, y: 0, width: 300, height: 200 } }],
    })
    const first = await grab()
    clock.advance(100)
    expect(Buffer.compare((await grab()).data, first.data)).not.toBe(0)
  })
})

describe('text', () => {
  test('is read as it stands, without what other windows cover', async () => {
    expect(await read()).toEqual(expect.arrayContaining(['Behind', 'Form', 'Your name', 'Greet', 'one', 'two']))
    expect(await read()).not.toContain('hidden words')
    expect(await read()).not.toContain('five')
  })

  test('belongs to the picture that is read, not to the moment', async () => {
    const before = await grab()
    await send(...click(desktop.centerOf('greet')))
    const then = valueOf(await desktop.bridge.text.read(before, null, never)).map((line) => line.text)
    expect(then).not.toContain('Hello!')
    expect(await read()).toContain('Hello!')
  })

  test('of a region is what lies in it', async () => {
    const center = desktop.centerOf('greet')
    const region = { x: center.x - 60, y: center.y - 15, width: 120, height: 30 }
    const lines = valueOf(await desktop.bridge.text.read(await grab(), region, never))
    expect(lines.map((line) => line.text)).toEqual(['Greet'])
    expect(Math.abs((lines[0]?.x ?? 0) + (lines[0]?.width ?? 0) / 2 - center.x)).toBeLessThan(8)
  })
})

describe('input', () => {
  test('clicks what lies under the pointer and counts double clicks within their time', async () => {
    const clicks: number[] = []
    desktop.openWindow({
      title: 'Counter',
      x: 700,
      y: 100,
      width: 200,
      height: 100,
      controls: [
        {
          kind: 'button',
          id: 'count',
          text: 'Count',
          rect: { x: 10, y: 10, width: 100, height: 30 },
          onClick: (_desktop, click) => clicks.push(click.clicks),
        },
      ],
    })
    await send(...click(desktop.centerOf('count'), 2))
    clock.advance(1000)
    await send(...click(desktop.centerOf('count')))
    expect(clicks).toEqual([1, 2, 1])
    expect(desktop.clicksOn('count')).toBe(3)
  })

  test('on a covered window brings it to the front and gives it the keyboard', async () => {
    await send(...click({ x: 60, y: 300 }))
    expect(valueOf(await desktop.bridge.windows.list())).toMatchObject([
      { title: 'Behind', active: true },
      { title: 'Form', active: false },
    ])
    expect(await read()).toContain('hidden words')
    expect(desktop.focused).toBeNull()
  })

  test('drags a window by its title', async () => {
    await send(
      { kind: 'move', x: 300, y: 90 },
      { kind: 'button', button: 'left', down: true },
      { kind: 'move', x: 400, y: 140 },
      { kind: 'button', button: 'left', down: false },
    )
    expect(valueOf(await desktop.bridge.windows.list())[0]).toMatchObject({ title: 'Form', x: 200, y: 150 })
  })

  test('types into the focused field, tab moves on, return submits', async () => {
    await send(...click(desktop.centerOf('name')), { kind: 'text', text: 'Ada\n' })
    expect(desktop.textOf('name')).toBe('Ada')
    expect(desktop.textOf('said')).toBe('Ada')
    await send({ kind: 'text', text: '!\tline one\nline\ttwo' })
    expect(desktop.textOf('name')).toBe('Ada!')
    expect(desktop.textOf('note')).toBe('line one\nline\ttwo')
    expect(await read()).toContain('line one')
  })

  test('edits with keys and chords', async () => {
    await send(
      ...click(desktop.centerOf('name')),
      { kind: 'text', text: 'abcd' },
      ...key('LEFT'),
      ...key('BackSpace'),
      ...key('Home'),
      ...key('delete'),
    )
    expect(desktop.textOf('name')).toBe('bd')
    await send(
      { kind: 'key', key: 'ctrl', down: true },
      ...key('a'),
      { kind: 'key', key: 'CTRL', down: false },
      { kind: 'text', text: 'new' },
    )
    expect(desktop.textOf('name')).toBe('new')
    await send({ kind: 'key', key: 'Control_L', down: true }, ...key('S'), { kind: 'key', key: 'Control_L', down: false })
    expect(desktop.textOf('said')).toBe('saved')
  })

  test('scrolls the list under the pointer and stops at its end', async () => {
    const { x, y } = desktop.centerOf('list')
    await send({ kind: 'move', x, y }, { kind: 'wheel', dx: 0, dy: 24 })
    expect(await read()).toContain('three')
    await send({ kind: 'wheel', dx: 0, dy: 5000 })
    expect(await read()).toContain('five')
    expect(await read()).not.toContain('one')
  })

  test('is recorded as sent and as it arrived', async () => {
    const scaled = { display: left, picture: { width: 400, height: 300 } }
    await desktop.bridge.input.send([{ kind: 'move', x: 200, y: 150 }], scaled, never)
    expect(desktop.strokes).toEqual([{ kind: 'move', x: 200, y: 150 }])
    expect(desktop.events).toEqual([{ kind: 'move', x: -399, y: 301 }])
  })

  test('that cannot be is refused before anything is sent', async () => {
    desktop.bridge.windows.setOwn([{ x: 1000, y: 700, width: 200, height: 100 }])
    const refusals: [Stroke[], string][] = [
      [[{ kind: 'text', text: 'a' }, ...key('NoSuchKey')], 'unknown-key'],
      [
        [
          { kind: 'text', text: 'a' },
          { kind: 'move', x: 1280, y: 0 },
        ],
        'outside-picture',
      ],
      [[{ kind: 'text', text: 'a' }, ...click({ x: 1010, y: 710 })], 'own-window'],
    ]
    for (const [strokes, kind] of refusals) {
      expect(desktop.bridge.input.check(strokes, space)).toMatchObject({ ok: false, problem: { kind } })
      expect(await send(...strokes)).toMatchObject({ ok: false, problem: { kind } })
    }
    expect(desktop.strokes).toEqual([])
  })

  test('that is held can be let go at any time', async () => {
    await send({ kind: 'key', key: 'shift', down: true }, { kind: 'button', button: 'left', down: true })
    expect(desktop.bridge.input.held()).toEqual(['Shift', 'left'])
    await desktop.bridge.input.releaseAll()
    await desktop.bridge.input.releaseAll()
    expect(desktop.bridge.input.held()).toEqual([])
    expect(desktop.events.filter((event) => 'down' in event && !event.down)).toHaveLength(2)
  })

  test('ends soon when it is aborted', async () => {
    const stop = new AbortController()
    desktop.openWindow({
      title: 'Stopper',
      x: 700,
      y: 100,
      width: 200,
      height: 100,
      controls: [
        { kind: 'button', id: 'stop', text: 'Stop', rect: { x: 10, y: 10, width: 100, height: 30 }, onClick: () => stop.abort() },
      ],
    })
    const outcome = await desktop.bridge.input.send(
      [...click(desktop.centerOf('stop')), { kind: 'text', text: 'late' }],
      space,
      stop.signal,
    )
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect(desktop.strokes.some((stroke) => stroke.kind === 'text')).toBe(false)
  })
})

describe('time', () => {
  test('brings changes that were planned for later, seen by the first look after them', async () => {
    desktop.later(500, (later) => later.setText('said', 'at last'))
    expect(await read()).not.toContain('at last')
    clock.advance(500)
    expect(await read()).toContain('at last')
  })
})

describe('planted failures', () => {
  test('come as often as planned', async () => {
    desktop.fail('capture', { times: 2 })
    for (let n = 0; n < 2; n++)
      expect(await desktop.bridge.capture.grab(main, never)).toMatchObject({ ok: false, problem: { kind: 'capture' } })
    expect((await desktop.bridge.capture.grab(main, never)).ok).toBe(true)
  })

  test('of the input can come in the middle', async () => {
    desktop.fail('input', { afterStrokes: 2 })
    expect(await send(...click(desktop.centerOf('greet')))).toMatchObject({ ok: false, problem: { kind: 'input' } })
    expect(desktop.strokes).toHaveLength(2)
    expect(desktop.bridge.input.held()).toEqual(['left'])
  })

  test('a lost display fails everything', async () => {
    desktop.loseDisplays()
    const problem = { ok: false, problem: { kind: 'no-display' } }
    expect(await desktop.bridge.displays.list()).toMatchObject(problem)
    expect(await desktop.bridge.capture.grab(main, never)).toMatchObject(problem)
    expect(await send({ kind: 'text', text: 'x' })).toMatchObject(problem)
  })
})

test('what a person does is reported to who watches, until they stop watching', async () => {
  const heard: HumanEvent[] = []
  const stop = valueOf(await desktop.bridge.human.watch((event) => heard.push(event)))
  desktop.human.emit({ kind: 'key', code: 'Period', down: true, atMs: 5 })
  stop()
  desktop.human.emit({ kind: 'key', code: 'Period', down: false, atMs: 6 })
  expect(heard).toEqual([{ kind: 'key', code: 'Period', down: true, atMs: 5 }])
  expect(desktop.human.watchers).toBe(0)
})
