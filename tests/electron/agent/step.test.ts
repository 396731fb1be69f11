/** Tables of event → effects → phase for the moments where much happens at once. */
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../electron/agent/effects.js'
import type { AgentEventBody, Verdict } from '../../../electron/agent/events.js'
import type { Answer } from '../../../electron/agent/plan.js'
import { initialState, step } from '../../../electron/agent/step.js'
import type { AgentState } from '../../../electron/agent/state.js'
import type { ProposedCall } from '../../../electron/protocol/call.js'
import { click, computer, done, wait } from '../../support/builders.js'

type Row = readonly [event: AgentEventBody, effects: readonly string[], phase: string]

function table(rows: readonly Row[]): AgentState {
  let state = initialState
  let atMs = 1_800_000_000_000
  for (const [body, effects, phase] of rows) {
    const next = step(state, { ...body, atMs: (atMs += 100) })
    expect(next.effects.map(short), `after ${JSON.stringify(body).slice(0, 90)}`).toEqual(effects)
    expect(next.state.phase.kind).toBe(phase)
    state = next.state
  }
  return state
}

function short(effect: Effect): string {
  if (effect.kind === 'cancel-and-release') return 'release'
  if (effect.kind !== 'record') return effect.kind
  const { line } = effect
  if (line.type === 'action.finished') return `${line.id} ${line.result}`
  if (line.type === 'steer' || line.type === 'control') return `${line.type} ${line.state}`
  if (line.type === 'session.finished') return `finished ${line.status}`
  if (line.type === 'action.proposed' || line.type === 'action.started') return `${line.type.split('.')[1]} ${line.id}`
  return line.type
}

const started: AgentEventBody = {
  kind: 'started',
  session: { task: 'x', provider: 'p', model: 'm', displays: [], settings: {}, version: '1' },
}
const frame = {
  id: 'f',
  width: 8,
  height: 8,
  bytes: 1,
  mime: 'image/png',
  display: 'd',
  reason: 'settled',
  settledMs: 1,
  changed: 0,
}
const looked = (ticket: number): AgentEventBody => ({ kind: 'looked', ticket, frame, limit: null })
const thought = (ticket: number, ...calls: readonly ProposedCall[]): AgentEventBody => {
  const answer: Answer = { items: [], calls, reasoning: [], messages: [], plan: null, problems: [], usage: null }
  return { kind: 'thought', ticket, answer, lands: [], atNoProgress: 'finish' }
}
const judged = (ticket: number, verdict: Verdict = { kind: 'allow' }): AgentEventBody => ({ kind: 'judged', ticket, verdict })
const acted = (ticket: number, result: 'done' | 'failed' = 'done'): AgentEventBody => ({
  kind: 'acted',
  ticket,
  outcome: { result, effect: 'changed', ms: 5, watched: 'full' },
})
const say = (command: Extract<AgentEventBody, { kind: 'command' }>['command']): AgentEventBody => ({
  kind: 'command',
  command,
  by: 'person',
})
const risky: Verdict = { kind: 'ask', what: 'Click', where: 'here', why: 'because', risk: 'medium', rule: 'r' }

const begun: readonly Row[] = [
  [started, ['session.started', 'turn.started', 'look'], 'looking'],
  [looked(1), ['frame', 'think'], 'thinking'],
]
const two = computer(click(1, 1), click(2, 2))
const planned: readonly Row[] = [
  ...begun,
  [thought(2, two), ['model.items', 'proposed a1.1', 'proposed a1.2', 'judge'], 'judging'],
  [judged(3), ['started a1.1', 'act'], 'acting'],
]

describe('a turn', () => {
  it('does one thing at a time and looks again', () => {
    table([
      ...planned,
      [acted(4), ['a1.1 done', 'judge'], 'judging'],
      [judged(5), ['started a1.2', 'act'], 'acting'],
      [acted(6), ['a1.2 done', 'turn.started', 'look'], 'looking'],
    ])
  })

  it('gives the rest up when one thing fails', () => {
    table([...planned, [acted(4, 'failed'), ['release', 'a1.1 failed', 'a1.2 skipped', 'turn.started', 'look'], 'looking']])
  })

  it('asks, acts when it is allowed, and skips the rest when it is not', () => {
    const asked: readonly Row[] = [
      ...begun,
      [thought(2, two), ['model.items', 'proposed a1.1', 'proposed a1.2', 'judge'], 'judging'],
      [judged(3, risky), ['release', 'approval.asked', 'ask-user'], 'asking'],
    ]
    const answer = (value: string, id = 'approval-1') => say({ type: 'answer', id, value })
    table([...asked, [answer('allow', 'other'), ['problem'], 'asking']])
    table([...asked, [answer('allow'), ['approval.answered', 'started a1.1', 'act'], 'acting']])
    table([
      ...asked,
      [answer('deny'), ['approval.answered', 'release', 'a1.1 denied', 'a1.2 skipped', 'turn.started', 'look'], 'looking'],
    ])
  })

  it('ends with what the model declares', () => {
    const state = table([
      ...begun,
      [
        thought(2, computer(done('It cannot be done.', 'failed'), click(1, 1))),
        [
          'model.items',
          'proposed a1.1',
          'proposed a1.2',
          'started a1.1',
          'a1.1 done',
          'a1.2 skipped',
          'release',
          'finished failed',
        ],
        'finished',
      ],
    ])
    expect(state.end).toMatchObject({ status: 'failed', text: 'It cannot be done.' })
  })
})

describe('a person', () => {
  it('makes the rest of the plan void by a message for now, and lets what is being done end', () => {
    table([
      ...planned,
      [say({ type: 'steer', text: 'no', when: 'now' }), ['steer pending', 'a1.2 skipped'], 'acting'],
      [acted(4), ['a1.1 done', 'turn.started', 'look'], 'looking'],
      [looked(5), ['frame', 'steer delivered', 'think'], 'thinking'],
      [thought(6), ['model.items', 'steer applied', 'problem', 'turn.started', 'look'], 'looking'],
    ])
  })

  it('changes the plan: what was to come is void, and the model is told the whole of it', () => {
    const items = [{ text: 'MongoDB it is', status: 'active' as const }]
    const state = table([
      ...begun,
      [say({ type: 'plan', items }), ['plan', 'release', 'look'], 'looking'],
      [thought(2, two), [], 'looking'],
      [looked(3), ['frame', 'think'], 'thinking'],
    ])
    expect(state.notes).toEqual([expect.stringMatching(/changed the plan[\s\S]*1\. \[active\] MongoDB it is/)])
    expect(state.facts.plan).toEqual(items)
  })

  it('restarts the thinking with a message for now; the late answer is ignored', () => {
    table([
      ...begun,
      [say({ type: 'steer', text: 'no', when: 'now' }), ['steer pending', 'release', 'look'], 'looking'],
      [thought(2, two), [], 'looking'],
      [looked(3), ['frame', 'steer delivered', 'think'], 'thinking'],
    ])
  })

  it('cuts a wait short', () => {
    table([
      ...begun,
      [thought(2, computer(wait(9))), ['model.items', 'proposed a1.1', 'judge'], 'judging'],
      [judged(3), ['started a1.1', 'act'], 'acting'],
      [
        say({ type: 'steer', text: 'no', when: 'now' }),
        ['steer pending', 'release', 'a1.1 interrupted', 'turn.started', 'look'],
        'looking',
      ],
    ])
  })

  it('pauses and goes on', () => {
    table([
      ...planned,
      [say({ type: 'pause' }), ['release', 'control paused', 'a1.1 interrupted', 'a1.2 skipped'], 'paused'],
      [acted(4), [], 'paused'],
      [say({ type: 'pause' }), [], 'paused'],
      [say({ type: 'continue' }), ['control running', 'turn.started', 'look'], 'looking'],
      [say({ type: 'continue' }), ['problem'], 'looking'],
    ])
  })

  it('stops', () => {
    table([
      ...planned,
      [
        say({ type: 'stop' }),
        ['release', 'control stopped', 'a1.1 interrupted', 'a1.2 skipped', 'release', 'finished stopped'],
        'finished',
      ],
      [acted(4), [], 'finished'],
      [say({ type: 'stop' }), [], 'finished'],
    ])
  })

  it('holds the hands back while over our own windows', () => {
    table([
      ...planned,
      [{ kind: 'held', isHeld: true }, ['control held'], 'acting'],
      [acted(4), ['a1.1 done'], 'held'],
      [{ kind: 'held', isHeld: true }, [], 'held'],
      [{ kind: 'held', isHeld: false }, ['control running', 'judge'], 'judging'],
    ])
  })

  it('who took the mouse does not undo the pause a person asked for', () => {
    const by = (type: 'pause' | 'continue', who: 'person' | 'human-input'): AgentEventBody => ({
      kind: 'command',
      command: { type },
      by: who,
    })
    table([
      ...begun,
      [by('pause', 'human-input'), ['release', 'control paused'], 'paused'],
      [by('pause', 'person'), ['control paused'], 'paused'],
      [by('continue', 'human-input'), [], 'paused'],
      [by('continue', 'person'), ['control running', 'look'], 'looking'],
    ])
  })
})
