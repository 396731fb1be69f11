/**
 * Outputs that are really switched off, on and turned: the Xorg server itself, with its driver for cards that are not there. Each
 * monitor is covered by a window that writes down where it was clicked.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge, VirtualDesktop } from '../../native-bridge/bridge.js'
import { openBridge } from '../../native-bridge/open-bridge.js'
import type { Display, Look, Outcome, PictureSpace, Point } from '../../native-bridge/types.js'
import { runDeskhand, temporaryHome } from '../support/deskhand-run.js'
import { cover, end, type ClickReceiver } from './click-receiver.js'
import { click, never, PATIENCE, programEnv, valueOf } from './receivers.js'

const MAIN = { x: 0, y: 0, width: 1024, height: 768 }
const SIDE = { x: 1024, y: 0, width: 800, height: 600 }
const TURNED = { ...SIDE, width: 600, height: 800 }
/** numbers of a modeline; no picture tube will ever see them */
const MODES = {
  flat: ['40', '800', '840', '968', '1056', '600', '601', '605', '628'],
  upright: ['40', '600', '640', '768', '856', '800', '801', '805', '828'],
}
const CONFIG = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 32768
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 2048 1024
  EndSubSection
EndSection
`
/** Debian starts Xorg through a script that may ask for more rights than this driver needs. */
const XORG = ['/usr/lib/xorg/Xorg', '/usr/libexec/Xorg'].find(existsSync) ?? 'Xorg'

let desktop: VirtualDesktop
let bridge: Bridge
let main: ClickReceiver
let side: ClickReceiver

/** All outputs in one go, as a person's settings do. */
const arrange = (...words: string[]) =>
  execFileSync('xrandr', words, { env: programEnv(desktop), stdio: ['ignore', 'pipe', 'pipe'] })
const plugMain = () => arrange('--output', 'DUMMY0', '--mode', '1024x768', '--pos', '0x0', '--primary')
const plugSide = (mode: keyof typeof MODES = 'flat') => arrange('--output', 'DUMMY1', '--mode', mode, '--pos', '1024x0')
const unplug = (output: string) => arrange('--output', output, '--off')

const displays = async () => valueOf(await bridge.displays.list())
const displayOf = async (id: string): Promise<Display> => {
  const found = (await displays()).find((display) => display.id === id)
  if (!found) throw new Error(`${id} is not plugged in`)
  return found
}
const tryToLook = (display: Display): Promise<Outcome<Look>> => {
  const pictureSize = ({ width, height }: { width: number; height: number }) => ({ width, height })
  return bridge.eyes.look({ display, pictureSize, mime: 'image/jpeg', quality: 80, expect: { kind: 'none' } }, never)
}
const look = async (id: string): Promise<Look> => valueOf(await tryToLook(await displayOf(id)))
const clickAt = (space: PictureSpace, at: Point) => bridge.input.send(click(at), space, never)
const clicks = () => [main.clicks().length, side.clicks().length]
const gone = (...remaining: string[]) => {
  const message = `The display x11:DUMMY1 is gone. There is ${remaining.join(', ')}.`
  return { ok: false, problem: { kind: 'no-display', message } }
}

async function openXorg(folder: string): Promise<VirtualDesktop> {
  writeFileSync(join(folder, 'xorg.conf'), CONFIG)
  const files = ['-config', join(folder, 'xorg.conf'), '-logfile', join(folder, 'xorg.log')]
  const server = spawn(XORG, ['-displayfd', '3', ...files, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let said = ''
  server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(server, 'exit').then(() => Promise.reject(new Error(`Xorg ended: ${said}`)))
  const [line] = (await Promise.race([once(server.stdio[3] as NodeJS.ReadableStream, 'data'), ended])) as [Buffer]
  ended.catch(() => undefined)
  const xDisplay = `:${line.toString().trim()}`
  return { xDisplay, env: { DISPLAY: xDisplay }, close: () => end(server) }
}

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-xorg-'))
  desktop = await openXorg(folder)
  for (const [name, timing] of Object.entries(MODES)) {
    arrange('--newmode', name, ...timing)
    arrange('--addmode', 'DUMMY1', name)
  }
  plugMain()
  plugSide()
  bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  main = await cover(desktop, 'main', MAIN)
  side = await cover(desktop, 'side', { ...SIDE, height: 800 })
}, 90_000)

afterAll(async () => {
  await Promise.all([main?.close(), side?.close()])
  await bridge?.close()
  await desktop?.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() => {
  plugMain()
  plugSide()
})

describe('an output that is switched off', { timeout: 60_000 }, () => {
  it('after the look: it is no display any more, what is sent to it goes nowhere, and the other one works on', async () => {
    const { space } = await look('x11:DUMMY1')
    const other = (await look('x11:DUMMY0')).space
    valueOf(await bridge.input.send([{ kind: 'move', x: 5, y: 5 }], other, never))
    const before = clicks()
    unplug('DUMMY1')
    expect((await displays()).map(({ id }) => id)).toEqual(['x11:DUMMY0'])
    expect(await tryToLook(space.display)).toMatchObject(gone('x11:DUMMY0'))
    expect(await bridge.eyes.mark(space.display, never)).toMatchObject(gone('x11:DUMMY0'))
    expect(await bridge.capture.grab(space.display, never)).toMatchObject(gone('x11:DUMMY0'))
    expect(await clickAt(space, { x: 300, y: 300 })).toMatchObject(gone('x11:DUMMY0'))
    expect(valueOf(await bridge.input.pointer())).toEqual({ x: 5, y: 5 })
    valueOf(await clickAt((await look('x11:DUMMY0')).space, { x: 1023, y: 767 }))
    await vi.waitFor(() => expect(main.clicks().at(-1)).toEqual({ x: 1023, y: 767 }), PATIENCE)
    expect(clicks()).toEqual([(before[0] ?? 0) + 1, before[1]])
  })

  it('in the middle of a drag: the button is let go, and nothing is dragged on over the other one', async () => {
    const { space } = await look('x11:DUMMY1')
    const path = Array.from({ length: 400 }, (_, at) => [
      { kind: 'move' as const, x: 100 + (at % 2) * 300, y: 100 + at },
      { kind: 'pause' as const, ms: 5 },
    ]).flat()
    const down = { kind: 'button', button: 'left', down: true } as const
    const dragging = bridge.input.send([{ kind: 'move', x: 50, y: 50 }, down, ...path], space, never)
    await vi.waitFor(() => expect(bridge.input.held()).toEqual(['left']), PATIENCE)
    unplug('DUMMY1')
    expect(await dragging).toMatchObject(gone('x11:DUMMY0'))
    expect(bridge.input.held()).toEqual([])
  })

  it('and on again is the same display: looks and clicks go on', async () => {
    const { space } = await look('x11:DUMMY1')
    unplug('DUMMY1')
    expect((await tryToLook(space.display)).ok).toBe(false)
    plugSide()
    const again = valueOf(await tryToLook(space.display))
    expect(again.space.display).toMatchObject({ id: 'x11:DUMMY1', ...SIDE })
    valueOf(await clickAt(again.space, { x: 799, y: 599 }))
    await vi.waitFor(() => expect(side.clicks().at(-1)).toEqual({ x: 1823, y: 599 }), PATIENCE)
  })

  it('with no other one left: what remains is the X screen itself, at its size of now', async () => {
    const { space } = await look('x11:DUMMY1')
    unplug('DUMMY1')
    unplug('DUMMY0')
    const size = execFileSync('xwininfo', ['-root'], { env: programEnv(desktop), encoding: 'utf8' })
    const [, width, height] = /Width: (\d+)[^]*Height: (\d+)/.exec(size) ?? []
    expect(await displays()).toMatchObject([{ id: 'x11:screen', width: Number(width), height: Number(height), primary: true }])
    expect(await tryToLook(space.display)).toMatchObject(gone('x11:screen'))
    expect((await look('x11:screen')).raw).toMatchObject({ width: Number(width), height: Number(height) })
  })

  it('in the middle of a session: it ends with that sentence, and nothing was clicked', async () => {
    const home = temporaryHome()
    const script = join(home, 'script.json')
    const turns = [{ delayMs: 3000, actions: [{ kind: 'click', x: 300, y: 300 }] }, { text: 'Clicked.' }]
    writeFileSync(script, JSON.stringify({ turns }))
    const flags = ['--provider', 'scripted', '--model', script, '--approve', 'never', '--display', 'x11:DUMMY1']
    const before = clicks()
    const run = runDeskhand(['run', 'x', '--json', ...flags], { home, env: { DISPLAY: desktop.xDisplay } })
    await run.until(({ type }) => type === 'frame')
    unplug('DUMMY1')
    expect(await run.ended).toBe(1)
    expect(run.err()).toMatch(/^[^\n]*x11:DUMMY1 is gone[^\n]*\n$/)
    expect(clicks()).toEqual(before)
  })
})

describe('an output that is turned upright', { timeout: 60_000 }, () => {
  it('after the look: the click is refused; the next look is upright, and its last pixel is the last pixel', async () => {
    const { space } = await look('x11:DUMMY1')
    const before = clicks()
    plugSide('upright')
    expect(await clickAt(space, { x: 799, y: 599 })).toMatchObject({ ok: false, problem: { kind: 'capture', retryable: true } })
    expect(clicks()).toEqual(before)
    const turned = valueOf(await tryToLook(space.display))
    expect(turned.space).toMatchObject({ display: { id: 'x11:DUMMY1', ...TURNED }, picture: { width: 600, height: 800 } })
    expect(turned).toMatchObject({ reason: 'first', raw: { width: 600, height: 800 } })
    valueOf(await clickAt(turned.space, { x: 599, y: 799 }))
    await vi.waitFor(() => expect(side.clicks().at(-1)).toEqual({ x: 1623, y: 799 }), PATIENCE)
  })
})
