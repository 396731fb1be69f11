/** What the replay window may ask about going on with a session, forking it, doing it again, and changing what is done. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { SessionCan } from '../protocol/redo.js'
import { shownRecording } from '../recordings/shown-recording.js'
import { earlierLife } from '../sessions/earlier-life.js'
import type { WatchedSession } from '../sessions/replay-reader.js'
import type { SessionStore } from '../sessions/session-store.js'
import { openWorkspaceMemory } from '../settings/workspace-memory.js'
import type { CurrentTask } from './current-task.js'
import type { Handlers, WindowName } from './ipc-main.js'
import { ofSession, readSource, saveRecording, versionsOf } from './redo-sources.js'
import type { Replays } from './replays.js'
import type { Redo } from './session-model.js'
import type { TaskWishes } from './start-task.js'
import { WHY_NOT_ON } from './why-not-on.js'
import type { AppWindows } from './windows/app-windows.js'

type Started = Outcome<{ session: string }, Problem>

export interface RedoHandlerParts {
  readonly home: string
  readonly store: SessionStore
  readonly replays: Replays
  readonly isLive: (session: string) => boolean
  readonly windows: AppWindows
  readonly task: CurrentTask
  readonly startTask: (wishes: TaskWishes) => Promise<Started>
  readonly startRedo: (redo: Redo, display: string | null) => Promise<Started>
}

type Some = Pick<Handlers, Extract<keyof Handlers, `redo.${string}`> | 'sessions.can' | 'sessions.resume' | 'sessions.fork'>

const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})

export function redoHandlers(parts: RedoHandlerParts): Some {
  const { home, store, replays } = parts
  /** the session as the window that asks has it open */
  const read = (session: string, from: WindowName): Outcome<WatchedSession, Problem> => {
    const reader = replays.reader(session, from)
    return reader.ok ? done(reader.value.session()) : reader
  }
  return {
    'redo.read': async ({ session, ...wanted }, from) => {
      const found = read(session, from)
      const source = found.ok ? await readSource(found.value, wanted, home) : found
      if (!source.ok) return source
      const { recording, problems } = source.value
      return done({
        versions: [...(await versionsOf(session, home))],
        recording: shownRecording(recording),
        problems: [...problems],
      })
    },
    'redo.save': async ({ session, version, edits, ...wish }, from) => {
      const found = read(session, from)
      const source = found.ok ? await readSource(found.value, { version, edits }, home) : found
      return source.ok ? saveRecording(source.value, wish, home) : source
    },
    'redo.start': async ({ session, version, edits, values, display, open }, from) => {
      const found = read(session, from)
      const source = found.ok ? await readSource(found.value, { version, edits }, home) : found
      if (!source.ok) return source
      const started = await parts.startRedo({ source: source.value, values: new Map(Object.entries(values)), open }, display)
      if (started.ok) void comeBack(session, parts)
      return started
    },
    'sessions.can': async ({ session }, from) => {
      const found = read(session, from)
      return found.ok ? done(whatCanBe(found.value, parts)) : found
    },
    'sessions.resume': async ({ session, message }, from) => {
      const found = read(session, from)
      if (!found.ok) return found
      const { resume, needsMessage } = whatCanBe(found.value, parts)
      if (resume !== null) return refuse(resume)
      if (needsMessage && !message) return refuse('The task is done. Say what it shall also do.')
      return parts.startTask({ ...NO_WISHES, task: message ?? '', follow: session })
    },
    'sessions.fork': async ({ session, turn }) => {
      const forked = await store.fork(session, turn)
      if (!forked.ok) return forked
      const kept = await openWorkspaceMemory(home).copy(session, forked.value)
      if (!kept.ok) return kept
      parts.windows.showReplay(forked.value)
      return done({ session: forked.value })
    },
  }
}

const NO_WISHES = { provider: null, model: null, display: null, approvals: null, workspace: null }
const RUNS = 'This session is running. Tell it what to change, or stop it first.'

/** A completed turn said something, did something, or at least cost something. */
const COMPLETED: ReadonlySet<string> = new Set(['usage', 'message', 'action.proposed', 'tool.proposed'])

function whatCanBe(read: WatchedSession, { isLive }: RedoHandlerParts): SessionCan {
  const life = earlierLife(read)
  const runs = isLive(read.id) ? RUNS : null
  const source = ofSession(read)
  const hasSteps = read.events.some(({ type }) => COMPLETED.has(type))
  return {
    resume: runs ?? WHY_NOT_ON[life],
    fork: WHY_NOT_ON[life] ?? (hasSteps ? null : 'No step of this session was completed, so there is nothing to fork.'),
    again: runs ?? (source.ok ? null : source.problem.message),
    needsMessage: life === 'done',
  }
}

/** On the person's own screen the window went out of the hands' way: what came of it is shown when they are done. */
async function comeBack(session: string, { task, windows }: RedoHandlerParts): Promise<void> {
  await task.whenEnded()
  if (windows.get(`replay:${session}`)?.isMinimized()) windows.showReplay(session)
}
