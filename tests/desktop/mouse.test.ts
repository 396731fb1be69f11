/** The mouse on windows of GTK and Chromium that write down what it did to them: what an action is made of, sent for real. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planStrokes } from '../../electron/actions/plan-strokes.js'
import { actionSchema } from '../../electron/protocol/action.js'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import type { PictureSpace, Point, Rect } from '../../native-bridge/types.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { lookFromOutside, type Outside } from './outside.js'
import {
  activeWindow,
  never,
  openChromiumPage,
  type PageReceiver,
  PATIENCE,
  programEnv,
  until,
  valueOf,
  wholeDisplay,
} from './receivers.js'

/** A wheel turns by notches: 100 px asked for are one, and Chromium scrolls 120 by it. */
const PX_ASKED_PER_NOTCH = 100
const PX_OF_A_NOTCH = 120

let desktop: VirtualDesktop
let x11: LinuxX11
let space: PictureSpace
let outside: Outside

const act = async (action: object) => valueOf(await x11.input.send(planStrokes(actionSchema.parse(action)), space, never))
const middle = ({ x, y, width, height }: Rect): Point => ({ x: Math.round(x + width / 2), y: Math.round(y + height / 2) })

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
  space = await wholeDisplay(x11)
  outside = lookFromOutside(desktop.xDisplay)
}, 60_000)

afterAll(async () => {
  outside.close()
  await x11.close()
  await desktop.close()
})

afterEach(() => expect(outside.down()).toEqual([]))

describe('on a GTK window', { timeout: 60_000 }, () => {
  let program: ChildProcess
  let printed = ''
  type Said = { readonly kind: string } & Readonly<Record<string, unknown>>
  const said = () =>
    printed
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Said)
  const heard = (kind: string, from = 0) =>
    said()
      .slice(from)
      .filter((each) => each.kind === kind)
  const placeOf = (part: string) => heard('places').at(-1)?.[part] as Rect

  beforeAll(async () => {
    program = spawn('/usr/bin/python3', [join(import.meta.dirname, 'gtk-window.py')], {
      env: programEnv(desktop),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    program.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    const { x } = await activeWindow(x11, ({ title }) => title === 'Receiver')
    await until(() => Promise.resolve(placeOf('source')?.x === x + 20))
  }, 60_000)

  afterAll(async () => {
    const gone = once(program, 'exit')
    program.kill()
    await gone
  })

  it('drag and drop hands over what was dragged', async () => {
    await act({ kind: 'drag', path: [middle(placeOf('source')), middle(placeOf('target'))] })
    await expect
      .poll(() => [heard('drop'), heard('drag-end')], PATIENCE)
      .toEqual([[{ kind: 'drop', text: 'dragged' }], [{ kind: 'drag-end' }]])
  })

  it('a drag selects text, and a click elsewhere selects nothing', async () => {
    const { x, y, width, height } = placeOf('text')
    const line = y + Math.min(10, height / 2)
    const selection = () => heard('selection').at(-1)?.['text']
    await act({
      kind: 'drag',
      path: [
        { x: x + 1, y: line },
        { x: x + width - 5, y: line },
      ],
    })
    await expect.poll(selection, PATIENCE).toBe('alpha beta gamma delta')
    await act({ kind: 'click', x: x + width - 5, y: line })
    await expect.poll(selection, PATIENCE).toBe('')
  })

  it('a drag moves a slider', async () => {
    const place = placeOf('slider')
    const y = place.y + place.height - 12
    await act({
      kind: 'drag',
      path: [
        { x: place.x + 12, y },
        { x: place.x + Math.round(place.width / 2), y },
      ],
    })
    await expect.poll(() => Math.abs(Number(heard('slider').at(-1)?.['value']) - 50), PATIENCE).toBeLessThan(6)
  })

  it.each([
    [1, 'left', 1],
    [2, 'middle', 1],
    [3, 'right', 1],
    [8, 'back', 1],
    [9, 'forward', 1],
    [1, 'left', 2],
    [1, 'left', 3],
  ])('button %d (%s) with %d clicks, Ctrl and Shift held', async (number, button, count) => {
    const from = said().length
    // away from the click before: presses near one another are of one row
    const { x, y } = placeOf('pad')
    const at = { x: x + 40 * (number + count), y: y + 60 }
    await act({ kind: 'click', ...at, button, count, modifiers: ['ctrl', 'shift'] })
    const presses = () => heard('press', from).map(({ button: pressed, count: nth, held }) => ({ pressed, nth, held }))
    const expected = Array.from({ length: count }, (_, at) => at + 1).flatMap((nth) =>
      // GTK says each press, and then what number it is in a row
      (nth === 1 ? [1] : [1, nth]).map((each) => ({ pressed: number, nth: each, held: ['shift', 'ctrl'] })),
    )
    await expect.poll(presses, PATIENCE).toEqual(expected)
  })

  it.each([
    ['down', 0, 300],
    ['up', 0, -300],
    ['right', 300, 0],
    ['left', -300, 0],
  ])('scrolling %s', async (direction, dx, dy) => {
    const from = said().length
    await act({ kind: 'scroll', ...middle(placeOf('pad')), dx, dy })
    await expect
      .poll(() => heard('scroll', from).map((each) => each['direction']), PATIENCE)
      .toEqual([direction, direction, direction])
  })

  it('modifiers are let go also when what they were held for fails', async () => {
    const stop = new AbortController()
    const strokes = planStrokes(
      actionSchema.parse({
        kind: 'drag',
        path: Array.from({ length: 60 }, (_, at) => ({ x: 200 + (at % 2) * 300, y: 300 })),
        modifiers: ['ctrl', 'shift'],
      }),
    )
    const dragging = x11.input.send(strokes, space, stop.signal)
    await expect.poll(() => outside.down().length, PATIENCE).toBe(3)
    stop.abort()
    expect(await dragging).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    expect(outside.down()).toEqual([])
  })
})

describe('on a page in Chromium', { timeout: 60_000 }, () => {
  let page: PageReceiver

  beforeAll(async () => {
    page = await openChromiumPage(desktop, x11)
  }, 60_000)
  beforeEach(() => page.page.evaluate(setTheScene))
  afterAll(() => page.close())

  const dropped = () => page.page.evaluate(() => document.querySelector('#drop')?.textContent)

  it('HTML5 drag and drop hands over what was dragged', async () => {
    await act({ kind: 'drag', path: [await page.middleOf('#card'), await page.middleOf('#drop')] })
    await expect.poll(dropped, PATIENCE).toBe('a card')
  })

  it('a drag along a path passes each of its points', async () => {
    const stops = await Promise.all(['#one', '#two', '#three'].map((stop) => page.middleOf(stop)))
    await act({ kind: 'drag', path: stops })
    await expect
      .poll(() => page.page.evaluate(() => (window as unknown as { passed: string[] }).passed), PATIENCE)
      .toEqual(['one', 'two', 'three'])
  })

  it.each([
    [0, 1200],
    [0, -600],
    [800, 0],
    [-400, 0],
  ])('scrolling by %d, %d px goes that far that way, to the nearest notch of the wheel', async (dx, dy) => {
    const seen = () => page.page.evaluate(() => (window as unknown as { turned: number[] }).turned)
    await page.page.evaluate(() => void Object.assign(window, { turned: [0, 0] }))
    await act({ kind: 'scroll', ...(await page.middleOf('#long')), dx, dy })
    const turned = [dx, dy].map((delta) => Math.round(delta / PX_ASKED_PER_NOTCH) * PX_OF_A_NOTCH)
    await expect.poll(seen, PATIENCE).toEqual(turned)
  })
})

/** Runs on the page. */
function setTheScene(): void {
  document.body.innerHTML = `<style>div{position:absolute;width:120px;height:60px;background:#cdd}</style>
    <div id=card draggable=true style="left:20px;top:20px">a card</div><div id=drop style="left:400px;top:20px"></div>
    <div id=one style="left:20px;top:120px"></div><div id=two style="left:300px;top:200px"></div><div id=three style="left:580px;top:120px"></div>
    <div id=long style="left:20px;top:300px;width:400px;height:200px;overflow:scroll"><p style="width:6000px;height:6000px;background:linear-gradient(45deg,red,blue)"></p></div>`
  const card = document.querySelector('#card') as HTMLElement
  const drop = document.querySelector('#drop') as HTMLElement
  card.addEventListener('dragstart', (event) => event.dataTransfer?.setData('text/plain', card.textContent ?? ''))
  drop.addEventListener('dragover', (event) => event.preventDefault())
  drop.addEventListener('drop', (event) => {
    event.preventDefault()
    drop.textContent = event.dataTransfer?.getData('text/plain') ?? ''
  })
  document.querySelector('#long')?.addEventListener('wheel', (event) => {
    const { deltaX, deltaY } = event as WheelEvent
    const counted = window as unknown as { turned: number[] }
    counted.turned = [(counted.turned[0] ?? 0) + deltaX, (counted.turned[1] ?? 0) + deltaY]
  })
  const passed: string[] = []
  Object.assign(window, { passed })
  for (const id of ['one', 'two', 'three'])
    document.querySelector(`#${id}`)?.addEventListener('mousemove', (event) => {
      if ((event as MouseEvent).buttons === 1 && !passed.includes(id)) passed.push(id)
    })
}
