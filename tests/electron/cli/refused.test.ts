import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { createModel } from '../../../electron/cli/models.js'
import { call, recordsIn, scripted, sessionsIn, temporaryHome, type CallOptions } from './call.js'

/** Exit code, nothing on stdout, exactly one sentence on stderr, and no session. */
async function refused(words: readonly string[], code: number, sentence: RegExp | string, options: CallOptions = {}) {
  const done = call(words, options)
  expect(await done.ended).toBe(code)
  expect(done.out()).toBe('')
  expect(done.err()).toMatch(sentence)
  expect(done.err()).toMatch(/^[^\n]+[.”`]\n$/)
  expect(done.err()).not.toMatch(/\bat \S+:\d+/)
  expect(sessionsIn(done.home)).toEqual([])
}

test.each<[string, RegExp]>([
  ['rnu', /There is no command `rnu`; the nearest one is `run`\./],
  ['zzzzzzzzzzzz', /There is no command `zzzzzzzzzzzz`; `deskhand --help` lists what there is\./],
  ['--jsn', /There is no flag `--jsn`/],
  ['run', /Say what to do/],
  ['run one two', /must be one argument/],
  ['run x --jsno', /There is no flag `--jsno` of `run`; the nearest one is `--json`\./],
  ['run x -x', /There is no flag `-x` of `run`/],
  ['run x --json=1', /--json takes no value/],
  ['run x --model', /--model needs a value: ID/],
  ['run x --model --json', /--model needs a value: ID/],
  ['run x --model=', /--model needs a value: ID/],
  ['run x --model a --model b', /--model is given twice/],
  ['run x --provider opnai', /--provider cannot be `opnai`.*the nearest one is `openai`/],
  ['run x --effort loud', /--effort cannot be `loud`: it must be one of none, minimal/],
  ['run x --approve maybe', /--approve cannot be `maybe`: it must be one of ask, risky, never/],
  ['run x --max-steps 1.5', /--max-steps cannot be `1.5`: it must be a whole number/],
  ['run x --max-cost -1', /--max-cost cannot be `-1`: it must be a number from 0/],
  ['run x --max-minutes ten', /--max-minutes cannot be `ten`/],
  ['run x --base-url ftp://x', /--base-url cannot be `ftp:\/\/x`: it must be an http or https address/],
  ['run x --display virtual:10', /--display cannot be `virtual:10`/],
  ['run x --display virtual:10x10', /sides from 320 to 7680/],
  ['run x --secret PIN', /--secret `PIN=…` must be NAME=env:VARIABLE/],
  ['run x --secret PIN=1234', /--secret `PIN=…` must be/],
  ['run x --secret PIN=env:NOT_SET', /the variable NOT_SET is not set/],
  ['run x --secret PIN=env:HOME_PIN --secret PIN=env:HOME_PIN', /PIN is given twice|not set/],
  ['run x --image nowhere.png', /--image nowhere\.png cannot be read: it does not exist/],
  ['run x --image .', /it is a folder/],
  ['run x --provider scripted', /name it with --model FILE/],
  ['switch', /Say to what: `deskhand switch --model ID`/],
  ['switch --effort loud', /--effort cannot be `loud`: it must be one of none, .*default/],
  ['switch --provider opnai', /the nearest one is `openai`/],
  ['resume', /Say which session/],
  ['resume NOPE', /There is no session “NOPE”/],
  ['resume --last', /There is no session yet/],
  ['show', /Say which session/],
  ['show A B', /takes one session/],
  ['show NOPE', /There is no session “NOPE”/],
  ['export NOPE --html x.html', /There is no session “NOPE”/],
  ['export NOPE', /Say where to/],
  ['rm NOPE', /There is no session “NOPE”/],
  ['sessions x', /takes no words/],
  ['models x', /takes no words/],
  ['doctor x', /takes no words/],
  ['steer', /Say what the session shall know/],
  ['pause A B', /takes one ID/],
  ['help nothing', /There is no command `nothing`/],
])('`%s` is refused with exit 2', async (line, sentence) => {
  await refused(line.split(' '), 2, sentence)
})

test.each([
  ['serve', '`serve` is not built yet.'],
  ['mcp', '`mcp` is not built yet.'],
  ['run x --dialect qwen3', 'must be one of ui-tars-2, '],
])('`%s` is refused by its name', async (line, sentence) => {
  await refused(line.split(' '), 2, sentence)
})

test('a secret written out by mistake is not repeated', async () => {
  const done = call(['run', 'x', '--secret', 'PIN=hunter2'])
  expect(await done.ended).toBe(2)
  expect(done.err()).not.toContain('hunter2')
})

test('a key that is missing is said by name', async () => {
  await refused(['run', 'x', '--provider', 'openai'], 2, /`openai` needs a key: set OPENAI_API_KEY/)
  await refused(['run', 'x', '--model', 'gpt-5.5'], 2, /set OPENAI_API_KEY/, { env: { OPENAI_API_KEY: '' } })
  await refused(['run', 'x', '--provider', 'anthropic'], 2, /`anthropic` needs a key: set ANTHROPIC_API_KEY/)
  await refused(['run', 'x', '--model', 'gemini-3.8-flash'], 2, /`gemini` needs a key: set GEMINI_API_KEY/)
})

test('a task that offline cannot parse names the line and the key of a real model', async () => {
  await refused(['run', 'press ctrl+s\nmake me happy'], 2, /line 2.*make me happy.*OPENAI_API_KEY/is)
})

test('an empty task is refused, from stdin too', async () => {
  await refused(['run', ' '], 2, /task is empty/)
  const stdin = new PassThrough()
  stdin.end('\n \n')
  await refused(['run', '-'], 2, /task is empty/, { stdin })
})

test('a file that is no picture, or half of one, is refused', async () => {
  const home = temporaryHome()
  const image = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  writeFileSync(join(home, 'text.png'), 'no picture')
  writeFileSync(join(home, 'half.png'), image.subarray(0, image.length / 2))
  writeFileSync(join(home, 'moving.gif'), await sharp(image).gif().toBuffer())
  for (const name of ['text.png', 'half.png', 'moving.gif']) {
    await refused(['run', 'x', '--image', name], 2, /is no PNG, JPEG or WebP picture/, { home })
  }
})

test('a broken settings file is refused with its place, before anything else of the task', async () => {
  const home = temporaryHome()
  writeFileSync(join(home, 'config.json'), '{ "model": }')
  await refused(['run', 'x', '--provider', 'openai'], 2, /config\.json is broken: line 1, column 12 is no JSON/, { home })
})

test('a script that is wrong is refused with the place in it', async () => {
  const home = temporaryHome()
  const words = scripted(home, [{ actions: [{ kind: 'fly' }] }])
  await refused(['run', 'x', ...words], 2, /script\.json/, { home })
})

test('no display is exit 6 and names the way out', async () => {
  const home = temporaryHome()
  const words = scripted(home, [{ text: 'Done.' }])
  await refused(['run', 'x', ...words], 6, /no display \(\$DISPLAY is not set\).*--display virtual/, {
    home,
    env: { DISPLAY: '' },
  })
  await refused(['run', 'x', ...words, '--display', 'nine'], 6, /There is no display `nine`; there is /, { home })
})

test('what is missing (exit 2) is said before the missing display (exit 6)', async () => {
  await refused(['run', 'x', '--provider', 'openai'], 2, /OPENAI_API_KEY/, { env: { DISPLAY: '' } })
})

test('a desktop that cannot be opened, or is not permitted, is exit 6', async () => {
  const home = temporaryHome()
  const words = ['run', 'x', ...scripted(home, [{ text: 'Done.' }])]
  const problem = { kind: 'no-display', message: 'The display :7 cannot be opened.', retryable: false } as const
  await refused(words, 6, /cannot be opened/, { home, plugs: { openBridge: () => Promise.resolve({ ok: false, problem }) } })
  await refused([...words, '--display', 'virtual'], 6, /cannot be opened/, {
    home,
    plugs: { openVirtualDesktop: () => Promise.resolve({ ok: false, problem }) },
  })
})

test('a program that does not start ends it before there is a session', async () => {
  const home = temporaryHome()
  const problem = { kind: 'open-program', message: 'The program “nope” is not there.', retryable: false } as const
  await refused(['run', 'x', '--open', 'nope', ...scripted(home, [{ text: 'Done.' }])], 2, /“nope” is not there/, {
    home,
    plugs: { launchProgram: () => Promise.resolve({ ok: false, problem }) },
  })
})

test('no model is asked when something else is wrong', async () => {
  const home = temporaryHome()
  let thoughts = 0
  const counting: typeof createModel = async (choice, needs) => {
    const model = await createModel(choice, needs)
    if (!model.ok) return model
    const think: typeof model.value.think = (...asked) => {
      thoughts += 1
      return model.value.think(...asked)
    }
    return { ok: true, value: { ...model.value, think } }
  }
  const words = ['run', 'x', ...scripted(home, [{ text: 'Done.' }])]
  await refused([...words, '--display', 'nine'], 6, /no display/, { home, plugs: { createModel: counting } })
  expect(thoughts).toBe(0)
})

test('help and version go to stdout with exit 0', async () => {
  for (const words of [[], ['--help'], ['-h'], ['help'], ['run', '--help'], ['help', 'run'], ['fork', '--help'], ['--version']]) {
    const done = call(words)
    expect(await done.ended).toBe(0)
    expect(done.out()).not.toBe('')
    expect(done.err()).toBe('')
  }
  const run = call(['run', '--help'])
  await run.ended
  expect(run.out()).toContain('--max-steps N')
  expect(run.out()).toMatch(/--output-schema FILE +the final answer/)
})

test('a folder in the way of the sessions is exit 1 with one sentence', async () => {
  const home = temporaryHome()
  const words = ['run', 'x', ...scripted(home, [{ text: 'Done.' }])]
  mkdirSync(join(home, 'other'))
  writeFileSync(join(home, 'sessions'), 'a file')
  const done = call(words, { home })
  expect(await done.ended).toBe(1)
  expect(done.err()).toMatch(/^The folder .* could not be made: .*\n$/)
  expect(await recordsIn(home)).toEqual([])
})
