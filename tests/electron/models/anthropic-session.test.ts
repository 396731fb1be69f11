/** Whole sessions with the Anthropic model: real HTTP to the strict server, the real runner, the desktop in memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createAnthropicModel } from '../../../electron/models/anthropic.js'
import type { Clock, SessionOptions } from '../../../electron/runner/running-session.js'
import { startSession } from '../../../electron/runner/run-session.js'
import { openFakeDesktop } from '../../../native-bridge/index.js'
import { startFakeAnthropicServer, type FakeAnthropicServer, type FakeTurn } from '../../support/fake-anthropic-server.js'
import { memoryLog } from '../../support/memory-log.js'
import { NAME, only, resultsOf, SAVE, typesOf, WINDOW } from '../../support/scenario.js'

const clock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}

let server: FakeAnthropicServer
afterEach(() => server.close())

async function run(turns: readonly FakeTurn[], options: Partial<SessionOptions> = {}, key = 'k') {
  server = await startFakeAnthropicServer({ turns, apiKey: 'k' })
  const desktop = openFakeDesktop({ windows: [WINDOW], clock })
  const displays = await desktop.bridge.displays.list()
  if (!displays.ok) throw new Error(displays.problem.message)
  const log = memoryLog(clock)
  const model = createAnthropicModel({ apiKey: key, baseUrl: server.url, loadFrame: (id) => log.loadFrame(id) })
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
  thinking: 'The name comes first.',
  computer: [
    { name: 'left_click', input: { coordinate: [NAME.x, NAME.y] } },
    { name: 'type', input: { text: 'Ann' } },
    { name: 'screenshot' },
  ],
}
const save: FakeTurn = { text: 'Now I save.', computer: [{ name: 'left_click', input: { coordinate: [SAVE.x, SAVE.y] } }] }

describe('a session with the Anthropic model', () => {
  it('works on the desktop, tells the server what it must know, and ends with the final text', async () => {
    const { end, events, desktop } = await run([
      type,
      { tools: [{ name: 'update_plan', input: { items: [{ text: 'Save', status: 'active' }] } }] },
      { fault: { kind: 'http', status: 529, headers: { 'retry-after-ms': '1' } } },
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

  it('clicks and asks where the pointer is, without naming a place', async () => {
    const { end, desktop } = await run([
      { computer: [{ name: 'mouse_move', input: { coordinate: [NAME.x, NAME.y] } }] },
      { computer: [{ name: 'left_click' }, { name: 'type', input: { text: 'Bob' } }, { name: 'cursor_position' }] },
      { text: 'Typed.' },
    ])
    expect(server.refused).toEqual([])
    expect(end.status).toBe('done')
    expect(desktop.textOf('name')).toBe('Bob')
    expect(JSON.stringify(server.turns[2]!.messages.at(-1))).toContain(`X=${NAME.x}, Y=${NAME.y}`)
  })

  it('tells the model what failed and what was not executed after it, looking closer included, and goes on', async () => {
    const { end, events } = await run([
      {
        computer: [
          { name: 'key', input: { text: 'NOKEY' } },
          { name: 'type', input: { text: 'never' } },
        ],
      },
      { computer: [{ name: 'pinch' }, { name: 'left_click', input: { coordinate: [90_000, 1] } }] },
      { computer: [{ name: 'zoom', input: { region: [0, 0, 10, 10] } }] },
      { tools: [{ name: 'finish', input: { status: 'failed', text: 'I cannot.' } }] },
    ])
    expect(server.refused).toEqual([])
    expect(end).toMatchObject({ status: 'failed', text: 'I cannot.' })
    const told = server.turns.map(({ messages }) => JSON.stringify(messages.at(-1)))
    expect(told[1]).toMatch(/NOKEY.*Not executed: an earlier computer action in this turn failed\./)
    expect(told[2]).toContain('There is no action \\"pinch\\"')
    expect(told[3]).toContain('"toolset_name":"computer","content":[{"type":"image"')
    expect(resultsOf(events).some((result) => result.endsWith('skipped'))).toBe(true)
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
