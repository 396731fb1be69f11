/** Which event may have opened a step, by the first line it left in the log. The likeliest first. */
import type { Command, ControlBy } from '../protocol/command.js'
import type { SessionEvent } from '../protocol/event.js'
import type { AgentEvent, AgentEventBody, LimitHit, Switch } from './events.js'
import type { Answer } from './plan.js'
import { awaitedTicket, type AgentState } from './state.js'

export type Line = SessionEvent
type LineOf<T extends Line['type']> = Extract<Line, { type: T }>

export function eventsFor(state: AgentState, lines: readonly Line[], at: number): readonly AgentEvent[] {
  const line = lines[at]
  if (!line) return []
  const place: Place = {
    state,
    ticket: awaitedTicket(state.phase) ?? 0,
    get next() {
      return lines.slice(at + 1, at + 1 + AHEAD)
    },
  }
  return bodies(line, place).map((body) => ({ ...body, atMs: Date.parse(line.at) }))
}

/** More lines than one answer leaves are never looked at. */
const AHEAD = 2000

interface Place {
  readonly state: AgentState
  readonly ticket: number
  /** the lines behind it; few readers look there, so they are only then taken out */
  readonly next: readonly Line[]
}

type Readers = { readonly [T in Line['type']]?: (line: LineOf<T>, place: Place) => readonly AgentEventBody[] }

const READERS: Readers = {
  'session.started': (line) => [{ kind: 'started', session: fieldsOf(line) }],
  'session.resumed': (line, { next }) => resumesOf(line, next),
  'model.changed': (line) => [{ kind: 'switched', ...switchIn(line) }],
  frame: (line, place) => framesOf(line, place),
  'tool.output': ({ stream, text }, { ticket }) => [{ kind: 'printed', ticket, stream, text }],
  'model.items': (line, { ticket, next }) => thoughtsOf(line, ticket, untilNextTurn(next)),
  'action.started': (line, { ticket }) => [{ kind: 'judged', ticket, verdict: { kind: 'allow', ...decidedIn(line) } }],
  'tool.started': (line, { ticket }) => [{ kind: 'judged', ticket, verdict: { kind: 'allow', ...decidedIn(line) } }],
  'approval.asked': (line, { ticket }) => [{ kind: 'judged', ticket, verdict: { kind: 'ask', ...askOf(line) } }],
  'action.finished': (line, { state, ticket }) => endsOf(state, line, ticket),
  'tool.finished': (line, { state, ticket }) => endsOf(state, line, ticket),
  'approval.answered': ({ id, answer }) => [said({ type: 'answer', id, value: answer }, 'person')],
  'question.answered': ({ id, value }) => [said({ type: 'answer', id, value }, 'person')],
  steer: ({ text, when }) => [said({ type: 'steer', text, when }, 'person')],
  plan: ({ items, by }) => (by === 'person' ? [said({ type: 'plan', items }, 'person')] : []),
  control: (line, { state }) => controlOf(state, line),
  human: ({ did }) => [{ kind: 'human', did }],
  problem: (line, { state, ticket }) => problemOf(state, line, ticket),
}

function bodies(line: Line, place: Place): readonly AgentEventBody[] {
  const read = READERS[line.type] as ((line: Line, place: Place) => readonly AgentEventBody[]) | undefined
  return read?.(line, place) ?? []
}

const said = (command: Command, by: ControlBy): AgentEventBody => ({ kind: 'command', command, by })

function fieldsOf<T extends Line>(line: T): Omit<T, 'v' | 'seq' | 'at' | 'session' | 'type'> {
  const { v: _v, seq: _seq, at: _at, session: _session, type: _type, ...fields } = line
  return fields
}

/** A new life may begin with another model; a switch right behind it reads the same. */
function resumesOf({ why, waitOnline }: LineOf<'session.resumed'>, [next]: readonly Line[]): readonly AgentEventBody[] {
  const plain = { kind: 'resumed', why, ...(waitOnline ? { waitOnline } : {}) } as const
  return next?.type === 'model.changed' ? [{ ...plain, model: switchIn(next) }, plain] : [plain]
}

const switchIn = ({ provider, model, effort, by, conversation }: LineOf<'model.changed'>): Switch => ({
  to: { provider, model, effort },
  by,
  conversation,
})

function framesOf(line: LineOf<'frame'>, { state, ticket, next }: Place): readonly AgentEventBody[] {
  const frame = fieldsOf(line)
  if (state.phase.kind === 'acting') return [{ kind: 'shown', ticket, frame }]
  const [first, ...rest] = next
  const near = first?.type === 'problem' && first.kind === 'limit' && first.retryable ? { near: problemIn(first) } : {}
  return limitsAfter('near' in near ? rest : next).map((limit) => ({ kind: 'looked', ticket, frame, limit, ...near }))
}

function askOf({ what, where, why, risk, rule, risks, spot }: LineOf<'approval.asked'>) {
  return { what, where, why, risk, rule, ...(risks ? { risks } : {}), ...(spot ? { spot } : {}) }
}

const decidedIn = ({ decided }: LineOf<'action.started' | 'tool.started'>) => (decided ? { decided } : {})

function limitsAfter(next: readonly Line[]): readonly (LimitHit | null)[] {
  const [first, second] = next
  if (first?.type === 'problem' && first.kind === 'limit') return [{ problem: problemIn(first), then: 'finish' }, null]
  if (first?.type === 'control' && first.by === 'limit' && second?.type === 'question.asked') {
    const message = second.text.replace(/ Go on\?$/, '')
    return [{ problem: { kind: 'limit', message, retryable: false }, then: 'ask' }, null]
  }
  return [null]
}

/** What an answer leaves stands before the next turn begins. */
function untilNextTurn(next: readonly Line[]): readonly Line[] {
  const at = next.findIndex(({ type }) => type === 'turn.started')
  return at === -1 ? next : next.slice(0, at)
}

/** The lines of one answer follow in a fixed order; only which problems were the answer's own has to be tried. */
function thoughtsOf(line: LineOf<'model.items'>, ticket: number, next: readonly Line[]): readonly AgentEventBody[] {
  let at = 0
  const take = <T extends Line['type']>(type: T): LineOf<T> | null => {
    const found = next[at]
    if (found?.type !== type) return null
    at += 1
    return found as LineOf<T>
  }
  const takeAll = <T extends Line['type']>(type: T): readonly LineOf<T>[] => {
    const found: LineOf<T>[] = []
    for (let one = take(type); one; one = take(type)) found.push(one)
    return found
  }
  const usage = take('usage')?.forTurn ?? null
  const reasoning = takeAll('reasoning').map((one) => one.text)
  const messages = takeAll('message').map(({ text, phase, verdict }) => ({ text, phase, ...(verdict ? { verdict } : {}) }))
  const planned = next[at]
  // a person's change may come right after the answer
  const plan = planned?.type === 'plan' && planned.by === undefined ? (take('plan')?.items ?? null) : null
  const problems = takeAll('problem').map(problemIn)
  takeAll('steer')
  const lands = next
    .slice(at)
    .filter((one) => one.type === 'action.proposed')
    .filter((one) => one.turn === line.turn)
    .map((one) => one.lands ?? null)
  const answer: Answer = { items: line.items, calls: line.calls ?? [], reasoning, messages, plan, problems, usage }
  return problems
    .map((_, count) => problems.slice(0, count))
    .concat([problems])
    .flatMap((own) =>
      (['finish', 'ask'] as const).map((atNoProgress): AgentEventBody => {
        return { kind: 'thought', ticket, answer: { ...answer, problems: own }, lands, atNoProgress }
      }),
    )
}

function endsOf(
  state: AgentState,
  line: LineOf<'action.finished'> | LineOf<'tool.finished'>,
  ticket: number,
): readonly AgentEventBody[] {
  const { result, problem, ms } = line
  if (state.phase.kind === 'judging' && problem) {
    return [{ kind: 'judged', ticket, verdict: { kind: result === 'denied' ? 'deny' : 'refuse', problem } }]
  }
  if (result === 'skipped') return []
  const effect = line.type === 'action.finished' ? line.effect : 'unknown'
  const note = line.type === 'tool.finished' ? line.output : undefined
  const told = { ...(problem ? { problem } : {}), ...(note === undefined ? {} : { note }) }
  return [{ kind: 'acted', ticket, outcome: { result, effect, ms, ...told, watched: 'short' } }]
}

function controlOf(state: AgentState, { state: control, by, takeOver }: LineOf<'control'>): readonly AgentEventBody[] {
  switch (control) {
    case 'paused':
      return [said({ type: takeOver ? 'takeOver' : 'pause' }, by)]
    case 'stopped':
      return [said({ type: 'stop' }, by)]
    case 'held':
      return [{ kind: 'held', isHeld: true }]
    case 'running':
      return state.phase.kind === 'paused' ? [said({ type: 'continue' }, by)] : [{ kind: 'held', isHeld: false }]
  }
}

function problemOf(state: AgentState, line: LineOf<'problem'>, ticket: number): readonly AgentEventBody[] {
  const problem = problemIn(line)
  const { attempt: _attempt, waitMs: _waitMs, ...bare } = problem
  const waited = problem.waitMs === undefined ? bare : { ...bare, waitMs: problem.waitMs }
  const asked = state.phase.kind === 'asking' ? state.phase.ask.id : ''
  return [
    { kind: 'failed', ticket, problem: bare },
    { kind: 'failed', ticket, problem: waited },
    { kind: 'failed', ticket, problem },
    { kind: 'expired', id: asked },
    { kind: 'unanswerable', id: asked },
    { kind: 'refused', problem },
    { kind: 'broke', problem },
  ]
}

function problemIn({ kind, message, retryable, attempt, waitMs }: LineOf<'problem'>) {
  return {
    kind,
    message,
    retryable,
    ...(attempt === undefined ? {} : { attempt }),
    ...(waitMs === undefined ? {} : { waitMs }),
  }
}
