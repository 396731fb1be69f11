/** The packaged app, with the fuses of a release: it starts from its archive and carries out a task, driven by mouse and keys alone. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { openBridge, type Bridge } from '../../native-bridge/index.js'
import { lookFromOutside } from './outside.js'
import { openScene, ROOT, startModel, type ModelServer, type Scene } from '../support/running-app.js'

const run = promisify(execFile)
const LONG = 240_000
const soon = { timeout: 30_000, interval: 100 }
const PROGRAM = join(ROOT, 'release', 'linux-unpacked', 'deskhand')
/** The promise of the guard: nothing stays down longer. */
const LET_GO_MS = 500
const signal = new AbortController().signal

describe.runIf(process.platform === 'linux')('the packaged app on linux', { timeout: LONG }, () => {
  let scene: Scene
  let model: ModelServer
  let bridge: Bridge
  let program: ChildProcess

  beforeAll(async () => {
    await run(process.execPath, [join(ROOT, 'scripts', 'dist.mjs'), '--dir'], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 })
    scene = await openScene()
    const opened = await openBridge({ xDisplay: scene.desktop.xDisplay })
    if (!opened.ok) throw new Error(opened.problem.message)
    bridge = opened.value
  }, LONG)

  afterAll(async () => {
    await ended(program)
    await model.server.close()
    await bridge.close()
    await scene.close()
  }, LONG)

  /** Finds words on the screen by reading it, as a person would, and clicks them. */
  const clickWords = (words: string) =>
    vi.waitFor(async () => {
      const [display] = ((list) => (list.ok ? list.value : []))(await bridge.displays.list())
      if (!display) throw new Error('no display')
      const grabbed = await bridge.capture.grab(display, signal)
      const read = grabbed.ok ? await bridge.text.read(grabbed.value, null, signal) : grabbed
      if (!read.ok) throw new Error(read.problem.message)
      const line = read.value.find(({ text }) => text.includes(words))
      if (!line) throw new Error(`“${words}” is not on the screen: ${read.value.map(({ text }) => text).join(' | ')}`)
      const first = line.words.find(({ text }) => words.startsWith(text)) ?? line
      await scene.x(
        'mousemove',
        `${Math.round(first.x + first.width / 2)}`,
        `${Math.round(first.y + first.height / 2)}`,
        'click',
        '1',
      )
    }, soon)

  const session = async (): Promise<readonly SessionEvent[]> => {
    const sessions = await scene.deskhand('sessions', '--json')
    const { id } = JSON.parse(sessions.split('\n')[0] ?? '{}') as { id?: string }
    if (!id) throw new Error('there is no session yet')
    return (await scene.deskhand('show', id, '--json')).split('\n').map((line) => JSON.parse(line) as SessionEvent)
  }

  it('has the fuses of a release', async () => {
    const fuses = await getCurrentFuseWire(PROGRAM)
    const states = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.EnableCookieEncryption,
    ].map((fuse) => fuses[fuse])
    // the wire holds the digits 0 and 1
    expect(states.map((state) => String.fromCharCode(Number(state)))).toEqual(['0', '0', '0', '0', '1', '1'])
  })

  it('holds the clipboard for a paste, as a program started once more, and ends when nobody wants it', async () => {
    const holder = spawn(PROGRAM, ['--no-sandbox', '--deskhand-clipboard-holder='], {
      env: scene.env,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    onTestFinished(() => void holder.kill('SIGKILL'))
    const said = createInterface({ input: holder.stdout })[Symbol.asyncIterator]()
    holder.stdin.write(`${JSON.stringify({ display: scene.desktop.xDisplay, cookie: null, reader: 1, readsOfOne: 1 })}\n`)
    expect(await said.next()).toMatchObject({ value: 'ready' })
    holder.stdin.write(`${JSON.stringify('a text')}\n`)
    expect(await said.next()).toMatchObject({ value: 'offered' })
    const gone = once(holder, 'exit')
    holder.stdin.end()
    expect(await gone).toEqual([0, null])
  })

  it('carries out a task that a person types into it', async () => {
    const file = join(scene.home, 'typed.txt')
    scene.start('xterm', '-T', 'notebook', '-geometry', '60x10+10+10', '-e', 'sh', '-c', `cat > ${file}`)
    await scene.windowNamed('notebook')
    model = await startModel([
      {
        computer: [
          { type: 'click', button: 'left', x: 100, y: 60 },
          { type: 'type', text: 'From the package.\n' },
        ],
      },
      { text: 'It is written.' },
    ])
    program = spawn(PROGRAM, ['--no-sandbox'], { env: { ...scene.env, ...model.env }, stdio: 'ignore' })
    await clickWords('Later')
    await clickWords('Describe the task')
    await scene.x('type', '--delay', '10', 'write from the package')
    await scene.x('key', 'ctrl+Return')
    await vi.waitFor(() => expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe('From the package.\n'), soon)
    const events = await vi.waitFor(async () => {
      const said = await session()
      expect(said.at(-1)?.type).toBe('session.finished')
      return said
    }, soon)
    expect(events[0]).toMatchObject({ type: 'session.started', task: 'write from the package' })
    expect(events.at(-1)).toMatchObject({ status: 'done', text: 'It is written.' })
    expect(model.server.refused).toEqual([])
  })

  it('leaves no key and no button down when it is killed in the middle of a drag with Shift', async () => {
    const outside = lookFromOutside(scene.desktop.xDisplay)
    onTestFinished(() => outside.close())
    const isDown = (expected: readonly string[]) =>
      vi.waitFor(() => expect(outside.down()).toEqual(expected), { timeout: 60_000, interval: 5 })
    await ended(program)
    // there and back for longer than the test
    const path = Array.from({ length: 200 }, (_, at) => ({ x: 40 + (at % 2) * 400, y: 650 + (at % 50) }))
    const dragging = await startModel([{ computer: [{ type: 'drag', path, keys: ['SHIFT'] }] }, { text: 'Never.' }])
    onTestFinished(() => dragging.server.close())
    program = spawn(PROGRAM, ['--no-sandbox'], { env: { ...scene.env, ...dragging.env }, stdio: 'ignore' })
    await clickWords('Describe the task')
    await scene.x('type', '--delay', '10', 'drag')
    await scene.x('key', 'ctrl+Return')
    await isDown(['key 50', 'button 1'])
    const begun = performance.now()
    program.kill('SIGKILL')
    await isDown([])
    expect(performance.now() - begun).toBeLessThan(LET_GO_MS)
  })
})

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return
  const gone = once(program, 'exit')
  program.kill()
  await gone
}
