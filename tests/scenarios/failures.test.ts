/** Every port fails once: what passes is tried again, what does not ends the session in one sentence, and nothing stays pressed. */
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import type { ProblemKind } from '../../electron/protocol/problem.js'
import { action, answer, click, computer, doing, done, problem, saying, type } from '../support/builders.js'
import { NAME, only, play, resultsOf, SAVE, type Scene } from '../support/scenario.js'

const end = saying('Done.')
const busy = (more: object = {}) => ({ problem: problem('model-overloaded', 'Busy.', { retryable: true, ...more }) })

const away = { problem: problem('model-connection', 'The server cannot be reached.', { retryable: true }) }

describe('a network that is away', () => {
  it('is waited for with --wait-online, longer than faults are, and the session goes on', async () => {
    const turns = [...Array.from({ length: 20 }, () => away), saying('Done.')]
    const { end, events } = await play({ turns, options: { waitOnline: true } })
    expect(end).toMatchObject({ status: 'done', text: 'Done.' })
    expect(only(events, 'problem').map(({ waitMs }) => waitMs)).toEqual([
      1000,
      2000,
      4000,
      8000,
      ...Array<number>(16).fill(15_000),
    ])
    expect(only(events, 'session.started')[0]?.settings).toMatchObject({ waitOnline: true })
  })

  it('ends the session without it', async () => {
    const { end } = await play({ turns: Array.from({ length: 20 }, () => away) })
    expect(end).toMatchObject({ status: 'failed', problem: { kind: 'model-connection' } })
  })

  it('can be given up while it is waited for', async () => {
    const { end } = await play({
      turns: Array.from({ length: 20 }, () => away),
      options: { waitOnline: true },
      on: (event, { say }) => {
        if (event.type === 'problem' && event.attempt === 7) say({ type: 'stop' })
      },
    })
    expect(end.status).toBe('stopped')
  })

  it('is waited for in a later life that is asked to, and in no other', async () => {
    const first = await play({ turns: Array.from({ length: 20 }, () => away) })
    const turns = [...Array.from({ length: 9 }, () => away), saying('Done.')]
    const later = await play({ turns, options: { past: first.events, waitOnline: true } })
    expect(later.end.status).toBe('done')
    expect(only(later.events, 'session.resumed')[0]).toMatchObject({ waitOnline: true })
    const again = await play({ turns: Array.from({ length: 20 }, () => away), options: { past: later.events } })
    expect(again.end.status).toBe('failed')
  })
})

describe('the model', () => {
  it('is asked again after a passing fault, each time said with attempt and wait', async () => {
    const { end: over, events, desktop } = await play({ turns: [doing(click(SAVE.x, SAVE.y)), busy(), busy(), busy(), end] })
    expect(over.status).toBe('done')
    expect(only(events, 'problem').map(({ attempt, waitMs }) => [attempt, waitMs])).toEqual([
      [1, 1000],
      [2, 2000],
      [3, 4000],
    ])
    expect(desktop.clicksOn('save')).toBe(1)
  })

  it('is given up on after 30 seconds in all', async () => {
    const { end: over, events } = await play({ turns: Array.from({ length: 20 }, () => busy()) })
    expect(over).toMatchObject({ status: 'failed', problem: { kind: 'model-overloaded' } })
    const waits = only(events, 'problem').flatMap(({ waitMs }) => (waitMs === undefined ? [] : [waitMs]))
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(30_000)
  })

  it('is waited for as long as the server itself says, beyond those 30 seconds', async () => {
    const { end: over, events } = await play({ turns: [busy({ waitMs: 50_000 }), busy({ waitMs: 20_000 }), end] })
    expect(over.status).toBe('done')
    expect(only(events, 'problem').map((event) => event.waitMs)).toEqual([50_000, 20_000])
    expect(over.totals.ms).toBeGreaterThanOrEqual(70_000)
  })

  it('is asked at once when a pause has given up the wait, and no more after a stop', async () => {
    const once = (type: 'pause' | 'stop') => {
      let isSaid = false
      return (event: SessionEvent, { say }: Scene) => {
        if (event.type === 'control' && event.state === 'paused') say({ type: 'continue' })
        if (event.type !== 'problem' || isSaid) return
        isSaid = true
        say({ type })
      }
    }
    const paused = await play({ turns: [busy({ waitMs: 600_000 }), end], on: once('pause') })
    expect(paused.end.status).toBe('done')
    expect(paused.end.totals.ms).toBeLessThan(60_000)
    const stopped = await play({ turns: [busy({ waitMs: 600_000 }), end], on: once('stop') })
    expect(stopped.end.status).toBe('stopped')
    expect(stopped.model.asked).toHaveLength(1)
    expect(stopped.end.totals.ms).toBeLessThan(60_000)
  })

  it.each<ProblemKind>(['model-auth', 'model-quota', 'model-refused', 'model-request'])(
    'fails at once after one request: %s',
    async (kind) => {
      const { end: over, model } = await play({ turns: [{ problem: problem(kind, 'No.') }, end] })
      expect(over).toMatchObject({ status: 'failed', text: 'No.', problem: { kind } })
      expect(model.asked).toHaveLength(1)
    },
  )

  it('may declare a failure', async () => {
    const { end: over } = await play({ turns: [doing(done('There is no such file.', 'failed'))] })
    expect(over).toMatchObject({ status: 'failed', text: 'There is no such file.', problem: null })
  })

  it('whose answer cannot be read ends the session, with nothing of it done', async () => {
    const bad = answer([
      { kind: 'computer', callId: 'x', actions: [{ ok: true, action: { kind: 'fly' } }], safetyChecks: [] } as never,
    ])
    const { end: over, desktop } = await play({ turns: [bad] })
    expect(over).toMatchObject({ status: 'failed', problem: { kind: 'model-answer' } })
    expect(desktop.strokes).toEqual([])
  })

  it('that throws is a bug, told as one', async () => {
    const { end: over, events } = await play({
      turns: [
        () => {
          throw new Error('oops')
        },
      ],
    })
    expect(over).toMatchObject({ status: 'failed', problem: { kind: 'bug' } })
    expect(over.text).toContain('oops')
    expect(only(events, 'problem')).toMatchObject([{ kind: 'bug' }])
  })
})

describe('the screen', () => {
  it('is looked at again after a passing fault', async () => {
    const { end: over, events } = await play({ turns: [end], before: ({ desktop }) => desktop.fail('capture', { times: 2 }) })
    expect(over.status).toBe('done')
    expect(only(events, 'problem').map((event) => event.kind)).toEqual(['capture', 'capture'])
  })

  it('that is lost ends the session', async () => {
    const { end: over } = await play({
      turns: [doing(click(SAVE.x, SAVE.y)), end],
      on: (event, { desktop }) => {
        if (event.type === 'action.started') desktop.loseDisplays()
      },
    })
    expect(over).toMatchObject({ status: 'failed', problem: { kind: 'no-display' } })
  })

  it('that cannot be watched leaves the effect unknown, and the session goes on', async () => {
    const { end: over, events } = await play({
      turns: [doing(click(SAVE.x, SAVE.y)), end],
      on: (event, { desktop }) => {
        if (event.type === 'action.started') desktop.fail('capture')
      },
    })
    expect(only(events, 'action.finished')).toMatchObject([{ result: 'done', effect: 'unknown' }])
    expect(over.status).toBe('done')
  })
})

describe('the input', () => {
  it('that fails in the middle lets go of everything, skips the rest, and tells the model', async () => {
    const {
      end: over,
      events,
      desktop,
      model,
    } = await play({
      turns: [doing(click(SAVE.x, SAVE.y, { modifiers: ['Shift'] }), type('a')), end],
      before: ({ desktop: it }) => it.fail('input', { afterStrokes: 3 }),
    })
    expect(resultsOf(events)).toEqual(['a1.1 failed', 'a1.2 skipped'])
    expect(desktop.bridge.input.held()).toEqual([])
    expect(model.asked[1]?.results[0]?.steps[0]).toMatchObject({ result: 'failed', problem: { kind: 'input' } })
    expect(over.status).toBe('done')
  })

  it('that is held down by the model is let go at the end', async () => {
    const { end: over, desktop } = await play({ turns: [doing(click(NAME.x, NAME.y), action({ kind: 'mouseDown' })), end] })
    expect(over.status).toBe('done')
    expect(desktop.bridge.input.held()).toEqual([])
  })
})

describe('the log', () => {
  it.each([0, 3, 6, 8, 11])(
    'that cannot be written any more after %i lines stops everything, and the end says so',
    async (lines) => {
      const {
        end: over,
        desktop,
        events,
      } = await play({
        turns: [doing(click(NAME.x, NAME.y), type('Ada'), click(SAVE.x, SAVE.y)), end],
        before: ({ log }) => log.failAfter(lines),
      })
      expect(over).toMatchObject({ status: 'failed', text: 'The disk is full.', problem: { kind: 'disk' } })
      expect(events).toHaveLength(lines)
      const started = only(events, 'action.started').map((event) => event.id)
      expect(desktop.strokes.some((stroke) => stroke.kind === 'text')).toBe(started.includes('a1.2'))
      expect(desktop.clicksOn('save')).toBe(0)
    },
  )

  it('that cannot keep a picture ends the session with a line that says so', async () => {
    const { end: over, events } = await play({ turns: [end], before: ({ log }) => log.failFrames() })
    expect(over).toMatchObject({ status: 'failed', problem: { kind: 'disk' } })
    expect(only(events, 'session.finished')).toHaveLength(1)
  })
})

it('keeps a picture that did not change once', async () => {
  const { log, events } = await play({ turns: [answer([computer()]), answer([computer()]), end] })
  expect(only(events, 'frame')).toHaveLength(3)
  expect(log.frames.size).toBe(1)
})
