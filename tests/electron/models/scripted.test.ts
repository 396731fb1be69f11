import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createScriptedModel, readScript } from '../../../electron/models/scripted.js'
import { Conversation, done } from './conversation.js'

describe('the scripted model', () => {
  it('plays one turn after the other', async () => {
    const model = createScriptedModel({
      script: [
        { reasoning: ['Look.'], commentary: 'I click.', actions: [{ kind: 'click', x: 1, y: 2 }] },
        { plan: [{ text: 'Write', status: 'active' }], calls: [{ kind: 'tool', name: 'shell', input: { a: 1 } }] },
        { text: 'Done.' },
      ],
    })
    const conversation = new Conversation()
    const first = await conversation.answer(model)
    expect(first).toMatchObject({
      reasoning: ['Look.'],
      messages: [{ text: 'I click.', phase: 'commentary' }],
      usage: null,
      calls: [
        {
          kind: 'computer',
          callId: 'scripted_1_1',
          actions: [{ ok: true, action: { kind: 'click', x: 1, y: 2, button: 'left', count: 1, modifiers: [] } }],
        },
      ],
    })
    const second = await conversation.answer(model, { results: first.calls.map((call) => done(call)), notes: ['Hurry.'] })
    expect(second.calls).toEqual([{ kind: 'tool', callId: 'scripted_2_1', name: 'shell', input: { a: 1 } }])
    expect(second.plan).toEqual([{ text: 'Write', status: 'active' }])
    const third = await conversation.answer(model)
    expect(third.messages).toEqual([{ text: 'Done.', phase: 'final_answer' }])
    expect(JSON.stringify(conversation.history)).toContain('Hurry.')
  })

  it('fails after its last turn, and where the script says so', async () => {
    const problem = { kind: 'model-overloaded', message: 'Busy.', retryable: true, waitMs: 5 } as const
    const model = createScriptedModel({ script: [{ problem }, { text: 'Done.' }] })
    const conversation = new Conversation()
    expect(await conversation.problem(model)).toEqual(problem)
    await conversation.answer(model)
    expect(await conversation.problem(model)).toEqual({
      kind: 'model-answer',
      message: 'The script has no turn 3: it ends after 2.',
      retryable: false,
    })
  })

  it('goes on where a log of another process ends', async () => {
    const script = [{ text: 'One.' }, { text: 'Two.' }]
    const conversation = new Conversation()
    await conversation.answer(createScriptedModel({ script }))
    const answer = await conversation.answer(createScriptedModel({ script }))
    expect(answer.messages[0]!.text).toBe('Two.')
  })

  it('is given up in the middle of a delay', async () => {
    const model = createScriptedModel({ script: [{ reasoning: ['Slow.'], delayMs: 60_000, text: 'Done.' }] })
    const giveUp = new AbortController()
    const answer = await model.think(new Conversation().request(model), giveUp.signal, () => setImmediate(() => giveUp.abort()))
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
  })

  it('hands on what is no action, safety checks and usage', async () => {
    const model = createScriptedModel({
      script: [
        {
          calls: [
            {
              kind: 'computer',
              actions: [{ kind: 'unreadable', shown: '{"type":"pinch"}', message: 'There is no action "pinch".' }],
              safetyChecks: [{ id: 'sc_1', message: 'Really?' }],
            },
          ],
          usage: { input: 10, usd: 0.5 },
        },
      ],
    })
    const answer = await new Conversation().answer(model)
    expect(answer.calls[0]).toMatchObject({
      actions: [{ ok: false, shown: '{"type":"pinch"}', problem: { kind: 'unknown-action' } }],
      safetyChecks: [{ id: 'sc_1', message: 'Really?' }],
    })
    expect(answer.usage).toEqual({ input: 10, cached: 0, cacheWrite: 0, output: 0, reasoning: 0, imageTokens: 0, usd: 0.5 })
  })

  it('needs nothing to be reached', async () => {
    const model = createScriptedModel({ script: [{ text: 'Done.' }] })
    expect(model.check('anything')).toEqual({ ok: true, value: undefined })
    expect(await model.reach(new AbortController().signal)).toEqual({ ok: true, value: { ms: 0 } })
  })
})

describe('a script file', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'script-'))))
  afterEach(() => rm(folder, { recursive: true }))

  const write = async (content: unknown) => {
    const file = join(folder, 'script.json')
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
    return readScript(file)
  }

  it('is read as docs/scripted-model.md shows it', async () => {
    const page = await readFile('docs/scripted-model.md', 'utf8')
    const example = /```json\n([\s\S]+?)```/.exec(page)![1]!
    const script = await write(example)
    if (!script.ok) throw new Error(script.problem.message)
    const model = createScriptedModel({ script: script.value })
    expect((await new Conversation().answer(model)).calls[0]).toMatchObject({ actions: [{ ok: true }, { ok: true }] })
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '{"turns":', 'is not JSON'],
    ['no turns', { turns: [] }, 'wrong at turns:'],
    ['a field that means nothing', { turns: [{ txt: 'Done.' }] }, 'wrong at turns[0]: Unrecognized key: "txt"'],
    [
      'a wrong action',
      { turns: [{ text: 'a' }, { actions: [{ kind: 'click', x: 'left', y: 1 }] }] },
      'wrong at turns[1].actions[0].x:',
    ],
    [
      'a field no action has',
      { turns: [{ actions: [{ kind: 'wait', ms: 1, seconds: 2 }] }] },
      'turns[0].actions[0]: Unrecognized key: "seconds"',
    ],
    ['an unknown action', { turns: [{ actions: [{ kind: 'pinch' }] }] }, 'turns[0].actions[0].kind:'],
    [
      'an answer beside a problem',
      { turns: [{ text: 'a', problem: { kind: 'bug', message: 'b', retryable: false } }] },
      'turns[0]: a turn with a problem',
    ],
  ])('with %s is refused with its place', async (_, content, words) => {
    const script = await write(content)
    expect(script).toMatchObject({ ok: false, problem: { kind: 'configuration', retryable: false } })
    const message = script.ok ? '' : script.problem.message
    expect(message).toContain(join(folder, 'script.json'))
    expect(message).toContain(words)
  })

  it('that is not there is said', async () => {
    const script = await readScript(join(folder, 'none.json'))
    expect(script).toMatchObject({ ok: false, problem: { kind: 'configuration' } })
    expect(script.ok ? '' : script.problem.message).toContain('cannot be read')
  })
})
