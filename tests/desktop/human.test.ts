/**
 * A person told from ourselves. "Somebody else" is a second connection to the X server that is in no ledger of ours, and
 * xdotool: for the server both are what a remote desktop or another program is.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { systemClock } from '../../native-bridge/clock.js'
import { connect, type Connection } from '../../native-bridge/platforms/linux-x11/connection.js'
import { type LinuxX11, openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import type { HumanEvent, PictureSpace, Stroke } from '../../native-bridge/types.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { activeWindow, click, never, openXterm, PATIENCE, type Receiver, valueOf, wholeDisplay } from './receivers.js'

/** What is promised; the median counts, since other programs may keep the machine busy for longer than that. */
const SEEN_WITHIN_MS = 50
const F9 = 75

let desktop: VirtualDesktop
let x11: LinuxX11
let space: PictureSpace
let other: Connection
let window: Receiver
let events: HumanEvent[]
let stop: () => void

const send = async (...strokes: Stroke[]) => valueOf(await x11.input.send(strokes, space, never))
const xdotool = (...args: string[]) => execFileSync('xdotool', args, { env: { ...process.env, ...desktop.env } })
const kinds = () =>
  events.map((event) => (event.kind === 'key' ? event.code : event.kind === 'button' ? event.button : event.kind))
const arrives = (isIt: (event: HumanEvent) => boolean) => vi.waitFor(() => expect(events.some(isIt)).toBe(true), PATIENCE)

beforeAll(async () => {
  desktop = valueOf(await openVirtualDesktop({ width: 1024, height: 768 }))
  x11 = valueOf(await openLinuxX11({ xDisplay: desktop.xDisplay }))
  other = valueOf(connect(desktop.xDisplay))
  space = await wholeDisplay(x11)
  window = await openXterm(desktop, x11)
}, 60_000)

afterAll(async () => {
  await window.close()
  other.close()
  await x11.close()
  await desktop.close()
})

beforeEach(async () => {
  events = []
  stop = valueOf(await x11.human.watch((event) => events.push(event)))
})
afterEach(async () => {
  stop()
  await x11.input.releaseAll()
})

/** Somebody else's input, each kind once more a call. */
const FOREIGN = {
  key: () => other.x.XTestFakeKeyEvent(other.display, F9, 1, 0) && other.x.XTestFakeKeyEvent(other.display, F9, 0, 0),
  click: () => other.x.XTestFakeButtonEvent(other.display, 9, 1, 0) && other.x.XTestFakeButtonEvent(other.display, 9, 0, 0),
  wheel: () => other.x.XTestFakeButtonEvent(other.display, 6, 1, 0) && other.x.XTestFakeButtonEvent(other.display, 6, 0, 0),
  move: () => other.x.XTestFakeMotionEvent(other.display, other.screen, 1000, 700, 0),
} as const
const isForeign: { readonly [K in keyof typeof FOREIGN]: (event: HumanEvent) => boolean } = {
  key: (event) => event.kind === 'key' && event.code === 'F9' && event.down,
  click: (event) => event.kind === 'button' && event.button === 'forward' && event.down,
  wheel: (event) => event.kind === 'wheel',
  move: (event) => event.kind === 'move',
}

/** Ten strokes of every kind: moves, buttons, the wheel, a chord, text. */
const ofOurs = (round: number): Stroke[] => [
  ...click({ x: 60 + ((round * 7) % 400), y: 60 + ((round * 3) % 200) }),
  { kind: 'wheel', dx: 0, dy: round % 2 === 0 ? 200 : -200 },
  { kind: 'move', x: 60 + ((round * 11) % 900), y: 60 + ((round * 5) % 600) },
  { kind: 'key', key: 'shift', down: true },
  { kind: 'key', key: 'a', down: true },
  { kind: 'key', key: 'a', down: false },
  { kind: 'key', key: 'shift', down: false },
  { kind: 'text', text: 'b?' },
]

describe('a person told from ourselves', { timeout: 60_000 }, () => {
  it('a thousand strokes of ours raise no alarm, and the key that somebody presses after them does', async () => {
    for (let round = 0; round < 100; round++) await send(...ofOurs(round))
    xdotool('key', 'F8')
    await vi.waitFor(() => expect(kinds()).toEqual(['F8', 'F8']), PATIENCE)
  })

  it('nor do they when our own event loop is kept busy in between', async () => {
    for (let round = 0; round < 60; round++) {
      await send(...ofOurs(round))
      if (round % 12 === 5) for (const end = performance.now() + 150; performance.now() < end;);
    }
    xdotool('key', 'F8')
    await vi.waitFor(() => expect(kinds()).toEqual(['F8', 'F8']), PATIENCE)
  })

  it.each(Object.keys(FOREIGN) as (keyof typeof FOREIGN)[])(
    'each %s of somebody else is seen once and within 50 ms, while we inject',
    async (kind) => {
      const waits: number[] = []
      let isOver = false
      const injecting = (async () => {
        for (let round = 0; !isOver; round++) await send(...ofOurs(round))
      })()
      for (let nth = 1; nth <= 25; nth++) {
        await new Promise((resolve) => setTimeout(resolve, 7 + ((nth * 13) % 30)))
        const begun = performance.now()
        FOREIGN[kind]()
        other.flush()
        const seen = () => events.filter(isForeign[kind])
        while (seen().length < nth && performance.now() - begun < PATIENCE.timeout) {
          await new Promise((resolve) => setImmediate(resolve))
        }
        expect(seen()).toHaveLength(nth)
        waits.push(performance.now() - begun)
      }
      isOver = true
      await injecting
      const sorted = waits.sort((a, b) => a - b)
      if (process.env['SHOW_FIGURES']) console.log(kind, sorted.map((ms) => ms.toFixed(1)).join(' '))
      expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(SEEN_WITHIN_MS)
      expect(events.filter((event) => !isForeign[kind](event) && !isLetGo(event))).toEqual([])
    },
  )

  it('a pointer that another program warps is seen, also between moves of ours and to where we were before', async () => {
    await send({ kind: 'move', x: 300, y: 300 })
    await send({ kind: 'move', x: 500, y: 500 })
    await vi.waitUntil(async () => valueOf(await x11.input.pointer()).x === 500, PATIENCE)
    for (const [x, y] of [
      [640, 480],
      [700, 20],
    ] as const) {
      xdotool('mousemove', String(x), String(y))
      await arrives((event) => event.kind === 'move' && event.x === x && event.y === y)
      await send({ kind: 'move', x: 5, y: 5 }, { kind: 'move', x: 9, y: 9 })
    }
    const before = events.length
    await send({ kind: 'pause', ms: 2100 })
    xdotool('mousemove', '300', '300')
    await vi.waitFor(() => expect(events.slice(before)).toMatchObject([{ kind: 'move', x: 300, y: 300 }]), PATIENCE)
  })

  it('while nothing happens nothing is asked of the server, and a warp after that is seen all the same', async () => {
    const asked = vi.spyOn(other.x, 'XQueryPointer')
    onTestFinished(() => asked.mockRestore())
    const isAtRest = async () => {
      const before = asked.mock.calls.length
      await systemClock.sleep(100, never)
      return asked.mock.calls.length === before
    }
    for (const x of [210, 220, 230]) {
      await vi.waitUntil(isAtRest, PATIENCE)
      xdotool('mousemove', String(x), '310')
      await arrives((event) => event.kind === 'move' && event.x === x && event.y === 310)
    }
  })

  it('a program that keeps mouse and keyboard to itself hides nobody', async () => {
    const menu = spawn('zenity', ['--entry', '--title=Grabs', '--text=x'], {
      env: { ...process.env, ...desktop.env },
      stdio: 'ignore',
    })
    onTestFinished(async () => {
      const gone = once(menu, 'exit')
      menu.kill()
      await gone
    })
    const { x, y, width, height } = await activeWindow(x11, ({ title }) => title === 'Grabs')
    // the context menu of a GTK entry grabs both
    await send(...click({ x: x + Math.round(width / 2), y: y + Math.round(height / 2) }, 'right'))
    xdotool('key', 'F8')
    await vi.waitFor(() => expect(kinds()).toEqual(['F8', 'F8']), PATIENCE)
    xdotool('click', '9')
    await vi.waitFor(() => expect(kinds()).toEqual(['F8', 'F8', 'forward', 'forward']), PATIENCE)
  })
})

/** The other half of a key or click of somebody else. */
const isLetGo = (event: HumanEvent): boolean =>
  (event.kind === 'key' && event.code === 'F9') || (event.kind === 'button' && event.button === 'forward')
