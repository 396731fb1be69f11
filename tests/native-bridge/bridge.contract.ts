/**
 * What every platform promises, as one suite: run against the desktop in memory and against real ones. `open` brings up a
 * desktop with one window that has a text field with the keyboard.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Bridge } from '../../native-bridge/bridge.js'
import type { HumanEvent, MouseButton, Outcome, PictureSpace, Point, Rect, Stroke } from '../../native-bridge/types.js'

export interface ContractDesktop {
  readonly bridge: Bridge
  /** title of the window, or its beginning */
  readonly title: string
  /** a point on the text field, OS units */
  readonly field: Point
  /** what the field holds now */
  text(): Promise<string>
  /** mouse buttons that reached the window, in order */
  buttons(): Promise<readonly { readonly button: MouseButton; readonly down: boolean }[]>
  /** empties the field and forgets the buttons; the field has the keyboard */
  clear(): Promise<void>
  /** somebody else presses and lets go of the key with the period */
  personPressesPeriod(): Promise<void>
  close(): Promise<void>
}

const PATIENCE = { timeout: 15_000, interval: 10 }
const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join('')
const never = new AbortController().signal

export function describeBridgeContract(name: string, open: () => Promise<ContractDesktop>): void {
  describe(`the contract of a bridge, kept by ${name}`, { timeout: 30_000 }, () => {
    let desktop: ContractDesktop
    let bridge: Bridge
    let space: PictureSpace
    const send = (...strokes: Stroke[]) => bridge.input.send(strokes, space, never)
    const events = async () => (await desktop.buttons()).map(({ button, down }) => `${button} ${down ? 'down' : 'up'}`)

    beforeAll(async () => {
      desktop = await open()
      bridge = desktop.bridge
      const [display] = valueOf(await bridge.displays.list())
      if (!display) throw new Error('no display')
      space = { display, picture: { width: display.width, height: display.height } }
    }, 60_000)
    afterAll(() => desktop.close())
    beforeEach(async () => {
      await bridge.input.releaseAll()
      bridge.windows.setOwn([])
      await desktop.clear()
    })

    describe('displays and pictures', () => {
      it('there is a display, exactly one is primary, and that is the first', async () => {
        const displays = valueOf(await bridge.displays.list())
        expect(displays.map(({ primary }) => primary)).toEqual(displays.map((_, at) => at === 0))
        expect(new Set(displays.map(({ id }) => id)).size).toBe(displays.length)
      })

      it('a grab is the whole display at display px, four bytes a pixel', async () => {
        const { display } = space
        const image = valueOf(await bridge.capture.grab(display, never))
        const [width, height] = [display.width * display.scale, display.height * display.scale]
        expect([image.width, image.height, image.data.length]).toEqual([width, height, width * height * 4])
      })

      it('a grab stays what it was while the desktop goes on', async () => {
        const first = valueOf(await bridge.capture.grab(space.display, never))
        const copy = Buffer.from(first.data)
        valueOf(await send({ kind: 'text', text: 'MMMMMM' }))
        const isOther = async () => copy.compare(valueOf(await bridge.capture.grab(space.display, never)).data) !== 0
        await expect.poll(isOther, PATIENCE).toBe(true)
        expect(copy.compare(first.data)).toBe(0)
      })

      it('an aborted grab is a problem, not a rejection', async () => {
        expect(await bridge.capture.grab(space.display, AbortSignal.abort())).toMatchObject({
          ok: false,
          problem: { kind: 'aborted' },
        })
      })

      it('a look is encoded at the size that was asked for', async () => {
        const pictureSize = () => ({ width: 320, height: 200 })
        const request = {
          display: space.display,
          pictureSize,
          mime: 'image/jpeg',
          quality: 80,
          expect: { kind: 'none' },
        } as const
        const look = valueOf(await bridge.eyes.look(request, never))
        expect(look.picture).toMatchObject({ width: 320, height: 200, mime: 'image/jpeg' })
        expect(Buffer.from(look.picture.bytes).subarray(0, 3).toString('hex')).toBe('ffd8ff')
      })
    })

    describe('windows', () => {
      it('the window is listed, active, and holds the field', async () => {
        const found = valueOf(await bridge.windows.list()).find(({ title }) => title.startsWith(desktop.title))
        expect(found?.active).toBe(true)
        expect(isInside(found ?? { x: 0, y: 0, width: 0, height: 0 }, desktop.field)).toBe(true)
      })

      it("a stroke that would land on one of Deskhand's own windows is refused before anything is sent", async () => {
        bridge.windows.setOwn([around(desktop.field)])
        const strokes = [...click(space, desktop.field), { kind: 'text', text: 'x' } as const]
        expect(bridge.input.check(strokes, space)).toMatchObject({ ok: false, problem: { kind: 'own-window' } })
        expect(await send(...strokes)).toMatchObject({ ok: false, problem: { kind: 'own-window' } })
        bridge.windows.setOwn([])
        expect(bridge.input.check(strokes, space).ok).toBe(true)
        expect(await events()).toEqual([])
        expect(await desktop.text()).toBe('')
      })
    })

    describe('input', () => {
      it('the pointer goes where it is sent', async () => {
        valueOf(await send({ kind: 'move', ...toPicture(space, desktop.field) }))
        expect(valueOf(await bridge.input.pointer())).toEqual(desktop.field)
      })

      it.each(['left', 'middle', 'right', 'back', 'forward'] as const)('the %s button goes down and up once', async (button) => {
        valueOf(await send(...click(space, desktop.field, button)))
        await expect.poll(events, PATIENCE).toEqual([`${button} down`, `${button} up`])
        expect(bridge.input.held()).toEqual([])
      })

      it('all printable ASCII is typed right to the character', async () => {
        valueOf(await send({ kind: 'text', text: ASCII }))
        await expect.poll(() => desktop.text(), PATIENCE).toBe(ASCII)
      })

      it('a chord is a chord: everything is selected and typed over', async () => {
        valueOf(await send({ kind: 'text', text: 'old' }))
        await expect.poll(() => desktop.text(), PATIENCE).toBe('old')
        const keys: Stroke[] = [
          { kind: 'key', key: 'CTRL', down: true },
          { kind: 'key', key: 'A', down: true },
          { kind: 'key', key: 'A', down: false },
          { kind: 'key', key: 'CTRL', down: false },
        ]
        valueOf(await send(...keys, { kind: 'text', text: 'new' }))
        await expect.poll(() => desktop.text(), PATIENCE).toBe('new')
      })

      it('a key it does not know is refused with the nearest one, and nothing before it was pressed', async () => {
        const sent = await send({ kind: 'text', text: 'a' }, { kind: 'key', key: 'Entr', down: true })
        expect(sent).toMatchObject({ ok: false, problem: { kind: 'unknown-key' } })
        expect(!sent.ok && sent.problem.message).toContain('Enter')
        valueOf(await send({ kind: 'text', text: 'b' }))
        await expect.poll(() => desktop.text(), PATIENCE).toBe('b')
      })

      it.each([
        { x: -1, y: 5 },
        { x: 5, y: 1e6 },
        { x: Number.NaN, y: 5 },
      ])('a point outside the picture ($x, $y) is refused', async (point) => {
        const before = valueOf(await bridge.input.pointer())
        expect(await send({ kind: 'move', ...point })).toMatchObject({ ok: false, problem: { kind: 'outside-picture' } })
        expect(valueOf(await bridge.input.pointer())).toEqual(before)
      })

      it('what is held is known, and let go of as often as one likes', async () => {
        const [to, down] = click(space, desktop.field)
        valueOf(await send(to, down, { kind: 'key', key: 'Shift', down: true }))
        expect([...bridge.input.held()].sort()).toEqual(['Shift', 'left'])
        await bridge.input.releaseAll()
        await bridge.input.releaseAll()
        expect(bridge.input.held()).toEqual([])
        await expect.poll(events, PATIENCE).toEqual(['left down', 'left up'])
      })

      it('an aborted send says so', async () => {
        const sent = await bridge.input.send([{ kind: 'text', text: 'x' }], space, AbortSignal.abort())
        expect(sent).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
        expect(await desktop.text()).toBe('')
      })

      it('an abort ends a pause', async () => {
        const stop = new AbortController()
        const sending = bridge.input.send([{ kind: 'pause', ms: 600_000 }], space, stop.signal)
        stop.abort()
        expect(await sending).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
      })
    })

    describe('a person', () => {
      it("is noticed by a key's position; our own input is not", async () => {
        const seen: HumanEvent[] = []
        const stop = valueOf(await bridge.human.watch((event) => seen.push(event)))
        valueOf(await send(...click(space, desktop.field), { kind: 'text', text: 'ours.' }))
        await expect.poll(() => desktop.text(), PATIENCE).toBe('ours.')
        await desktop.personPressesPeriod()
        await expect.poll(() => seen.length, PATIENCE).toBe(2)
        stop()
        await desktop.personPressesPeriod()
        expect(seen).toMatchObject([
          { kind: 'key', code: 'Period', down: true },
          { kind: 'key', code: 'Period', down: false },
        ])
      })
    })

    it('every permission it needs is given here, and told with a sentence', async () => {
      for (const { granted, detail } of await bridge.permissions.check()) {
        expect(granted).toBe(true)
        expect(detail).toMatch(/\w+.*\.$/)
      }
    })
  })
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.problem.kind}: ${outcome.problem.message}`)
  return outcome.value
}

const toPicture = ({ display }: PictureSpace, { x, y }: Point): Point => ({ x: x - display.x, y: y - display.y })

const click = (space: PictureSpace, at: Point, button: MouseButton = 'left'): [Stroke, Stroke, Stroke] => [
  { kind: 'move', ...toPicture(space, at) },
  { kind: 'button', button, down: true },
  { kind: 'button', button, down: false },
]

const isInside = (rect: Rect, { x, y }: Point) =>
  x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height

const around = ({ x, y }: Point): Rect => ({ x: x - 20, y: y - 20, width: 40, height: 40 })
