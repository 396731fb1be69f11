/**
 * Three monitors on one X screen: a smaller one that begins lower, the primary one, and one turned upright. Each is covered by
 * a window (xev) that writes down where it was clicked.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Bridge, VirtualDesktop } from '../../native-bridge/bridge.js'
import { openBridge } from '../../native-bridge/open-bridge.js'
import type { Display, Look, PictureSpace, Point, Rect, Size } from '../../native-bridge/types.js'
import { cover, end, type ClickReceiver } from './click-receiver.js'
import { click, never, PATIENCE, programEnv, valueOf } from './receivers.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const PICTURES = join(import.meta.dirname, '../../test-results/displays')
const SCREEN: Size = { width: 2904, height: 1024 }
const PLACES = {
  left: { x: 0, y: 256, width: 1024, height: 768 },
  middle: { x: 1024, y: 0, width: 1280, height: 1024 },
  upright: { x: 2304, y: 0, width: 600, height: 1024 },
} as const
type Name = keyof typeof PLACES
const NAMES = Object.keys(PLACES) as Name[]
const COLOURS: Readonly<Record<Name, string>> = { left: '#c04040', middle: '#40a040', upright: '#4060c0' }

let desktop: VirtualDesktop
let bridge: Bridge
let receivers: Readonly<Record<Name, ClickReceiver>>

const tool = (program: string, ...args: string[]) => execFileSync(program, args, { env: programEnv(desktop), encoding: 'utf8' })
/** A monitor of this name that is there already moves. */
function plug(name: Name, place: Rect = PLACES[name]): void {
  const isThere = tool('xrandr', '--listmonitors').includes(`${name} `)
  if (isThere) unplug(name)
  const { x, y, width, height } = place
  const size = `${width}/300x${height}/300+${x}+${y}`
  tool('xrandr', '--setmonitor', name === 'middle' ? '*middle' : name, size, name === 'left' ? 'screen' : 'none')
}
const unplug = (name: Name) => tool('xrandr', '--delmonitor', name)
const displays = async () => valueOf(await bridge.displays.list())
const displayOf = async (name: Name): Promise<Display> => {
  const found = (await displays()).find(({ id }) => id === `x11:${name}`)
  if (!found) throw new Error(`${name} is not plugged in`)
  return found
}
const look = async (display: Display, share = 1): Promise<Look> =>
  valueOf(
    await bridge.eyes.look(
      {
        display,
        pictureSize: ({ width, height }) => ({ width: Math.round(width * share), height: Math.round(height * share) }),
        mime: 'image/png',
        quality: 90,
        expect: { kind: 'none' },
      },
      never,
    ),
  )
const covered = (name: Name) => cover(desktop, name, PLACES[name])
const clickAt = (space: PictureSpace, at: Point) => bridge.input.send(click(at), space, never)

/** A bare X server: with no window manager on it, windows lie exactly where they were asked to. */
async function openBareServer({ width, height }: Size): Promise<VirtualDesktop> {
  const args = ['-displayfd', '1', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  const xDisplay = `:${line.toString().trim()}`
  return { xDisplay, env: { DISPLAY: xDisplay }, close: () => end(server) }
}

beforeAll(async () => {
  desktop = await openBareServer(SCREEN)
  for (const name of NAMES) plug(name)
  bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  const [left, middle, upright] = [await covered('left'), await covered('middle'), await covered('upright')]
  receivers = { left, middle, upright }
}, 90_000)

afterAll(async () => {
  await Promise.all(NAMES.map((name) => receivers[name].close()))
  await bridge.close()
  await desktop.close()
})

beforeEach(() => {
  for (const name of NAMES) plug(name)
})

describe('several monitors on one X screen', { timeout: 60_000 }, () => {
  it('are displays of their own with their places, the primary one first', async () => {
    const all = await displays()
    expect(all.map(({ id }) => id)).toEqual(['x11:middle', expect.any(String), expect.any(String)])
    for (const name of NAMES)
      expect(await displayOf(name)).toMatchObject({ ...PLACES[name], scale: 1, primary: name === 'middle' })
  })

  it.each(NAMES)('a frame of %s shows that one, all of it and nothing of its neighbours', async (name) => {
    const marks = NAMES.map((each) => openMark(each))
    const { width, height } = PLACES[name]
    const isMine = async () => {
      const { raw } = await look(await displayOf(name))
      expect([raw.width, raw.height]).toEqual([width, height])
      const [red, green, blue] = [2, 1, 0].map((at) => raw.data[(60 * width + 60) * 4 + at] ?? 0)
      expect(`#${[red, green, blue].map((part) => (part ?? 0).toString(16).padStart(2, '0')).join('')}`).toBe(COLOURS[name])
      // of the other windows' colours there is not a pixel
      const pixels = Buffer.from(raw.data.buffer, raw.data.byteOffset, raw.data.length)
      for (const other of NAMES.filter((each) => each !== name)) expect(countOf(pixels, COLOURS[other])).toBe(0)
    }
    await vi.waitFor(isMine, PATIENCE)
    if (name === 'upright') await savePicture()
    await Promise.all(marks.map((mark) => mark()))
  })

  it.each(NAMES)('clicks reach the first and the last pixel of %s, at its own size and from a smaller picture', async (name) => {
    const { x, y, width, height } = PLACES[name]
    const [right, bottom] = [x + width - 1, y + height - 1]
    const corners = (size: Size): Point[] => [
      { x: 0, y: 0 },
      { x: size.width - 1, y: 0 },
      { x: 0, y: size.height - 1 },
      { x: size.width - 1, y: size.height - 1 },
    ]
    const { space } = await look(await displayOf(name))
    const before = receivers[name].clicks().length
    for (const corner of corners(space.picture)) valueOf(await clickAt(space, corner))
    const expected = [
      { x, y },
      { x: right, y },
      { x, y: bottom },
      { x: right, y: bottom },
    ]
    await vi.waitFor(() => expect(receivers[name].clicks().slice(before)).toEqual(expected), PATIENCE)
    const small = (await look(await displayOf(name), 0.5)).space
    for (const corner of corners(small.picture)) valueOf(await clickAt(small, corner))
    await vi.waitFor(() => expect(receivers[name].clicks().slice(before + 4)).toHaveLength(4), PATIENCE)
    for (const [at, point] of receivers[name]
      .clicks()
      .slice(before + 4)
      .entries()) {
      const corner = expected[at] as Point
      // one pixel of the picture stands for two of the display
      expect(Math.max(Math.abs(point.x - corner.x), Math.abs(point.y - corner.y))).toBeLessThanOrEqual(1)
    }
    expect(await clickAt(space, { x: width, y: 0 })).toMatchObject({ ok: false, problem: { kind: 'outside-picture' } })
  })
})

describe('a monitor that changes while it is used', { timeout: 60_000 }, () => {
  const clicksInAll = () => NAMES.map((name) => receivers[name].clicks().length)

  it('unplugged after the look: the click is refused and lands nowhere, the others go on', async () => {
    const { space } = await look(await displayOf('upright'))
    const other = (await look(await displayOf('left'))).space
    valueOf(await bridge.input.send([{ kind: 'move', x: 5, y: 5 }], other, never))
    const before = clicksInAll()
    unplug('upright')
    const gone = { ok: false, problem: { kind: 'no-display', message: expect.stringContaining('x11:middle') as string } }
    expect(await clickAt(space, { x: 300, y: 300 })).toMatchObject(gone)
    expect(await bridge.capture.grab(space.display, never)).toMatchObject(gone)
    expect(await bridge.eyes.mark(space.display, never)).toMatchObject(gone)
    expect(valueOf(await bridge.input.pointer())).toEqual({ x: 5, y: 261 })
    valueOf(await clickAt(other, { x: 0, y: 0 }))
    await vi.waitFor(() => expect(clicksInAll()).toEqual([(before[0] ?? 0) + 1, before[1], before[2]]), PATIENCE)
  })

  it('unplugged in the middle of a drag: nothing goes on to where it was, and the button is let go', async () => {
    const { space } = await look(await displayOf('upright'))
    const path = Array.from({ length: 400 }, (_, at) => [
      { kind: 'move' as const, x: 100 + (at % 2) * 300, y: 100 + at },
      { kind: 'pause' as const, ms: 5 },
    ]).flat()
    const dragging = bridge.input.send(
      [{ kind: 'move', x: 50, y: 50 }, { kind: 'button', button: 'left', down: true }, ...path],
      space,
      never,
    )
    await vi.waitFor(() => expect(bridge.input.held()).toEqual(['left']), PATIENCE)
    unplug('upright')
    expect(await dragging).toMatchObject({ ok: false, problem: { kind: 'no-display' } })
    expect(bridge.input.held()).toEqual([])
  })

  it('moved after the look: the click is refused, the next look shows it where it is, and its click is right', async () => {
    const stale = await look(await displayOf('left'))
    plug('left', { ...PLACES.left, x: 0, y: 100 })
    expect(await clickAt(stale.space, { x: 0, y: 0 })).toMatchObject({ ok: false, problem: { kind: 'capture', retryable: true } })
    // asked for by what was known of it, as a session does that began before
    const fresh = await look(stale.space.display)
    expect(fresh.space.display).toMatchObject({ id: 'x11:left', y: 100 })
    expect(fresh.reason).toBe('first')
    valueOf(await clickAt(fresh.space, { x: 10, y: 200 }))
    await vi.waitFor(() => expect(receivers.left.clicks().at(-1)).toEqual({ x: 10, y: 300 }), PATIENCE)
  })

  it('unplugged in the middle of a session: it ends with one sentence, and nothing was clicked', async () => {
    const home = mkdtempSync(join(tmpdir(), 'deskhand-displays-'))
    onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
    const script = join(home, 'script.json')
    const actions = [{ kind: 'wait', ms: 20_000 }]
    writeFileSync(
      script,
      JSON.stringify({ turns: [{ delayMs: 3000, actions: [{ kind: 'click', x: 300, y: 300 }] }, { actions }] }),
    )
    const { PATH = '', HOME = '' } = process.env
    const words = [
      'run',
      'x',
      '--json',
      '--provider',
      'scripted',
      '--model',
      script,
      '--approve',
      'never',
      '--display',
      'x11:upright',
    ]
    const child = spawn(process.execPath, [CLI, ...words], {
      env: { PATH, HOME, DESKHAND_HOME: home, ...desktop.env },
      cwd: home,
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const printed = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()))
    const ended = once(child, 'close')
    const before = clicksInAll()
    await vi.waitFor(() => expect(printed.out).toContain('"type":"frame"'), PATIENCE)
    unplug('upright')
    expect((await ended)[0]).toBe(1)
    expect(printed.err).toMatch(/^[^\n]*x11:upright is gone[^\n]*\n$/)
    expect(clicksInAll()).toEqual(before)
  })
})

/** A coloured terminal near the top left of the monitor; ends when the result is called. */
function openMark(name: Name): () => Promise<void> {
  const { x, y } = PLACES[name]
  const place = `40x12+${x + 20}+${y + 20}`
  const looks = ['-bg', COLOURS[name], '-fg', 'white', '-fa', 'DejaVu Sans Mono', '-fs', '16', '-T', `mark ${name}`]
  const child = spawn('xterm', ['-geometry', place, ...looks, '-e', 'sh', '-c', `printf '\\n\\n\\n\\n\\n   ${name}'; cat`], {
    env: programEnv(desktop),
    stdio: 'ignore',
  })
  return () => end(child)
}

function countOf(pixels: Buffer, colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  let count = 0
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at] === blue && pixels[at + 1] === green && pixels[at + 2] === red) count++
  }
  return count
}

/** The three frames side by side as the monitors lie, for people. */
async function savePicture(): Promise<void> {
  const gap = 24
  const frames = await Promise.all(
    NAMES.map(async (name, at) => ({
      input: Buffer.from((await look(await displayOf(name))).picture.bytes),
      left: PLACES[name].x + gap * (at + 1),
      top: PLACES[name].y + gap,
    })),
  )
  const size = { width: SCREEN.width + gap * 4, height: SCREEN.height + gap * 2 }
  const whole = await sharp({ create: { ...size, channels: 3, background: '#202428' } })
    .composite(frames)
    .png()
    .toBuffer()
  mkdirSync(PICTURES, { recursive: true })
  await sharp(whole).resize({ width: 1000 }).png({ palette: true }).toFile(join(PICTURES, 'monitors.png'))
}
