/**
 * The built command line as other programs start it: a process of its own, a private X display, a real window, and the strict
 * fake server over HTTP.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { openVirtualDesktop, type VirtualDesktop } from '../../native-bridge/index.js'
import { schemaProblems, sessionProblems } from '../support/event-schema.js'
import { startFakeResponsesServer, type FakeTurn } from '../support/fake-responses-server.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const PATIENCE_MS = 30_000
const TEST_MS = 60_000

let desktop: VirtualDesktop
beforeAll(async () => {
  if (!existsSync(CLI)) throw new Error('The command line is not built. Run `npm run build`.')
  const opened = await openVirtualDesktop({ width: 1024, height: 768 })
  if (!opened.ok) throw new Error(opened.problem.message)
  desktop = opened.value
}, TEST_MS)
afterAll(() => desktop.close())

interface Run {
  readonly home: string
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  out(): string
  err(): string
  events(): readonly SessionEvent[]
  until(fits: (event: SessionEvent) => boolean): Promise<SessionEvent>
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly home?: string
}

function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'deskhand-cli-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  return home
}

function deskhand(words: readonly string[], options: RunOptions = {}): Run {
  const home = options.home ?? temporaryHome()
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, DESKHAND_HOME: home, DISPLAY: desktop.xDisplay, ...desktop.env, ...options.env }
  const child = spawn(process.execPath, [CLI, ...words], { env, cwd: home, stdio: 'pipe' })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(() => void child.kill('SIGKILL'))
  const events = () =>
    printed.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as SessionEvent)
  const until = async (fits: (event: SessionEvent) => boolean) => {
    await expect.poll(() => events().some(fits), { timeout: PATIENCE_MS, interval: 20 }).toBe(true)
    return events().find(fits) as SessionEvent
  }
  return { home, child, ended, out: () => printed.out, err: () => printed.err, events, until }
}

async function server(turns: readonly FakeTurn[], apiKey = 'sk-right') {
  const started = await startFakeResponsesServer({ turns, apiKey })
  onTestFinished(() => started.close())
  return { ...started, env: { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: started.url } }
}

const is =
  (type: SessionEvent['type'], more: object = {}) =>
  (event: SessionEvent) =>
    event.type === type && Object.entries(more).every(([key, value]) => (event as Record<string, unknown>)[key] === value)
const ONE_SENTENCE = /^[^\n]+\n$/
const LONG: FakeTurn = { delayMs: 60_000, text: 'Never said.' }
const sessionsIn = (home: string) => (existsSync(join(home, 'sessions')) ? readdirSync(join(home, 'sessions')) : [])

test(
  'a task over the real wire format ends with exit 0, every event checked, and the text stands in the real window',
  { timeout: TEST_MS },
  async () => {
    const home = temporaryHome()
    const typed = join(home, 'typed.txt')
    const { env, refused } = await server([
      { reasoning: 'The terminal waits for a line.', computer: [{ type: 'screenshot' }] },
      {
        commentary: 'I type the note.',
        computer: [
          { type: 'click', x: 300, y: 300, button: 'left' },
          { type: 'type', text: 'Hello, World! #42' },
          { type: 'keypress', keys: ['ENTER'] },
        ],
      },
      { text: 'The note is saved.' },
    ])
    const command = `xterm -geometry 100x30+0+0 -e sh -c 'IFS= read -r line; printf %s "$line" > ${typed}; sleep 60'`
    const run = deskhand(['run', 'Write the note', '--json', '--display', 'virtual:1440x900', '--open', command], { home, env })
    expect(await run.ended).toBe(0)
    expect(refused).toEqual([])
    expect(run.err()).toBe('')
    expect(readFileSync(typed, 'utf8')).toBe('Hello, World! #42')

    const [id = ''] = sessionsIn(home)
    expect(run.out()).toBe(readFileSync(join(home, 'sessions', id, 'log.jsonl'), 'utf8'))
    expect(sessionProblems(run.events())).toEqual([])
    const types = new Set(run.events().map((event) => event.type))
    for (const type of [
      'session.started',
      'turn.started',
      'frame',
      'reasoning',
      'message',
      'action.proposed',
      'action.started',
      'action.finished',
      'usage',
      'model.items',
      'session.finished',
    ])
      expect(types).toContain(type)
    expect(run.events()[0]).toMatchObject({ displays: [{ width: 1440, height: 900 }], provider: 'openai' })
    expect(run.events().at(-1)).toMatchObject({ status: 'done', text: 'The note is saved.' })
    expect(run.out()).not.toContain('sk-right')
  },
)

test('a wrong key is exit 1 with one sentence after one request', { timeout: TEST_MS }, async () => {
  const { env, requests } = await server([{ text: 'Never.' }])
  const run = deskhand(['run', 'x', '--json'], { env: { ...env, OPENAI_API_KEY: 'sk-wrong' } })
  expect(await run.ended).toBe(1)
  expect(run.err()).toMatch(ONE_SENTENCE)
  expect(run.err()).not.toContain('sk-wrong')
  expect(requests.filter(({ path }) => path === '/v1/responses')).toHaveLength(1)
  expect(run.events().at(-1)).toMatchObject({ type: 'session.finished', status: 'failed' })
})

test('an answer 400 is exit 1 with one sentence after one request', { timeout: TEST_MS }, async () => {
  const { env, requests } = await server([
    { fault: { kind: 'http', status: 400, message: 'No such thing.' } },
    { text: 'Never.' },
  ])
  const run = deskhand(['run', 'x', '--json'], { env })
  expect(await run.ended).toBe(1)
  expect(run.err()).toMatch(ONE_SENTENCE)
  expect(requests).toHaveLength(1)
})

test('a refused connection is retried for a while and is then exit 1 with one sentence', { timeout: TEST_MS }, async () => {
  const unused = createServer().listen(0, '127.0.0.1')
  await once(unused, 'listening')
  const { port } = unused.address() as { port: number }
  unused.close()
  const run = deskhand(['run', 'x', '--json'], { env: { OPENAI_API_KEY: 'x', OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` } })
  expect(await run.ended).toBe(1)
  expect(run.err()).toMatch(ONE_SENTENCE)
  expect(run.events().some(is('problem', { kind: 'model-connection', retryable: true }))).toBe(true)
})

test.each<[string, string[], Record<string, string>, number, RegExp]>([
  ['no display', ['run', 'x', '--provider', 'offline'], { DISPLAY: '' }, 2, /Line 1 /],
  [
    'no display for a task that is understood',
    ['run', 'press ctrl+s', '--provider', 'offline'],
    { DISPLAY: '' },
    6,
    /--display virtual/,
  ],
  ['a display that cannot be opened', ['run', 'press ctrl+s', '--provider', 'offline'], { DISPLAY: ':987' }, 6, /:987/],
  ['an unknown flag', ['run', 'x', '--jsno'], {}, 2, /--json/],
  ['a missing key', ['run', 'x', '--provider', 'openai'], {}, 2, /OPENAI_API_KEY/],
  ['a command that is not built', ['serve'], {}, 2, /`serve` is not built yet/],
])(
  '%s: the right exit code, one sentence, nothing on stdout, no session',
  { timeout: TEST_MS },
  async (_, words, env, code, sentence) => {
    const run = deskhand(words, { env })
    expect(await run.ended).toBe(code)
    expect(run.out()).toBe('')
    expect(run.err()).toMatch(ONE_SENTENCE)
    expect(run.err()).toMatch(sentence)
    expect(sessionsIn(run.home)).toEqual([])
  },
)

test('a limit is exit 5; an answer nobody can give is exit 4', { timeout: TEST_MS }, async () => {
  const clicks = [100, 200, 300].map((x): FakeTurn => ({ computer: [{ type: 'click', x, y: 50, button: 'left' }] }))
  const limited = await server(clicks)
  const run = deskhand(['run', 'x', '--json', '--max-steps', '2'], { env: limited.env })
  expect(await run.ended).toBe(5)
  expect(run.err()).toMatch(ONE_SENTENCE)

  const checks = [{ id: 'c1', code: 'malicious_instructions', message: 'Look twice.' }]
  const checked = await server([
    { computer: { actions: [{ type: 'click', x: 9, y: 9, button: 'left' }], pending_safety_checks: checks } },
    { text: 'Never.' },
  ])
  const unanswered = deskhand(['run', 'x', '--json'], { env: checked.env })
  unanswered.child.stdin?.end()
  expect(await unanswered.ended).toBe(4)
  expect(unanswered.err()).toMatch(ONE_SENTENCE)
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends it with exit %i and a closed log', { timeout: TEST_MS }, async (signal, code) => {
  const { env } = await server([LONG])
  const run = deskhand(['run', 'x', '--json'], { env })
  await run.until(is('turn.started'))
  run.child.kill(signal)
  expect(await run.ended).toBe(code)
  expect(run.events().at(-1)).toMatchObject({ type: 'session.finished', status: 'stopped' })
  expect(run.events().some(is('control', { state: 'stopped', by: 'signal' }))).toBe(true)
})

test('commands on stdin are obeyed; a bad line is a problem event', { timeout: TEST_MS }, async () => {
  // asked anew after the steer and after the pause, if the model had been asked by then
  const { env } = await server([LONG, LONG, LONG])
  const run = deskhand(['run', 'x', '--json'], { env })
  const say = (line: string) => run.child.stdin?.write(`${line}\n`)
  await run.until(is('turn.started'))
  say('nonsense')
  expect(schemaProblems(await run.until(is('problem', { kind: 'bad-command' })))).toEqual([])
  say('{"type":"steer","text":"use the other one","when":"now"}')
  await run.until(is('steer', { text: 'use the other one' }))
  say('{"type":"pause"}')
  await run.until(is('control', { state: 'paused' }))
  say('{"type":"continue"}')
  await run.until(is('control', { state: 'running' }))
  say('{"type":"stop"}')
  expect(await run.ended).toBe(3)
})

test(
  'another process pauses, steers, continues and stops it; a second session there is refused',
  { timeout: TEST_MS },
  async () => {
    const { env } = await server([LONG, LONG])
    const run = deskhand(['run', 'x', '--json'], { env })
    await run.until(is('turn.started'))
    const other = async (...words: string[]) => {
      const call = deskhand(words, { home: run.home, env })
      return { code: await call.ended, out: call.out(), err: call.err() }
    }
    const second = await other('run', 'y')
    expect(second).toMatchObject({ code: 6, out: '' })
    expect(second.err).toMatch(/held by another live session/)
    expect(await other('pause')).toMatchObject({ code: 0, out: expect.stringContaining('is paused') as string })
    expect(await other('steer', 'left')).toMatchObject({ code: 0, out: expect.stringContaining('was told') as string })
    expect(await other('continue')).toMatchObject({ code: 0, out: expect.stringContaining('goes on') as string })
    expect(await other('stop')).toMatchObject({ code: 0, out: expect.stringContaining('is stopped') as string })
    expect(await run.ended).toBe(3)
    expect(await other('stop')).toEqual({ code: 0, out: 'No session is running.\n', err: '' })
  },
)

test('the stop hotkey, pressed through the X server by another program, stops it', { timeout: TEST_MS }, async () => {
  const { env } = await server([LONG])
  const run = deskhand(['run', 'x', '--json'], { env })
  await run.until(is('frame'))
  const key = spawn('xdotool', ['key', 'ctrl+alt+period'], { env: { ...process.env, DISPLAY: desktop.xDisplay, ...desktop.env } })
  await once(key, 'close')
  expect(await run.ended).toBe(3)
  expect(run.events().some(is('control', { state: 'stopped', by: 'hotkey' }))).toBe(true)
})

test('after kill -9 the log reads clean, the desktop is free, and the session can be shown', { timeout: TEST_MS }, async () => {
  const moves = Array.from({ length: 200 }, (_, index) => ({ type: 'click', x: 100 + index, y: 200, button: 'left' }))
  const { env } = await server([{ computer: moves }, LONG])
  const run = deskhand(['run', 'x', '--json'], { env })
  await run.until(is('action.finished'))
  run.child.kill('SIGKILL')
  await run.ended
  const [id = ''] = sessionsIn(run.home)
  const lines = readFileSync(join(run.home, 'sessions', id, 'log.jsonl'), 'utf8').split('\n')
  const whole = lines.slice(0, -1).map((line) => JSON.parse(line) as SessionEvent)
  expect(sessionProblems(whole)).toEqual([])
  expect(whole.slice(0, run.events().length)).toEqual(run.events())

  const list = deskhand(['sessions', '--json'], { home: run.home })
  expect(await list.ended).toBe(0)
  expect(JSON.parse(list.out())).toMatchObject({ id, status: 'broken-off', problems: [] })
  const next = await server([{ text: 'Done.' }])
  expect(await deskhand(['run', 'y', '--json'], { home: run.home, env: next.env }).ended).toBe(0)
})

test('a finished session goes on with what is added', { timeout: TEST_MS }, async () => {
  const { env, refused } = await server([{ text: 'Saved.' }, { text: 'Twice.' }])
  const first = deskhand(['run', 'Save', '--json'], { env })
  expect(await first.ended).toBe(0)
  const again = deskhand(['resume', '--last', 'now also save again', '--json'], { home: first.home, env })
  expect(await again.ended).toBe(0)
  expect(refused).toEqual([])
  expect(again.err()).toBe('')
  const events = [...first.events(), ...again.events()]
  expect(sessionProblems(events)).toEqual([])
  expect(again.events()[0]).toMatchObject({ type: 'session.resumed' })
})

test('doctor says that this desktop can be driven, and tries real input on a private one', { timeout: TEST_MS }, async () => {
  const home = temporaryHome()
  writeFileSync(join(home, 'config.json'), '{"theme":"dark"}')
  const run = deskhand(['doctor', '--json', '--self-test'], { home })
  expect(await run.ended).toBe(0)
  const lines = run
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { check: string; state: string; data?: object })
  expect(lines.filter(({ state }) => state === 'failed')).toEqual([])
  expect(lines.find(({ check }) => check === 'display')?.data).toMatchObject({ width: 1024, height: 768 })
  expect(lines.find(({ check }) => check === 'window')?.state).toBe('ok')
  expect(lines.find(({ check }) => check === 'typing')?.state).toBe('ok')
  expect(lines.find(({ check }) => check === 'keyboard')?.data).toMatchObject({ layout: 'us' })
  expect(lines).toContainEqual(expect.objectContaining({ data: { name: 'theme', value: 'dark', origin: 'user file' } }))
})

test('doctor --self-test where there is no display tries real input on a private one', { timeout: TEST_MS }, async () => {
  const run = deskhand(['doctor', '--json', '--self-test'], { env: { DISPLAY: '', WAYLAND_DISPLAY: '' } })
  expect(await run.ended, run.err()).toBe(0)
  const lines = run.out().trim().split('\n')
  const states = lines.map((line) => JSON.parse(line) as { check: string; state: string })
  const stateOf = (check: string) => states.filter((line) => line.check === check).map(({ state }) => state)
  expect(stateOf('display-server')).toEqual(['look'])
  for (const check of ['capture', 'pointer', 'window', 'typing']) expect([check, stateOf(check)]).toEqual([check, ['ok']])
})
