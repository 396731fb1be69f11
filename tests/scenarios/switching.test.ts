/** Another model or effort in the middle of a run, over the wire to strict servers: who is asked from when on, and what it knows. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createAnthropicModel } from '../../electron/models/anthropic.js'
import type { LoadFrame, Model } from '../../electron/models/model.js'
import { createOfflineModel } from '../../electron/models/offline/offline.js'
import { createOpenAiModel } from '../../electron/models/openai.js'
import type { Command } from '../../electron/protocol/command.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import type { Clock, SessionOptions, SessionPorts } from '../../electron/runner/running-session.js'
import { startSession } from '../../electron/runner/run-session.js'
import { foldLog } from '../../electron/agent/fold.js'
import { openFakeDesktop } from '../../native-bridge/index.js'
import { startFakeAnthropicServer, type FakeAnthropicServer } from '../support/fake-anthropic-server.js'
import { startFakeResponsesServer, type FakeResponsesServer, type FakeTurn } from '../support/fake-responses-server.js'
import { memoryLog, type MemoryLog } from '../support/memory-log.js'
import { NAME, only, SAVE, WINDOW } from '../support/scenario.js'

const clock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}

let openai: FakeResponsesServer
let anthropic: FakeAnthropicServer
afterEach(async () => {
  await openai.close()
  await anthropic.close()
})

interface Run {
  readonly openai: readonly FakeTurn[]
  readonly anthropic?: Parameters<typeof startFakeAnthropicServer>[0]['turns']
  readonly options?: Partial<SessionOptions>
  readonly earlier?: MemoryLog
  readonly first?: { readonly model?: string; readonly effort?: 'high' }
  readonly on?: (event: SessionEvent, say: (command: Command) => void) => void
}

async function run(run: Run) {
  openai = await startFakeResponsesServer({ turns: run.openai, apiKey: 'k' })
  anthropic = await startFakeAnthropicServer({ turns: run.anthropic ?? [], apiKey: 'k' })
  const desktop = openFakeDesktop({ windows: [WINDOW], clock })
  const displays = await desktop.bridge.displays.list()
  if (!displays.ok) throw new Error(displays.problem.message)
  const past = run.earlier?.events ?? []
  const log = memoryLog(clock, past)
  const loadFrame: LoadFrame = async (id) => {
    const found = await log.loadFrame(id)
    return found.ok || !run.earlier ? found : run.earlier.loadFrame(id)
  }
  const make = (provider: string, model: string | undefined, effort: string | null): Model => {
    if (provider === 'offline')
      return createOfflineModel({ text: desktop.bridge.text, listWindows: () => desktop.bridge.windows.list() })
    const options = { apiKey: 'k', model, loadFrame, ...(effort === null ? {} : { effort: effort as 'high' }) }
    return provider === 'openai'
      ? createOpenAiModel({ ...options, baseUrl: openai.url })
      : createAnthropicModel({ ...options, baseUrl: anthropic.url })
  }
  const makeModel: SessionPorts['makeModel'] = (wish, now) => {
    if (wish.model === 'nobody') {
      const problem = { kind: 'missing-key', message: 'There is no key for that.', retryable: false } as const
      return Promise.resolve({ ok: false, problem })
    }
    const provider = wish.provider ?? now.provider
    const own = provider === now.provider ? now.model : undefined
    return Promise.resolve({ ok: true, value: make(provider, wish.model ?? own, wish.effort) })
  }
  const { model = undefined, effort = null } = run.first ?? {}
  const session = startSession(
    { bridge: desktop.bridge, model: make('openai', model, effort), makeModel, log, clock },
    {
      task: 'Save the form',
      images: [],
      display: displays.value[0]!,
      displays: displays.value,
      approvals: 'risky',
      limits: { steps: 20, costUsd: 5, minutes: 60 },
      secrets: [],
      canAnswer: () => true,
      atLimit: 'finish',
      dryRun: false,
      shownSettings: { effort },
      version: '0.1.0',
      past,
      addition: null,
      ...run.options,
    },
  )
  log.subscribe((event) => run.on?.(event, (command) => session.command(command, 'person')))
  const end = await session.ended
  expect(openai.refused).toEqual([])
  expect(anthropic.refused).toEqual([])
  expect(foldLog(log.events).strangeAt).toBe(null)
  return { end, log, events: log.events, desktop }
}

const type: FakeTurn = {
  reasoning: 'The name comes first.',
  computer: [
    { type: 'click', button: 'left', ...NAME, keys: null },
    { type: 'type', text: 'Ann' },
  ],
}
const save: FakeTurn = { computer: [{ type: 'click', button: 'left', ...SAVE }] }

/** Says it once, with the first line that fits. */
function once(fits: (event: SessionEvent) => boolean, command: Command): NonNullable<Run['on']> {
  let isSaid = false
  return (event, say) => {
    if (isSaid || !fits(event)) return
    isSaid = true
    say(command)
  }
}
const atFirst =
  (kind: SessionEvent['type']) =>
  (event: SessionEvent): boolean =>
    event.type === kind

describe('a model that is switched within one wire format', () => {
  it('asks the next turn of the new model with the new effort, with all that was before, and carries the plan out', async () => {
    const { end, events, desktop } = await run({
      openai: [type, save, { text: 'Saved.' }],
      on: once(atFirst('action.started'), { type: 'switch', model: 'gpt-6.2-sol', effort: 'high' }),
    })
    expect(end).toMatchObject({ status: 'done', text: 'Saved.' })
    expect(desktop.textOf('name')).toBe('Ann')
    expect(openai.turns.map(({ model, reasoning }) => [model, reasoning?.effort])).toEqual([
      ['gpt-6.1-sol', undefined],
      ['gpt-6.2-sol', 'high'],
      ['gpt-6.2-sol', 'high'],
    ])
    const items = openai.turns[1]?.input as readonly { type?: string }[]
    expect(items.map((item) => item.type)).toEqual(expect.arrayContaining(['reasoning', 'computer_call', 'computer_call_output']))
    expect(only(events, 'model.changed')).toMatchObject([
      { turn: 2, provider: 'openai', model: 'gpt-6.2-sol', effort: 'high', by: 'person', conversation: 'kept' },
    ])
    // the dearer model's turn is counted at its own price
    const [first, second] = only(events, 'usage').map(({ forTurn }) => forTurn)
    expect(second?.usd).not.toBe(first?.usd)
  })

  it('gives up the request under way, and what comes of it is never done', async () => {
    const { end, events, desktop } = await run({
      openai: [{ ...type, delayMs: 60_000 }, { text: 'Nothing to do.' }],
      on: (event, say) => {
        // the look is over, so the request is on its way
        if (event.type === 'frame' && openai.turns.length === 0) {
          const asked = setInterval(() => {
            if (openai.turns.length === 0) return
            clearInterval(asked)
            say({ type: 'switch', effort: 'low' })
          }, 5)
        }
      },
    })
    expect(end).toMatchObject({ status: 'done', text: 'Nothing to do.' })
    expect(openai.turns.map(({ reasoning }) => reasoning?.effort)).toEqual([undefined, 'low'])
    expect(desktop.textOf('name')).toBe('')
    expect(only(events, 'turn.started')).toHaveLength(1)
  })

  it('ends a long wait for a server that is asked too often', async () => {
    const { end, events } = await run({
      openai: [{ fault: { kind: 'http', status: 429, headers: { 'retry-after': '120' } } }, { text: 'Nothing to do.' }],
      on: once(atFirst('problem'), { type: 'switch', model: 'gpt-6.1-terra' }),
    })
    expect(only(events, 'problem')).toMatchObject([{ kind: 'model-rate-limit', waitMs: 120_000 }])
    expect(end.status).toBe('done')
    expect(openai.turns.map(({ model }) => model)).toEqual(['gpt-6.1-sol', 'gpt-6.1-terra'])
    expect(end.totals.ms).toBeLessThan(60_000)
  })
})

describe('a model of another wire format', () => {
  const switched = () =>
    run({
      openai: [{ commentary: 'The invoice is no. 4711.', ...type }],
      anthropic: [{ computer: [{ name: 'left_click', input: { coordinate: [SAVE.x, SAVE.y] } }] }, { text: 'Saved.' }],
      on: (event, say) => {
        if (event.type === 'message') say({ type: 'steer', text: 'Use the blue form.', when: 'next-turn' })
        if (event.type === 'action.started' && event.id === 'a1.1')
          say({ type: 'switch', provider: 'anthropic', model: 'claude-opus-5-5', effort: 'high' })
      },
    })

  it('is told the task, what the person said, and what was said and done', async () => {
    const { end, events, desktop } = await switched()
    expect(end).toMatchObject({ status: 'done', text: 'Saved.' })
    expect(desktop.textOf('name')).toBe('Ann')
    expect(only(events, 'model.changed')).toMatchObject([{ turn: 2, provider: 'anthropic', conversation: 'summary' }])
    const [first, second] = anthropic.turns
    expect(first?.messages).toHaveLength(1)
    const told = JSON.stringify(first)
    for (const words of ['Save the form', 'Use the blue form.', 'no. 4711', '\\"Ann\\"', 'take over this task'])
      expect(told).toContain(words)
    expect(first?.output_config).toMatchObject({ effort: 'high' })
    // its own conversation goes on from there as ever
    expect(second?.messages).toHaveLength(3)
  })

  it('goes on after a resume with its own conversation, and with the first one’s again only in words', async () => {
    const earlier = await switched()
    await openai.close()
    await anthropic.close()
    const back = await run({
      openai: [{ text: 'Printed.' }],
      earlier: earlier.log,
      options: { addition: 'now also print it' },
    })
    expect(back.end).toMatchObject({ status: 'done', text: 'Printed.' })
    const resumed = back.events.findIndex((event) => event.type === 'session.resumed')
    expect(back.events[resumed + 1]).toMatchObject({ type: 'model.changed', model: 'gpt-6.1-sol', conversation: 'summary' })
    const [request] = openai.turns
    expect((request?.input as readonly { type?: string }[]).some((item) => item.type === 'computer_call')).toBe(false)
    for (const words of ['claude-opus-5-5', 'no. 4711', 'now also print it']) expect(JSON.stringify(request)).toContain(words)
  })
})

it('a life that goes on with the model of the log says nothing of it and sends the whole conversation', async () => {
  const earlier = await run({
    openai: [type, { text: 'Typed.' }],
    on: once(atFirst('action.started'), { type: 'switch', model: 'gpt-6.2-sol', effort: 'high' }),
  })
  await openai.close()
  await anthropic.close()
  const back = await run({
    openai: [{ text: 'Saved.' }],
    earlier: earlier.log,
    first: { model: 'gpt-6.2-sol', effort: 'high' },
    options: { addition: 'now also save it' },
  })
  expect(only(back.events, 'model.changed')).toHaveLength(1)
  expect(openai.turns[0]).toMatchObject({ model: 'gpt-6.2-sol', reasoning: { effort: 'high' } })
  expect(JSON.stringify(openai.turns[0]?.input)).toContain('computer_call_output')
})

it.each([
  [{ type: 'switch', model: 'nobody' }, /There is no key for that/],
  [{ type: 'switch', effort: 'minimal' }, /knows no effort "minimal"; it knows low/],
  [{ type: 'switch', provider: 'offline' }, /./],
] as const)('%j is refused with one sentence, and the run goes on', async (command, sentence) => {
  const { end, events } = await run({
    openai: [type, { text: 'Typed.' }],
    on: once(atFirst('action.started'), command),
  })
  expect(end.status).toBe('done')
  expect(only(events, 'model.changed')).toEqual([])
  const [problem] = only(events, 'problem')
  expect(problem).toMatchObject({ kind: 'bad-command' })
  expect(problem?.message).toMatch(sentence)
})
