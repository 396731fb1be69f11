/** Yielding on a real display: a person's real input pauses, our own never does. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Action } from '../../electron/protocol/action.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { reportSoak } from '../support/soak-report.js'
import { openStand, type Running, type Stand } from '../../bench/stop/stand.js'

/** `npm run soak` sends many more. */
const STEPS = Number(process.env['DESKHAND_SOAK_STEPS'] ?? 1000)
const LONG = 120_000 + STEPS * 100
const end = { text: 'Done.' }
const typing: Action = { kind: 'type', text: 'a'.repeat(10_000) }

let stand: Stand
let running: Running | null = null
beforeAll(async () => {
  stand = await openStand()
}, LONG)
afterAll(() => stand.close())
afterEach(async () => {
  running?.session.command({ type: 'stop' }, 'person')
  await running?.ended
})

const isPaused = (event: SessionEvent) => event.type === 'control' && event.state === 'paused'
const isTyping = (event: SessionEvent) => event.type === 'action.started'
/** How long a pause may be in a test: short, since the seconds themselves are the same code. */
const short = { settings: { yield: { mode: 'idle' as const, idleSeconds: 1 } } }

describe('a person at the machine', { timeout: LONG }, () => {
  it.each([
    ['a key', ['key', 'x']],
    ['a click', ['click', '1']],
    ['the wheel', ['click', '4']],
    ['a move', ['mousemove_relative', '40', '40']],
    ['a warped pointer', ['mousemove', '500', '500']],
  ])('has it at once in the middle of typing, by %s, with all keys up', async (_, input) => {
    running = await stand.start([{ actions: [typing] }, end])
    await running.until(isTyping)
    // a hand that has just started the task still moves
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await stand.person(...input)
    expect(await running.until(isPaused)).toMatchObject({ by: 'human-input' })
    expect(stand.bridge.input.held()).toEqual([])
    await running.until((event) => event.type === 'action.finished' && event.result === 'interrupted')
  })

  it('gives it back after the idle seconds, and the model hears what was done', async () => {
    running = await stand.start([{ actions: [{ kind: 'wait', ms: 60_000 }] }, end], short)
    await running.until(isTyping)
    await stand.person('key', 'x', 'y', 'z')
    await running.until((event) => event.type === 'control' && event.state === 'running')
    expect(await running.ended).toMatchObject({ status: 'done' })
    const [human] = running.events.flatMap((event) => (event.type === 'human' ? [event] : []))
    expect(human?.did[0]).toMatch(/^pressed keys 3 times in “.+”$/)
  })

  it('keeps it while a button is held down', async () => {
    running = await stand.start([{ actions: [{ kind: 'wait', ms: 60_000 }] }, end], short)
    await running.until(isTyping)
    await stand.person('mousedown', '1')
    await running.until(isPaused)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(running.events.some((event) => event.type === 'control' && event.state === 'running')).toBe(false)
    await stand.person('mouseup', '1')
    expect(await running.ended).toMatchObject({ status: 'done' })
  })
})

describe('our own input', { timeout: LONG }, () => {
  it('is never taken for a person’s: a thousand steps of clicks, moves, drags, wheel, chords and text', async () => {
    const some = (at: number): Action[] => {
      const [x, y] = [100 + ((at * 37) % 600), 150 + ((at * 53) % 400)]
      return [
        { kind: 'move', x, y, modifiers: [] },
        { kind: 'click', x, y, button: at % 3 === 0 ? 'middle' : 'left', count: 1, modifiers: at % 2 === 0 ? ['Shift'] : [] },
        { kind: 'type', text: 'Ab9 é~\n' },
        { kind: 'chord', keys: ['Ctrl', 'Alt', 'F9'], repeat: 1 },
        { kind: 'scroll', x, y, dx: 0, dy: 120, modifiers: [] },
        {
          kind: 'drag',
          path: [
            { x, y },
            { x: x + 40, y: y + 30 },
          ],
          button: 'left',
          modifiers: [],
        },
      ]
    }
    const space = { display: stand.display, picture: { width: stand.display.width, height: stand.display.height } }
    const { planStrokes } = await import('../../electron/actions/plan-strokes.js')
    const heard: unknown[] = []
    const watch = await stand.bridge.human.watch((event) => heard.push(event))
    const actions = Array.from({ length: Math.ceil(STEPS / 6) }, (_, at) => some(at)).flat()
    expect(actions.length).toBeGreaterThanOrEqual(STEPS)
    for (const action of actions) await stand.bridge.input.send(planStrokes(action), space, new AbortController().signal)
    const before = stand.osEvents.length
    await stand.person('key', 'F12')
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(0)
    if (watch.ok) watch.value()
    expect(before, 'it did arrive').toBeGreaterThan(3000)
    expect(heard).toEqual([
      expect.objectContaining({ kind: 'key', code: 'F12', down: true }),
      ...heard.slice(1).map(() => expect.objectContaining({ code: 'F12', down: false }) as unknown),
    ])
    reportSoak({ steps: actions.length })
  })
})
