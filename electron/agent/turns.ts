/** Looking and thinking: how a turn begins, is asked of the model, and is tried again. */
import type { Problem } from '../protocol/problem.js'
import { openAsk } from './asking.js'
import type { Effect } from './effects.js'
import { breakOff, finish } from './ending.js'
import type { AgentEvent } from './events.js'
import { inTurn, release, say, stay, type Step } from './flow.js'
import { retryOf } from './limits.js'
import type { AgentState } from './state.js'
import { resultsOf, withNote } from './transcript.js'

/** The next picture. The turn it belongs to is announced once, however often it is begun. */
export function look(state: AgentState, delayMs = 0): Step {
  const ticket = state.lastTicket + 1
  const turn = state.turn + 1
  return inTurn(
    state,
    (now) => (now.isTurnOpen ? { state: now, effects: [] } : say(now, { type: 'turn.started', turn })),
    (now) => ({
      state: { ...now, lastTicket: ticket, isTurnOpen: true, phase: { kind: 'looking', ticket } },
      effects: [{ kind: 'look', ticket, delayMs, watched: now.watched }],
    }),
  )
}

export function onLooked(state: AgentState, { frame, limit, near }: Extract<AgentEvent, { kind: 'looked' }>): Step {
  const seen: AgentState = { ...state, lastFrame: frame.id, watched: 'nothing' }
  return inTurn(
    frame.told === undefined ? seen : withNote(seen, frame.told),
    (now) => say(now, { type: 'frame', ...frame }),
    (now) => (near ? sayNear(now, near) : stay(now)),
    (now) => {
      if (!limit) return think(now)
      if (limit.then === 'ask') return openAsk(now, [], { kind: 'limit', problem: limit.problem })
      return endAtLimit(now, limit.problem)
    },
  )
}

const sayNear = (state: AgentState, near: Problem): Step =>
  say({ ...state, saidNear: [...state.saidNear, near.message] }, { type: 'problem', ...near })

export const endAtLimit = (state: AgentState, problem: Problem): Step =>
  inTurn(
    state,
    (now) => say(now, { type: 'problem', ...problem }),
    (now) => finish(now, { status: 'limit', text: problem.message, problem }),
  )

/** Everything the model was not told yet goes in, also what an aborted or failed request held. */
function think(state: AgentState): Step {
  const ticket = state.lastTicket + 1
  const pending = state.steers.filter((steer) => steer.state === 'pending')
  const steers = state.steers.map((steer) => ({ ...steer, state: 'delivered' as const }))
  return inTurn(
    state,
    (now) =>
      say(
        { ...now, steers },
        ...pending.map(({ id, text, when }) => ({ type: 'steer' as const, id, text, when, state: 'delivered' as const })),
      ),
    (now) => ({
      state: { ...now, lastTicket: ticket, phase: { kind: 'thinking', ticket } },
      effects: [
        {
          kind: 'think',
          ticket,
          turn: now.turn + 1,
          ...toldTo(now),
          steers: steers.map(({ id, text }) => ({ id, text })),
          notes: now.notes,
        },
      ],
    }),
  )
}

function toldTo({ calls, handOver, story }: AgentState): Pick<Extract<Effect, { kind: 'think' }>, 'results' | 'handOver'> {
  const results = resultsOf(calls)
  return handOver === null ? { results, handOver } : { results: [], handOver: { from: handOver, story, results } }
}

/** A look, a model call or an action could not be made at all. What passes is tried again, with a new picture. */
export function onFailed(state: AgentState, problem: Problem): Step {
  const retry =
    state.phase.kind === 'looking' || state.phase.kind === 'thinking' ? retryOf(problem, state.retry, state.waitsOnline) : null
  if (!retry) return breakOff(state, problem)
  const shown = { ...problem, attempt: retry.attempt, waitMs: retry.waitMs }
  const counted = { attempts: retry.attempt, waitedMs: state.retry.waitedMs + retry.ownMs }
  return inTurn(
    { ...state, retry: counted },
    release,
    (now) => say(now, { type: 'problem', ...shown }),
    (now) => look(now, retry.waitMs),
  )
}
