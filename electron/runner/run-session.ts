/** Starts a session, or goes on with one from its log, and hands back the handle to steer and stop it. */
import { foldLog } from '../agent/fold.js'
import { NO_USAGE, type AgentState, type End } from '../agent/state.js'
import type { AgentEventBody, Started } from '../agent/events.js'
import { totalsOf } from '../agent/ending.js'
import type { Command, ControlBy } from '../protocol/command.js'
import type { EventBody, Totals } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { createLineWriter, type LineWriter } from './line-writer.js'
import { memoryGrants } from './memory-grants.js'
import { PersonWatch } from './person-watch.js'
import type { PersonRules, RunningSession, SessionEnd, SessionOptions, SessionPorts, StartSession } from './running-session.js'
import { openSecrets } from './session-secrets.js'
import { SessionLoop } from './session-loop.js'
import { newModelOf, openSwitching, useOf } from './switch-model.js'
import { NO_LINE } from './typed-line.js'
import type { Workbench } from './workbench.js'

export const startSession: StartSession = (ports, options) => {
  const bench = openWorkbench(ports, options)
  let resolveEnd: (end: SessionEnd) => void
  const ended = new Promise<SessionEnd>((resolve) => (resolveEnd = resolve))
  const past = foldLog(options.past)
  const writer = createLineWriter(ports.log, bench.redact, (problem) => loop.dispatch({ kind: 'broke', problem }))
  const loop = new SessionLoop(bench, writer, past.state, (state) => {
    void close(bench, loop, writer, state).then(resolveEnd)
  })
  if (past.strangeAt !== null) {
    void refuseStrange(ports, writer, past.strangeAt).then(async (end) => {
      await options.tools?.close()
      resolveEnd(end)
    })
    const deaf = () => undefined
    return { id: ports.log.session, command: deaf, hold: deaf, human: deaf, ended }
  }
  for (const line of past.missing) writer.write(line)
  loop.dispatch(firstEvent(bench, past.state))
  const session = handleOf(bench, loop, ended)
  if (options.addition !== null) session.command({ type: 'steer', text: options.addition, when: 'now' }, 'person')
  return session
}

function openWorkbench(ports: SessionPorts, options: SessionOptions): Workbench {
  const epochMs = Date.now() - ports.clock.now()
  const secrets = openSecrets(ports, options)
  return {
    ports,
    options: { ...options, secrets: secrets.grants },
    redact: secrets.redact,
    secrets,
    grants: options.grants ?? memoryGrants(),
    model: ports.model,
    models: [{ use: useOf(ports.model, options), model: ports.model }],
    now: () => Math.round(epochMs + ports.clock.now()),
    look: null,
    settledMs: 0,
    typedLine: NO_LINE,
    asked: new Map(),
    shownWindows: null,
    saidNoPrice: false,
    offeredSecrets: false,
  }
}

function firstEvent(bench: Workbench, state: AgentState): AgentEventBody {
  const { ports, options, redact } = bench
  if (state.phase.kind !== 'idle') {
    const why = state.phase.kind === 'finished' ? 'follow-up' : 'resume'
    const model = newModelOf(bench, state)
    return { kind: 'resumed', why, ...(options.waitOnline ? { waitOnline: true } : {}), ...(model ? { model } : {}) }
  }
  const session: Started = redact({
    task: options.task,
    provider: ports.model.provider,
    model: ports.model.id,
    displays: options.displays.map((display) => ({ ...display })),
    settings: { ...options.shownSettings, ...(options.waitOnline ? { waitOnline: true } : {}) },
    version: options.version,
    ...(options.images.length > 0 ? { images: [...options.images] } : {}),
  })
  return { kind: 'started', session }
}

const NEVER_YIELDS: PersonRules = { yield: { mode: 'off', idleSeconds: 5 }, stopCorner: 'off' }

function handleOf(bench: Workbench, loop: SessionLoop, ended: Promise<SessionEnd>): RunningSession {
  let isHeld = false
  const person = new PersonWatch({
    rules: bench.options.person ?? NEVER_YIELDS,
    display: bench.options.display,
    windows: bench.ports.bridge.windows,
    clock: bench.ports.clock,
    now: () => bench.now(),
    phase: () => loop.state.phase,
    dispatch: (event) => loop.dispatch(bench.redact(event)),
  })
  void ended.then(() => person.close())
  const switchTo = openSwitching(bench, loop)
  const command = (given: Command, by: ControlBy): void => {
    bench.secrets.learn(given)
    if (given.type === 'switch' && bench.ports.makeModel) return switchTo(given, by)
    const wrong = given.type === 'steer' ? whyNotUnderstood(bench, given.text) : null
    if (wrong) return loop.dispatch({ kind: 'refused', problem: wrong })
    person.command(given.type, () => loop.dispatch({ kind: 'command', command: bench.redact(given), by }))
    // a pause forgets the hold; the hand may still be there
    if (given.type === 'continue' && isHeld) loop.dispatch({ kind: 'held', isHeld })
  }
  return {
    id: bench.ports.log.session,
    ended,
    command,
    hold(now) {
      isHeld = now
      loop.dispatch({ kind: 'held', isHeld: now })
      person.hold(now)
    },
    human: (event, place) => person.human(event, place),
  }
}

/** What is said is checked as the task was: the offline model says at once what it cannot do. */
function whyNotUnderstood({ model, redact }: Workbench, text: string): Problem | null {
  const checked = model.check(redact(text))
  return checked.ok ? null : checked.problem
}

/** Everything is let go and on disk before anybody hears that it is over. */
async function close(bench: Workbench, loop: SessionLoop, writer: LineWriter, state: AgentState): Promise<SessionEnd> {
  const { ports, options } = bench
  const end = state.end ?? BROKEN
  const stopped = new AbortController()
  await Promise.race([loop.atRest(), ports.clock.sleep(HANDS_MS, stopped.signal)])
  stopped.abort()
  await options.tools?.close()
  const totals = totalsOf(state)
  await writer.drained()
  if (writer.problem && !writer.isProblemSaid) await sayBroken(writer, writer.problem, totals)
  await ports.log.close()
  if (writer.problem) return { status: 'failed', text: writer.problem.message, totals, problem: writer.problem, stoppedBy: null }
  const { text, problem } = bench.redact({ text: end.text, problem: end.problem })
  return { status: end.status, text, totals, problem, stoppedBy: end.stoppedBy }
}

/** Not even the end could be stepped. */
const BROKEN: End = {
  status: 'failed',
  text: 'Deskhand made a mistake and gave up.',
  problem: { kind: 'bug', message: 'Deskhand made a mistake and gave up.', retryable: false },
  stoppedBy: null,
}

/** The log broke over the last lines of all: whoever reads it should find out why it ends there, if there is room for that. */
async function sayBroken(writer: LineWriter, problem: Problem, totals: Totals): Promise<void> {
  writer.write({ type: 'problem', ...problem })
  writer.write({ type: 'session.finished', status: 'failed', text: problem.message, totals })
  await writer.drained()
}

/** An input port that does not come back must not keep a session from ending. */
const HANDS_MS = 2000

/** A log that is not ours to follow is not guessed at. */
async function refuseStrange(ports: SessionPorts, writer: LineWriter, at: number): Promise<SessionEnd> {
  const message = `Line ${at + 1} of this session's log does not follow from those before it, so it cannot go on. Start a new one.`
  const problem: Problem = { kind: 'log', message, retryable: false }
  const totals = { turns: 0, actions: 0, ms: 0, usage: NO_USAGE }
  const lines: readonly EventBody[] = [
    { type: 'session.resumed', why: 'resume' },
    { type: 'problem', ...problem },
    { type: 'session.finished', status: 'failed', text: message, totals },
  ]
  for (const line of lines) writer.write(line)
  await writer.drained()
  await ports.log.close()
  return { status: 'failed', text: message, totals, problem, stoppedBy: null }
}
