import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Plugs } from '../../../electron/cli/plugs.js'
import { sessionProblems } from '../../support/event-schema.js'
import { call, recordsIn, scripted, sessionsIn, temporaryHome } from './call.js'

const SAVE = { kind: 'click', x: 170, y: 140 }
const CLICK_AND_SAY = [{ reasoning: ['The form is filled in.'], actions: [SAVE] }, { text: 'Saved.' }]

test('--json prints the log, line for line, and nothing else', async () => {
  const home = temporaryHome()
  const done = call(['run', 'Save the form', '--json', ...scripted(home, CLICK_AND_SAY)], { home })
  expect(await done.ended).toBe(0)
  const [session = ''] = sessionsIn(home)
  expect(done.out()).toBe(readFileSync(join(home, 'sessions', session, 'log.jsonl'), 'utf8'))
  expect(done.err()).toBe('')
  const events = done.events()
  expect(sessionProblems(events)).toEqual([])
  expect(events[0]).toMatchObject({ type: 'session.started', task: 'Save the form', provider: 'scripted', version: '0.1.0' })
  expect(events.at(-1)).toMatchObject({ type: 'session.finished', status: 'done', text: 'Saved.' })
  expect(done.desktop.clicksOn('save')).toBe(1)
})

test('without --json the trace is for a person: steps, why, result, the answer, no colours in a pipe', async () => {
  const home = temporaryHome()
  const done = call(['run', 'Save the form', ...scripted(home, CLICK_AND_SAY)], { home })
  expect(await done.ended).toBe(0)
  expect(done.out()).toMatch(/Save the form[^]*The form is filled in\.[^]*1 {2}Click at 170, 140[^]*Saved\.[^]*Done/)
  expect(done.out()).not.toContain('\u001b')
  expect(done.err()).toBe('')
})

test('a plan is shown whole once, then only what is worked on; saying something has no effect to miss', async () => {
  const home = temporaryHome()
  const plan = (first: string, second: string) => [
    { text: 'Find the form', status: first },
    { text: 'Save it', status: second },
  ]
  const done = call(
    [
      'run',
      'x',
      ...scripted(home, [
        { plan: plan('active', 'pending'), actions: [SAVE] },
        { plan: plan('done', 'active'), actions: [{ kind: 'done', status: 'done', text: 'Saved.' }] },
      ]),
    ],
    { home },
  )
  expect(await done.ended).toBe(0)
  expect(done.out().match(/[>·x] (Find the form|Save it)/g)).toEqual(['> Find the form', '· Save it', '> Save it'])
  expect(done.out()).toMatch(/2 {2}Say that it is done {2}done/)
})

test('a terminal gets colours unless NO_COLOR is set', async () => {
  for (const [env, isColoured] of [
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
  ] as const) {
    const home = temporaryHome()
    const done = call(['run', 'x', ...scripted(home, CLICK_AND_SAY)], { home, env, isTerminal: true })
    expect(await done.ended).toBe(0)
    expect(done.out().includes('\u001b[')).toBe(isColoured)
  }
})

test('what a model or a task says cannot steer the terminal', async () => {
  const home = temporaryHome()
  const done = call(['run', 'x \u001b[2J', ...scripted(home, [{ reasoning: ['\u001b]0;evil\u0007'], text: 'a\u202Eb' }])], {
    home,
  })
  await done.ended
  expect(done.out()).not.toMatch(/[\u001b\u0007\u202E]/)
})

test('- reads the whole of stdin as the task', async () => {
  const home = temporaryHome()
  const stdin = new PassThrough()
  stdin.write('Save the form\n')
  stdin.end('and close it\n')
  const done = call(['run', '-', '--json', ...scripted(home, CLICK_AND_SAY)], { home, stdin })
  expect(await done.ended).toBe(0)
  expect(done.events()[0]).toMatchObject({ task: 'Save the form\nand close it' })
})

test('a declared failure is exit 1 with its sentence', async () => {
  const home = temporaryHome()
  const words = scripted(home, [{ actions: [{ kind: 'done', status: 'failed', text: 'There is no form.' }] }])
  const done = call(['run', 'x', '--json', ...words], { home })
  expect(await done.ended).toBe(1)
  expect(done.err()).toBe('There is no form.\n')
})

test('a rejected key is exit 1 with one sentence, after one request', async () => {
  const home = temporaryHome()
  const problem = { kind: 'model-auth', message: 'The key was refused. Set another one.', retryable: false }
  const done = call(['run', 'x', '--json', ...scripted(home, [{ problem }, { text: 'Never.' }])], { home })
  expect(await done.ended).toBe(1)
  expect(done.err()).toBe('The key was refused. Set another one.\n')
  expect(done.events().filter((event) => event.type === 'turn.started')).toHaveLength(1)
})

test('a limit is exit 5', async () => {
  const home = temporaryHome()
  const turns = Array.from({ length: 5 }, (_, index) => ({ actions: [{ kind: 'click', x: 100 + index * 40, y: 300 }] }))
  const done = call(['run', 'x', '--json', '--max-steps', '2', ...scripted(home, turns)], { home })
  expect(await done.ended).toBe(5)
  expect(done.events().at(-1)).toMatchObject({ status: 'limit' })
  expect(done.err()).toMatch(/^[^\n]+\n$/)
})

test('settings and flags reach the session, and what they are stands in its log without secrets', async () => {
  const home = temporaryHome()
  writeFileSync(join(home, 'config.json'), JSON.stringify({ limits: { steps: 7 }, approvals: 'never', modle: 'x' }))
  const words = ['--secret', 'PIN=env:THE_PIN', '--max-cost', '0.5', '--base-url', 'http://me:pass@127.0.0.1/v1']
  const script = scripted(home, [{ actions: [SAVE, { kind: 'type', text: '{{secret:PIN}}' }] }, { text: 'ok' }])
  const done = call(['run', 'x', '--json', ...words, ...script], { home, env: { THE_PIN: 'hunter2' } })
  expect(await done.ended).toBe(0)
  expect(done.events()[0]).toMatchObject({
    settings: { limits: { steps: 7, costUsd: 0.5, minutes: 60 }, approvals: 'never', baseUrl: 'http://127.0.0.1/v1' },
  })
  expect(done.out()).not.toContain('hunter2')
  expect(done.err()).toMatch(/^The setting “modle” in .* is not known; the nearest one is “model”\.\n$/)
  expect(done.desktop.strokes).toContainEqual({ kind: 'text', text: 'hunter2', isSecret: true })
})

test('a program that is opened does not find a secret in its environment, whatever the variable is called', async () => {
  const home = temporaryHome()
  const words = ['--secret', 'PIN=env:MAIL_PIN', '--open', 'editor']
  const hiddenAtStart: string[] = []
  const launchProgram: Plugs['launchProgram'] = () => {
    hiddenAtStart.push(...done.hidden)
    return Promise.resolve({ ok: true, value: { pid: 1, close: () => Promise.resolve() } })
  }
  const options = { home, env: { MAIL_PIN: 'hunter2' }, plugs: { launchProgram } }
  const done = call(['run', 'x', ...words, ...scripted(home, [{ text: 'ok' }])], options)
  expect(await done.ended).toBe(0)
  expect(hiddenAtStart).toEqual(['MAIL_PIN'])
})

test('a picture of the task is stored with the session and named in its first line', async () => {
  const home = temporaryHome()
  const image = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  writeFileSync(join(home, 'wanted.jpg'), image)
  const done = call(['run', 'x', '--json', '--image', 'wanted.jpg', ...scripted(home, [{ text: 'ok' }])], { home })
  expect(await done.ended).toBe(0)
  const [started] = done.events()
  const id = started?.type === 'session.started' ? started.images?.[0] : undefined
  const [session = ''] = sessionsIn(home)
  expect(readFileSync(join(home, 'sessions', session, 'frames', `${id}.png`))).toEqual(image)
})

test('--dry-run plans and sends nothing', async () => {
  const home = temporaryHome()
  const done = call(['run', 'x', '--json', '--dry-run', ...scripted(home, CLICK_AND_SAY)], { home })
  expect(await done.ended).toBe(0)
  expect(done.events().some((event) => event.type === 'action.proposed')).toBe(true)
  expect(done.desktop.strokes).toEqual([])
})

test('programs of --open start in order on the desktop of the session, and end with a private one only', async () => {
  for (const display of [[], ['--display', 'virtual:800x600']]) {
    const home = temporaryHome()
    const log: string[] = []
    const done = call(['run', 'x', ...display, '--open', 'one a', '--open', 'two', ...scripted(home, [{ text: 'ok' }])], {
      home,
      plugs: {
        openVirtualDesktop: (size) => {
          log.push(`desktop ${size.width}x${size.height}`)
          const close = () => Promise.resolve(void log.push('desktop ends'))
          return Promise.resolve({ ok: true, value: { xDisplay: ':55', env: { DISPLAY: ':55' }, close } })
        },
        launchProgram: (command, { env, waitForWindowMs }) => {
          log.push(`${command} on ${env['DISPLAY']} ${waitForWindowMs}`)
          return Promise.resolve({ ok: true, value: { pid: 1, close: () => Promise.resolve(void log.push(`${command} ends`)) } })
        },
      },
    })
    expect(await done.ended).toBe(0)
    const own = ['one a on :7 20000', 'two on :7 20000']
    const virtual = ['desktop 800x600', 'one a on :55 20000', 'two on :55 20000', 'one a ends', 'two ends', 'desktop ends']
    expect(log).toEqual(display.length === 0 ? own : virtual)
  }
})

test('a finished session goes on with what is added: same log, same provider, numbers go on', async () => {
  const home = temporaryHome()
  const turns = [{ text: 'Saved.' }, { actions: [SAVE] }, { text: 'Twice.' }]
  expect(await call(['run', 'Save', '--json', ...scripted(home, turns)], { home }).ended).toBe(0)
  const again = call(['resume', '--last', 'now also save again', '--json'], { home })
  expect(await again.ended).toBe(0)
  expect(sessionsIn(home)).toHaveLength(1)
  const log = readFileSync(join(home, 'sessions', sessionsIn(home)[0] ?? '', 'log.jsonl'), 'utf8')
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { seq: number; session: string; type: string })
  expect(sessionProblems(lines as never)).toEqual([])
  expect(again.events()[0]).toMatchObject({
    type: 'session.resumed',
    seq: lines.findIndex(({ type }) => type === 'session.resumed') + 1,
  })
  expect(again.events().at(-1)).toMatchObject({ status: 'done', text: 'Twice.' })
  expect(again.desktop.clicksOn('save')).toBe(1)
})

test('a done session without anything to add, a model that cannot take over and a stranger’s words are refused', async () => {
  const home = temporaryHome()
  await call(['run', 'Save', ...scripted(home, [{ text: 'Saved.' }])], { home }).ended
  for (const [words, sentence] of [
    [['--last'], /is done; say what it shall also do/],
    [
      ['--last', 'more', '--provider', 'offline'],
      /offline cannot go on with what .*script\.json began; start a new task with it/,
    ],
    [['--last', 'a', 'b'], /must be one argument/],
  ] as const) {
    const done = call(['resume', ...words], { home })
    expect(await done.ended).toBe(2)
    expect(done.err()).toMatch(sentence)
  }
})

test('a project’s settings count for the folder it is run in', async () => {
  const home = temporaryHome()
  mkdirSync(join(home, '.deskhand'))
  writeFileSync(join(home, '.deskhand', 'config.json'), JSON.stringify({ limits: { steps: 3 }, baseUrl: 'http://evil' }))
  const done = call(['run', 'x', '--json', ...scripted(home, [{ text: 'ok' }])], { home })
  expect(await done.ended).toBe(0)
  expect(done.events()[0]).toMatchObject({ settings: { limits: { steps: 3 }, baseUrl: null } })
  expect(done.err()).toMatch(/“baseUrl” in .* is not used/)
})

test('sessions, show, export and rm work on what was run', async () => {
  const home = temporaryHome()
  await call(['run', 'Save the form', ...scripted(home, CLICK_AND_SAY)], { home }).ended
  const [record] = await recordsIn(home)
  const id = record?.id ?? ''
  const said = async (...words: string[]) => {
    const done = call(words, { home })
    expect(await done.ended).toBe(0)
    expect(done.err()).toBe('')
    return done.out()
  }
  expect(JSON.parse(await said('sessions', '--json'))).toEqual(record)
  expect(await said('sessions')).toMatch(new RegExp(`^${id} .*Done +0.0 MB +Save the form\\nAll together 0.0 MB.\\n$`))
  expect(await said('show', id.slice(0, 10).toLowerCase())).toMatch(/Click at 170, 140[^]*Saved\./)
  expect(await said('show', '--last', '--json')).toBe(readFileSync(join(home, 'sessions', id, 'log.jsonl'), 'utf8'))
  expect(await said('export', id, '--html', 'replay.html')).toBe(`${join(home, 'replay.html')}\n`)
  expect(readFileSync(join(home, 'replay.html'), 'utf8')).toContain('Save the form')
  expect(await said('rm', id)).toBe(`The session ${id} is removed.\n`)
  expect(await said('sessions', '--json')).toBe('')
})

test('models lists what can be chosen, one object a line', async () => {
  const done = call(['models', '--json'])
  expect(await done.ended).toBe(0)
  const models = done
    .out()
    .trim()
    .split('\n')
    .map(
      (line) => JSON.parse(line) as { provider: string; isDefault: boolean; price: unknown; computer: string; efforts: unknown },
    )
  const isDefault = models.filter((model) => model.isDefault)
  expect(isDefault.map((model) => model.provider)).toEqual(['openai', 'anthropic', 'gemini', 'openai-chat', 'offline'])
  for (const { provider, price } of isDefault) expect(price === null).toBe(provider === 'offline')
  expect(isDefault.map((model) => model.computer)).toEqual([
    'computer',
    'computer_toolset_20260801',
    'computerUse',
    'dialect',
    'screen-text',
  ])
})
