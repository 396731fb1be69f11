/** Whole sessions with the Gemini model: real HTTP to the strict server, the real runner, the desktop in memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createGeminiModel } from '../../../electron/models/gemini.js'
import type { Clock, SessionOptions } from '../../../electron/runner/running-session.js'
import { startSession } from '../../../electron/runner/run-session.js'
import { openFakeDesktop } from '../../../native-bridge/index.js'
import { startFakeGeminiServer, type FakeGeminiServer, type FakeTurn } from '../../support/fake-gemini-server.js'
import { memoryLog } from '../../support/memory-log.js'
import { NAME, only, SAVE, typesOf, WINDOW } from '../../support/scenario.js'

const clock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}

let server: FakeGeminiServer
afterEach(() => server.close())

async function run(turns: readonly FakeTurn[], options: Partial<SessionOptions> = {}, key = 'k') {
  server = await startFakeGeminiServer({ turns, apiKey: 'k' })
  const desktop = openFakeDesktop({ windows: [WINDOW], clock })
  const displays = await desktop.bridge.displays.list()
  if (!displays.ok) throw new Error(displays.problem.message)
  const log = memoryLog(clock)
  const model = createGeminiModel({ apiKey: key, baseUrl: server.url, loadFrame: (id) => log.loadFrame(id) })
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

const SCREEN = { width: 1280, height: 800 }
/** px of the picture → what the model writes */
const inGrid = ({ x, y }: { x: number; y: number }) => ({
  x: Math.ceil((x / SCREEN.width) * 1000),
  y: Math.ceil((y / SCREEN.height) * 1000),
})
const type: FakeTurn = {
  thought: 'The name comes first.',
  calls: [
    { name: 'click', args: inGrid(NAME) },
    { name: 'type', args: { text: 'Ann' } },
  ],
}
const save: FakeTurn = { text: 'Now I save.', calls: [{ name: 'click', args: inGrid(SAVE) }] }

describe('a session with the Gemini model', () => {
  it('works on the desktop, tells the server what it must know, and ends with the final text', async () => {
    const { end, events, desktop } = await run([
      type,
      { calls: [{ name: 'update_plan', args: { items: [{ text: 'Save', status: 'active' }] } }] },
      { fault: { kind: 'http', status: 503, headers: { 'retry-after-ms': '1' } } },
      { finish: 'MALFORMED_FUNCTION_CALL' },
      save,
      { text: 'The form is saved.' },
    ])
    expect(server.refused).toEqual([])
    expect(end).toMatchObject({ status: 'done', text: 'The form is saved.' })
    expect(desktop.textOf('name')).toBe('Ann')
    expect(desktop.events).toContainEqual(expect.objectContaining({ kind: 'button', control: 'save', down: true }))
    expect(typesOf(events)).toEqual(expect.arrayContaining(['reasoning', 'message', 'plan', 'usage', 'model.items', 'problem']))
    expect(only(events, 'problem')).toMatchObject([{ kind: 'model-overloaded' }, { kind: 'model-answer' }])
    expect(end.totals.usage.usd).toBeGreaterThan(0)
  })

  it('asks a person before what the provider wants confirmed, and ends where nobody can answer', async () => {
    const risky: FakeTurn = {
      calls: [
        {
          name: 'click',
          args: { ...inGrid(SAVE), safety_decision: { decision: 'require_confirmation', explanation: 'It buys.' } },
        },
      ],
    }
    const { end, desktop } = await run([risky], { approvals: 'never', canAnswer: () => false })
    expect(end.status).toBe('needs-person')
    expect(desktop.events).not.toContainEqual(expect.objectContaining({ kind: 'button', control: 'save' }))
  })

  it('tells the model of a key that does not exist and of a point outside, and goes on', async () => {
    const { end } = await run([
      {
        calls: [
          { name: 'press_key', args: { key: 'NOKEY' } },
          { name: 'type', args: { text: 'never' } },
        ],
      },
      { calls: [{ name: 'click', args: { x: 5000, y: 1 } }] },
      { calls: [{ name: 'finish', args: { status: 'failed', text: 'I cannot.' } }] },
    ])
    expect(server.refused).toEqual([])
    expect(end).toMatchObject({ status: 'failed', text: 'I cannot.' })
    const told = server.turns.map(({ contents }) => JSON.stringify(contents.at(-1)))
    expect(told[1]).toMatch(/NOKEY.*Not executed/)
    expect(told[2]).toContain('cannot be read: x')
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
