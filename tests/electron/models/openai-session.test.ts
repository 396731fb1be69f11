/** Whole sessions with the OpenAI model: real HTTP to the strict server, the real runner, the desktop in memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createOpenAiModel } from '../../../electron/models/openai.js'
import type { Clock, SessionOptions } from '../../../electron/runner/running-session.js'
import { startSession } from '../../../electron/runner/run-session.js'
import { openFakeDesktop } from '../../../native-bridge/index.js'
import { startFakeResponsesServer, type FakeResponsesServer, type FakeTurn } from '../../support/fake-responses-server.js'
import { memoryLog } from '../../support/memory-log.js'
import { NAME, only, resultsOf, SAVE, typesOf, WINDOW } from '../../support/scenario.js'

const clock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}

let server: FakeResponsesServer
afterEach(() => server.close())

async function run(turns: readonly FakeTurn[], options: Partial<SessionOptions> = {}, key = 'k') {
  server = await startFakeResponsesServer({ turns, apiKey: 'k' })
  const desktop = openFakeDesktop({ windows: [WINDOW], clock })
  const displays = await desktop.bridge.displays.list()
  if (!displays.ok) throw new Error(displays.problem.message)
  const log = memoryLog(clock)
  const model = createOpenAiModel({ apiKey: key, baseUrl: server.url, loadFrame: (id) => log.loadFrame(id) })
  const session = startSession(
    { bridge: desktop.bridge, model, log, clock },
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
      shownSettings: {},
      version: '0.1.0',
      past: [],
      addition: null,
      ...options,
    },
  )
  return { end: await session.ended, events: log.events, desktop }
}

const type: FakeTurn = {
  reasoning: 'The name comes first.',
  computer: [
    { type: 'click', button: 'left', ...NAME, keys: null },
    { type: 'type', text: 'Ann' },
  ],
}
const save: FakeTurn = { commentary: 'Now I save.', computer: [{ type: 'click', button: 'left', ...SAVE }] }

describe('a session with the OpenAI model', () => {
  it('works on the desktop, tells the server what it must know, and ends with the final text', async () => {
    const { end, events, desktop } = await run([
      type,
      { tools: [{ name: 'update_plan', arguments: { items: [{ text: 'Save', status: 'active' }] } }] },
      { fault: { kind: 'http', status: 503, headers: { 'retry-after-ms': '1' } } },
      save,
      { text: 'The form is saved.' },
    ])
    expect(server.refused).toEqual([])
    expect(end).toMatchObject({ status: 'done', text: 'The form is saved.' })
    expect(desktop.textOf('name')).toBe('Ann')
    expect(desktop.events).toContainEqual(expect.objectContaining({ kind: 'button', control: 'save', down: true }))
    expect(typesOf(events)).toEqual(expect.arrayContaining(['reasoning', 'message', 'plan', 'usage', 'model.items', 'problem']))
    expect(only(events, 'problem')).toMatchObject([{ kind: 'model-overloaded', retryable: true }])
    expect(end.totals.usage.usd).toBeGreaterThan(0)
    expect(end.totals.usage.imageTokens).toBeGreaterThan(0)
  })

  it('tells the model of a key that does not exist and of a point outside, and goes on', async () => {
    const { end, events } = await run([
      {
        computer: [
          { type: 'keypress', keys: ['NOKEY'] },
          { type: 'type', text: 'never' },
        ],
      },
      { computer: [{ type: 'pinch' }, { type: 'click', x: 90_000, y: 1 }] },
      { tools: [{ name: 'finish', arguments: { status: 'failed', text: 'I cannot.' } }] },
    ])
    expect(server.refused).toEqual([])
    expect(end).toMatchObject({ status: 'failed', text: 'I cannot.' })
    const told = server.turns.map(({ input }) => JSON.stringify(input))
    expect(told[1]).toMatch(/1 of 2, keypress: failed.*2 of 2, type: skipped/)
    expect(told[2]).toContain('There is no action \\"pinch\\"')
    expect(resultsOf(events)).toContain('a1.2 skipped')
  })

  it('ends with one sentence after one request when the key is refused', async () => {
    const { end, events } = await run([], {}, 'wrong')
    expect(end).toMatchObject({ status: 'failed', problem: { kind: 'model-auth' } })
    expect(server.requests).toHaveLength(1)
    expect(only(events, 'problem')).toHaveLength(1)
  })

  it('asks again after a broken stream and does nothing twice', async () => {
    const { end, desktop } = await run([{ ...type, fault: { kind: 'cut' } }, type, { text: 'Typed.' }])
    expect(server.refused).toEqual([])
    expect(end.status).toBe('done')
    expect(desktop.textOf('name')).toBe('Ann')
  })
})
