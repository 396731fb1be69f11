import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { schemaProblems } from '../../support/event-schema.js'
import { call, scripted, sessionsIn, temporaryHome, type Call } from './call.js'

const SAVE = { kind: 'click', x: 170, y: 140 }
/** A turn that takes as long as a test lets it. */
const LONG = { delayMs: 60_000, text: 'Never said.' }
const ASKING = { actions: [{ kind: 'askUser', text: 'Which colour?', answer: 'choice', choices: ['red', 'green'] }] }

function start(words: readonly string[], turns: readonly object[], more: Partial<Parameters<typeof call>[1]> = {}): Call {
  const home = temporaryHome()
  const stdin = new PassThrough()
  const running = call(['run', 'x', ...words, ...scripted(home, turns)], { home, stdin, ...more })
  onTestFinished(() => void running.signal('SIGTERM'))
  return running
}

const say = (running: Call, command: object | string) =>
  running.stdin.write(`${typeof command === 'string' ? command : JSON.stringify(command)}\n`)
const is =
  <T extends SessionEvent['type']>(type: T, fits: (event: Extract<SessionEvent, { type: T }>) => boolean = () => true) =>
  (event: SessionEvent) =>
    event.type === type && fits(event as Extract<SessionEvent, { type: T }>)

test('stop on stdin ends the run with exit 3', async () => {
  const running = start(['--json'], [LONG])
  await running.until(is('turn.started'))
  say(running, { type: 'stop' })
  expect(await running.ended).toBe(3)
  expect(running.events().at(-1)).toMatchObject({ type: 'session.finished', status: 'stopped' })
  expect(running.events().find(is('control'))).toMatchObject({ state: 'stopped', by: 'person' })
})

test('pause, continue and steer on stdin are obeyed in order', async () => {
  const running = start(['--json'], [{ delayMs: 60_000, actions: [SAVE] }, { text: 'Saved.' }])
  await running.until(is('turn.started'))
  say(running, { type: 'pause' })
  await running.until(is('control', ({ state }) => state === 'paused'))
  say(running, { type: 'steer', text: 'use the other form' })
  await running.until(is('steer', ({ text }) => text === 'use the other form'))
  say(running, { type: 'continue' })
  await running.until(is('control', ({ state }) => state === 'running'))
  say(running, { type: 'stop' })
  expect(await running.ended).toBe(3)
})

test.each([
  'nonsense',
  '{"type":"explode"}',
  '{"type":"steer","text":""}',
  '[]',
  '{"type":"answer","id":"nobody","value":"allow"}',
])('the bad line %s gets a problem event and the run goes on', async (line) => {
  const running = start(['--json'], [{ delayMs: 300, text: 'Done.' }])
  await running.until(is('turn.started'))
  say(running, line)
  const problem = await running.until(is('problem'))
  expect(problem).toMatchObject({ kind: 'bad-command' })
  expect(schemaProblems(problem)).toEqual([])
  expect(await running.ended).toBe(0)
})

test('the end of stdin does not end a run that needs no answer', async () => {
  const running = start(['--json'], [{ actions: [SAVE] }, { text: 'Saved.' }])
  running.stdin.end()
  expect(await running.ended).toBe(0)
})

test('a question is answered on stdin', async () => {
  const running = start(['--json'], [ASKING, { text: 'Green it is.' }])
  const asked = await running.until(is('question.asked'))
  say(running, { type: 'answer', id: asked.type === 'question.asked' ? asked.id : '', value: 'green' })
  expect(await running.ended).toBe(0)
  expect(running.events().find(is('question.answered'))).toMatchObject({ value: 'green' })
})

test('nobody can answer: exit 4 at once, with stdin at its end, taken for the task, or no terminal', async () => {
  const home = temporaryHome()
  const ended = new PassThrough()
  ended.end()
  const task = new PassThrough()
  task.end('x')
  for (const [words, stdin] of [
    [['run', 'x', '--json'], ended],
    [['run', '-', '--json'], task],
    [['run', 'x'], new PassThrough()],
  ] as const) {
    const running = call([...words, ...scripted(home, [ASKING, { text: 'Never.' }])], { home, stdin })
    expect(await running.ended).toBe(4)
    expect(running.err()).toMatch(/^[^\n]+\n$/)
  }
})

test('in a terminal a typed line steers, /stop stops', async () => {
  const running = start([], [LONG], { isTerminal: true })
  await until(() => sessionsIn(running.home).length > 0 && running.out() !== '')
  say(running, 'use the other form')
  await until(() => running.out().includes('use the other form'))
  say(running, '/stop')
  expect(await running.ended).toBe(3)
})

test('in a terminal a question wants one of its choices as a whole word', async () => {
  const running = start([], [ASKING, { text: 'Green it is.' }], { isTerminal: true })
  await until(() => running.err().includes('Type one of the choices'))
  say(running, 'gre')
  await until(() => running.err().split('Type one of the choices').length === 3)
  say(running, '2')
  expect(await running.ended).toBe(0)
  expect(running.out()).toContain('Answered: green')
})

test('an approval in a terminal is not given by anything but the word', async () => {
  const running = start(['--approve', 'ask'], [{ actions: [SAVE] }, { text: 'ok' }], { isTerminal: true })
  await until(() => running.err().includes('Type allow, allow-session or deny.'))
  for (const slip of ['a', 'y', 'yes', 'ALLOW', 'allow it']) say(running, slip)
  await until(() => running.err().split('Type allow').length === 7)
  expect(running.desktop.strokes).toEqual([])
  say(running, 'allow')
  expect(await running.ended).toBe(0)
  expect(running.desktop.clicksOn('save')).toBe(1)
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops, lets go, closes the log and is exit %i', async (signal, code) => {
  const running = start(['--json'], [{ actions: [{ kind: 'holdKey', keys: ['shift'], ms: 60_000 }] }])
  await running.until(is('action.started'))
  await until(() => running.desktop.bridge.input.held().length > 0)
  running.signal(signal)
  expect(await running.ended).toBe(code)
  expect(running.desktop.bridge.input.held()).toEqual([])
  expect(running.events().at(-1)).toMatchObject({ type: 'session.finished', status: 'stopped' })
  expect(running.events().find(is('action.finished'))).toMatchObject({ result: 'interrupted' })
  expect(running.exits).toEqual([])
})

test.each<[string, (running: Call) => void, number, RegExp]>([
  ['a second SIGINT', (running) => (running.signal('SIGINT'), running.signal('SIGINT')), 130, /^$/],
  ['a bug that nothing caught', (running) => running.bug(new Error('boom\nat stack')), 1, /^Deskhand has a bug: boom\n$/],
])('%s lets go and ends the process at once', async (_, happen, code, sentence) => {
  const running = start(['--json'], [LONG], {
    plugs: {
      // a session that does not come to its end
      startSession: () => ({
        id: 's',
        command: () => undefined,
        hold: () => undefined,
        human: () => undefined,
        ended: new Promise(() => undefined),
      }),
    },
  })
  await until(() => running.desktop.human.watchers > 0)
  let released = 0
  const { input } = running.desktop.bridge
  const releaseAll = input.releaseAll.bind(input)
  input.releaseAll = () => {
    released += 1
    return releaseAll()
  }
  expect(running.exits).toEqual([])
  happen(running)
  await until(() => running.exits.length > 0)
  expect(running.exits[0]).toBe(code)
  expect(released).toBeGreaterThan(0)
  expect(running.err()).toMatch(sentence)
})

test('a signal while programs still open ends it with its code and without a session', async () => {
  const running = start(['--json', '--open', 'slow'], [LONG], {
    plugs: {
      launchProgram: (_, { signal }) =>
        new Promise((resolve) => {
          const problem = { kind: 'aborted', message: 'Interrupted.', retryable: false } as const
          signal.addEventListener('abort', () => resolve({ ok: false, problem }))
          queueMicrotask(() => running.signal('SIGINT'))
        }),
    },
  })
  expect(await running.ended).toBe(130)
  expect(running.err()).toBe('')
  expect(sessionsIn(running.home)).toEqual([])
})

const chord = (code: string) =>
  (['ControlLeft', 'AltLeft', code] as const).map((key, index) => ({
    kind: 'key' as const,
    code: key,
    down: true,
    atMs: index * 10,
  }))
function press(running: Call, code: string): void {
  const keys = chord(code)
  for (const event of keys) running.desktop.human.emit(event)
  for (const event of [...keys].reverse()) running.desktop.human.emit({ ...event, down: false })
}

test('the stop hotkey stops a run without the app', async () => {
  const running = start(['--json'], [LONG])
  await running.until(is('turn.started'))
  await until(() => running.desktop.human.watchers > 0)
  press(running, 'Period')
  expect(await running.ended).toBe(3)
  expect(running.events().findLast(is('control'))).toMatchObject({ state: 'stopped', by: 'hotkey' })
})

test('the pause hotkey pauses, and pressed again goes on', async () => {
  const running = start(['--json'], [LONG])
  await running.until(is('turn.started'))
  await until(() => running.desktop.human.watchers > 0)
  press(running, 'Comma')
  await running.until(is('control', ({ state, by }) => state === 'paused' && by === 'hotkey'))
  press(running, 'Comma')
  await running.until(is('control', ({ state, by }) => state === 'running' && by === 'hotkey'))
  press(running, 'Period')
  expect(await running.ended).toBe(3)
})

test('where hotkeys do not work, that is said once and the run goes on', async () => {
  const home = temporaryHome()
  const running = call(['run', 'x', '--json', ...scripted(home, [{ text: 'ok' }])], {
    home,
    env: { DESKHAND_HOTKEYS_PAUSE: 'Ctrl+Alt+Period' },
  })
  running.desktop.fail('human', { times: Infinity })
  expect(await running.ended).toBe(0)
  expect(running.err()).toMatch(/Hotkeys do not work here, and hands do not yield: /)
})

test('another process stops, pauses, continues and steers the one that runs, and is told so', async () => {
  const running = start(['--json'], [LONG])
  await running.until(is('turn.started'))
  const [id = ''] = sessionsIn(running.home)
  const other = async (...words: string[]) => {
    const done = call(words, { home: running.home })
    expect(await done.ended).toBe(0)
    return done.out()
  }
  expect(await other('pause')).toBe(`The session ${id} is paused.\n`)
  expect(await other('steer', 'use the other form', id)).toBe(`The session ${id} was told.\n`)
  expect(await other('continue', id.slice(0, 8))).toBe(`The session ${id} goes on.\n`)
  const [record] = (await other('sessions', '--json')).trim().split('\n')
  expect(JSON.parse(record ?? '')).toMatchObject({ id, status: 'running' })
  expect(await other('stop')).toBe(`The session ${id} is stopped.\n`)
  expect(await running.ended).toBe(3)
  expect(await other('stop')).toBe('No session is running.\n')
  expect(await other('continue')).toBe('No session is running.\n')
})

test('another process switches the model, which the resumed session goes on with', async () => {
  const running = start(['--json'], [LONG])
  await running.until(is('turn.started'))
  const file = join(running.home, 'other.json')
  writeFileSync(file, JSON.stringify({ turns: [{ ...LONG }, { text: 'The other one.' }] }))
  const other = call(['switch', '--model', file, '--effort', 'high'], { home: running.home })
  expect(await other.ended).toBe(0)
  expect(other.out()).toMatch(/^The session \w+ has switched\.\n$/)
  expect(running.events().find(is('model.changed'))).toMatchObject({ turn: 1, provider: 'scripted', model: file, effort: 'high' })
  const strange = call(['switch', '--model', 'gpt-6.2-sol'], { home: running.home })
  expect(await strange.ended).toBe(1)
  expect(strange.err()).toMatch(/needs a key: set OPENAI_API_KEY/)
  expect(await call(['stop'], { home: running.home }).ended).toBe(0)
  expect(await running.ended).toBe(3)
  writeFileSync(file, JSON.stringify({ turns: [{ text: 'The other one.' }] }))
  const again = call(['resume', '--last', '--json'], { home: running.home })
  expect(await again.ended).toBe(0)
  expect(again.events().at(-1)).toMatchObject({ type: 'session.finished', text: 'The other one.' })
  expect(again.events().filter(is('model.changed'))).toEqual([])
})

test('in a terminal a long wait is counted down, and a stop ends it', async () => {
  const problem = { kind: 'model-rate-limit', message: 'Too many requests.', retryable: true, waitMs: 120_000 }
  const usage = { input: 1000, cached: 600, output: 200, usd: 0.01 }
  const running = start([], [{ actions: [SAVE], usage }, { problem }], { isTerminal: true })
  await until(() => running.out().includes('Trying again in 2:00. Ctrl+C stops, /pause waits with it.'))
  expect(running.out()).toContain('1,200 tokens (60 % cached), $0.0100')
  say(running, '/stop')
  expect(await running.ended).toBe(3)
  expect(running.out()).toMatch(/Stopped \(by person\)/)
})

test('in a terminal a line switches the effort, and one that says nothing is explained', async () => {
  const running = start([], [LONG], { isTerminal: true })
  await until(() => running.out().includes('Session'))
  say(running, '/switch')
  await until(() => running.err().includes('Type /switch MODEL'))
  say(running, '/switch high')
  await until(() => /From here on .*script\.json, effort high answers\./.test(running.out()))
  say(running, '/stop')
  expect(await running.ended).toBe(3)
})

test('a second session on the same desktop is refused with exit 6; on another one it runs', async () => {
  const running = start(['--json'], [LONG])
  await running.until(is('turn.started'))
  const words = ['run', 'y', '--json', ...scripted(running.home, [LONG])]
  const same = call(words, { home: running.home, env: { DISPLAY: ':7.0' } })
  expect(await same.ended).toBe(6)
  expect(same.err()).toMatch(/^The display :7 is held by another live session \(process \d+\)[^\n]*\n$/)
  expect(same.out()).toBe('')

  const another = call(words, { home: running.home, env: { DISPLAY: ':8' } })
  await another.until(is('turn.started'))
  const unsure = call(['pause'], { home: running.home })
  expect(await unsure.ended).toBe(2)
  expect(unsure.err()).toMatch(/2 sessions are running; say which: /)
  const stopped = call(['stop'], { home: running.home })
  expect(await stopped.ended).toBe(0)
  expect(stopped.out().trim().split('\n')).toHaveLength(2)
  expect(await Promise.all([running.ended, another.ended])).toEqual([3, 3])
})

test('after its end a session has left the registry and the desktop is free', async () => {
  const home = temporaryHome()
  for (let round = 0; round < 2; round += 1) {
    const done = call(['run', 'x', '--json', ...scripted(home, [{ text: 'ok' }])], { home })
    expect(await done.ended).toBe(0)
    expect(done.desktop.human.watchers).toBe(0)
  }
})

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 4_000, interval: 5 }).toBe(true)
}

test('a touch of the desktop pauses the run, the trace says so, and the take-over key hands back', async () => {
  const running = start([], [LONG], { isTerminal: true })
  await until(() => running.desktop.human.watchers > 0)
  await until(() => running.out().includes('Session'))
  const { human } = running.desktop
  const key = (code: string, down: boolean) => human.emit({ kind: 'key', code, down, atMs: 0 })
  const takeOver = () => {
    for (const code of ['ControlLeft', 'AltLeft', 'Space']) key(code, true)
    for (const code of ['Space', 'AltLeft', 'ControlLeft']) key(code, false)
  }
  key('KeyX', true)
  key('KeyX', false)
  await until(() => running.out().includes('You have control. Deskhand goes on 5 s after your last input.'))
  takeOver()
  await until(() => running.out().includes('Going on (by hotkey)'))
  expect(running.out()).toContain('You: pressed keys in “Form”')
  takeOver()
  await until(() => running.out().includes('You have control until you hand back (by hotkey)'))
  running.signal('SIGINT')
  expect(await running.ended).toBe(130)
})
