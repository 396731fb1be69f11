/** Hands that do not come back when they are told to: nothing else is pressed meanwhile, and nothing stays pressed. */
import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../../native-bridge/index.js'
import type { Clock } from '../../../electron/runner/running-session.js'
import { click, doing, saying } from '../../support/builders.js'
import { only, play, SAVE } from '../../support/scenario.js'

/** An input that ignores every abort and takes its time, with what happened to it in order. */
function stubbornHands(ms: number) {
  const story: string[] = []
  const wrap = (bridge: Bridge, clock: Clock): Bridge => ({
    ...bridge,
    input: {
      check: (strokes, space) => bridge.input.check(strokes, space),
      held: () => bridge.input.held(),
      pointer: () => bridge.input.pointer(),
      releaseAll: () => {
        story.push('let go')
        return bridge.input.releaseAll()
      },
      send: async (strokes, space) => {
        story.push('send')
        await clock.sleep(ms, new AbortController().signal)
        const sent = await bridge.input.send(strokes, space, new AbortController().signal)
        story.push('sent')
        return sent
      },
    },
  })
  return { story, wrap }
}

describe('hands that ignore being told to stop', () => {
  it('are waited for before anything else is pressed, and what they held is let go after them', async () => {
    const { story, wrap } = stubbornHands(400)
    await play({
      wrap,
      turns: [doing(click(SAVE.x, SAVE.y)), doing(click(620, 380)), saying('Done.')],
      on: (event, { say }) => {
        if (event.type !== 'action.started' || event.id !== 'a1.1') return
        setTimeout(() => {
          say({ type: 'pause' })
          say({ type: 'continue' })
        }, 2)
      },
    })
    const first = story.indexOf('sent')
    expect(story.filter((one) => one === 'send')).toHaveLength(2)
    expect(story.indexOf('send', story.indexOf('send') + 1)).toBeGreaterThan(first)
    expect(story.slice(first)).toContain('let go')
  })

  it('cannot keep a stopped session from ending', async () => {
    const { wrap } = stubbornHands(3_600_000)
    const { end, events } = await play({
      wrap,
      turns: [doing(click(SAVE.x, SAVE.y))],
      on: (event, { say }) => {
        if (event.type === 'action.started') setTimeout(() => say({ type: 'stop' }, 'signal'), 2)
      },
    })
    expect(end).toMatchObject({ status: 'stopped', stoppedBy: 'signal' })
    expect(only(events, 'action.finished')).toMatchObject([{ result: 'interrupted' }])
  })
})

it('tells a port that throws as a bug, once, and lets go of everything', async () => {
  let letGo = 0
  const { end, events } = await play({
    turns: [doing(click(SAVE.x, SAVE.y))],
    wrap: (bridge) => ({
      ...bridge,
      input: {
        ...bridge.input,
        send: () => Promise.reject(new TypeError('not a stroke')),
        releaseAll: () => {
          letGo += 1
          return bridge.input.releaseAll()
        },
      },
    }),
  })
  expect(end).toMatchObject({ status: 'failed', problem: { kind: 'bug' } })
  expect(only(events, 'problem').map((event) => event.message)).toEqual(['Deskhand made a mistake: not a stroke'])
  expect(only(events, 'action.finished')).toMatchObject([{ result: 'interrupted' }])
  expect(letGo).toBeGreaterThan(0)
})
