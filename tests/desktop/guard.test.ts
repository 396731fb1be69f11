/** However Deskhand ends in the middle of a drag with Shift held, nothing stays down. Looked at from outside, through the X server. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { VirtualDesktop } from '../../native-bridge/bridge.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { type Outside, lookFromOutside } from './outside.js'
import { valueOf } from './receivers.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const PATIENCE = { timeout: 40_000, interval: 5 }
const LONG = 90_000
/** What is promised. */
const LET_GO_MS = 500
const HELD = ['key 50', 'button 1']

let desktop: VirtualDesktop
let outside: Outside

beforeAll(async () => {
  if (!existsSync(CLI)) throw new Error('The command line is not built. Run `npm run build`.')
  desktop = valueOf(await openVirtualDesktop({ width: 800, height: 600 }))
  outside = lookFromOutside(desktop.xDisplay)
}, LONG)

afterAll(async () => {
  outside.close()
  await desktop.close()
})

/** There and back for longer than the test: a drag that is under way whenever it is interrupted. */
const path = Array.from({ length: 200 }, (_, at) => ({ x: 100 + (at % 2) * 500, y: 100 + at * 2 }))
const SCRIPTS = {
  'a drag with Shift': [{ kind: 'drag', path, modifiers: ['shift'] }],
  'held keys': [{ kind: 'mouseDown' }, { kind: 'holdKey', keys: ['shift'], ms: 60_000 }],
}

/** The built command line, in the middle of it. */
async function inTheMiddleOf(actions: readonly object[]): Promise<ChildProcess> {
  const home = mkdtempSync(join(tmpdir(), 'deskhand-guard-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  const script = join(home, 'script.json')
  writeFileSync(script, JSON.stringify({ turns: [{ actions }, { text: 'Done.' }] }))
  const { PATH = '', HOME = '' } = process.env
  const words = ['run', 'drag', '--json', '--provider', 'scripted', '--model', script, '--approve', 'never']
  const env = { PATH, HOME, DESKHAND_HOME: home, ...desktop.env }
  const child = spawn(process.execPath, [CLI, ...words], { env, cwd: home, stdio: ['pipe', 'ignore', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await isDown(HELD)
  return child
}

const isDown = (expected: readonly string[]) => vi.waitFor(() => expect(outside.down()).toEqual(expected), PATIENCE)

/** How long after `end` the last key or button came up. */
async function letGoAfter(end: () => unknown): Promise<number> {
  const begun = performance.now()
  end()
  await isDown([])
  return performance.now() - begun
}

describe.runIf(process.platform === 'linux')('nothing stays down', { timeout: LONG }, () => {
  it.each(Object.entries(SCRIPTS))('when Deskhand is killed in the middle of %s', async (_, actions) => {
    const child = await inTheMiddleOf(actions)
    const gone = once(child, 'exit')
    expect(await letGoAfter(() => child.kill('SIGKILL'))).toBeLessThan(LET_GO_MS)
    expect(await gone).toEqual([null, 'SIGKILL'])
    // and it stays so: nobody presses again
    expect(outside.down()).toEqual([])
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('after %s', async (signal) => {
    const child = await inTheMiddleOf(SCRIPTS['a drag with Shift'])
    const gone = once(child, 'exit')
    expect(await letGoAfter(() => child.kill(signal))).toBeLessThan(LET_GO_MS)
    expect((await gone)[0]).toBe(signal === 'SIGTERM' ? 143 : 130)
    expect(outside.down()).toEqual([])
  })

  it('after a stop', async () => {
    const child = await inTheMiddleOf(SCRIPTS['a drag with Shift'])
    const gone = once(child, 'exit')
    expect(await letGoAfter(() => child.stdin?.write('{"type":"stop"}\n'))).toBeLessThan(LET_GO_MS)
    expect((await gone)[0]).toBe(3)
    expect(outside.down()).toEqual([])
  })

  it.each([
    ['an exception that nobody catches', 'setImmediate(() => { throw new Error("planned") })'],
    ['an abort of the process', 'process.abort()'],
  ])('after %s', async (_, end) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', holder(end)], {
      env: { ...process.env, ...desktop.env },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    await isDown(HELD)
    const gone = once(child, 'exit')
    await letGoAfter(() => child.stdin.end())
    await gone
    expect(outside.down()).toEqual([])
  })
})

/** Holds Shift and the left button until its stdin ends, then does `end`. */
const holder = (end: string) => `
  import { openLinuxX11 } from ${JSON.stringify(join(import.meta.dirname, '../../native-bridge/platforms/linux-x11/open.ts'))}
  const x11 = (await openLinuxX11({})).value
  const [display] = (await x11.displays.list()).value
  const strokes = [{ kind: 'key', key: 'shift', down: true }, { kind: 'button', button: 'left', down: true }]
  await x11.input.send(strokes, { display, picture: { width: 800, height: 600 } }, new AbortController().signal)
  process.stdin.resume().on('end', () => { ${end} })`
