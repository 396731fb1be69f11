/** What the review window may ask, and who may open it. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { SessionEvent } from '../protocol/event.js'
import type { SessionStore } from '../sessions/session-store.js'
import type { SettingsStore } from '../settings/settings.js'
import { modelShare } from '../tools/commit/model-share.js'
import { commitSession, proposeCommit } from '../tools/commit/session-commit.js'
import { checkSession } from '../tools/review/scan/check-session.js'
import { fileDiff } from '../tools/review/file-diff.js'
import { acceptReview, openReview, workspaceOf } from '../tools/review/open-review.js'
import { undo } from '../tools/undo/undo.js'
import type { Handlers } from './ipc-main.js'
import type { AppWindows } from './windows/app-windows.js'

export interface ReviewHandlerParts {
  readonly store: SessionStore
  readonly settings: SettingsStore
  readonly windows: AppWindows
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly isLive: (session: string) => boolean
}

type Some = Pick<Handlers, Extract<keyof Handlers, `review.${string}` | 'sessions.openReview'>>

interface Found {
  readonly id: string
  readonly folder: string
  readonly events: readonly SessionEvent[]
}

/** A repository that takes longer to count is not counted. */
const SHARE_MS = 20_000

const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'bad-command', message, retryable: false },
})

export function reviewHandlers(parts: ReviewHandlerParts): Some {
  const { store, windows, env, isLive } = parts
  /** what changes something waits for the session's end */
  const ended = async (text: string): Promise<Outcome<Found, Problem>> => {
    const found = await find(store, text)
    return found.ok && isLive(found.value.id) ? refuse('This session is running. Stop it first, or wait for its end.') : found
  }
  return {
    'sessions.openReview': async ({ session }) => {
      const found = await store.find(session)
      if (!found.ok) return found
      windows.showReview(found.value)
      return done(null)
    },
    'review.has': async ({ session }) => {
      const found = await store.find(session)
      return found.ok ? done((await workspaceOf(store.folder(found.value))) !== null) : found
    },
    'review.open': ({ session }) => open(parts, session),
    'review.file': async ({ session, path }) => {
      const found = await store.find(session)
      return found.ok ? fileDiff(store.folder(found.value), path) : found
    },
    'review.check': async ({ session }) => {
      const found = await ended(session)
      return found.ok ? check(parts, found.value) : found
    },
    'review.share': async ({ session }) => {
      const found = await store.find(session)
      if (!found.ok) return found
      const root = await workspaceOf(store.folder(found.value))
      return root === null ? done(null) : modelShare(root, env, AbortSignal.timeout(SHARE_MS))
    },
    'review.accept': async ({ session }) => {
      const found = await ended(session)
      if (!found.ok) return found
      const accepted = await acceptReview(found.value.folder, new Date().toISOString())
      return accepted.ok ? done(null) : accepted
    },
    'review.undo': async ({ session, path }) => {
      const found = await ended(session)
      if (!found.ok) return found
      const undone = await undo(found.value.folder, 0, path)
      if (!undone.ok) return undone
      const { restored, removed, kept } = undone.value
      return done({ restored: [...restored], removed: [...removed], kept: [...kept] })
    },
    'review.propose': async ({ session }) => {
      const found = await ended(session)
      return found.ok ? proposeCommit({ ...found.value, env }) : found
    },
    'review.commit': async ({ session, message }) => {
      const found = await ended(session)
      return found.ok ? commitSession({ ...found.value, env, message, at: new Date().toISOString() }) : found
    },
  }
}

async function find(store: SessionStore, text: string): Promise<Outcome<Found, Problem>> {
  const found = await store.find(text)
  if (!found.ok) return found
  const read = await store.read(found.value, { withoutItems: true })
  return read.ok ? done({ id: found.value, folder: read.value.folder, events: read.value.events }) : read
}

async function open({ store, isLive }: ReviewHandlerParts, session: string) {
  const found = await find(store, session)
  if (!found.ok) return found
  const { id, folder, events } = found.value
  const record = await store.show(id)
  if (!record.ok) return record
  const review = await openReview(folder, events)
  return review.ok ? done({ ...review.value, record: record.value, isLive: isLive(id) }) : review
}

async function check({ settings, env, home }: ReviewHandlerParts, { folder }: Found) {
  const loaded = await settings.load()
  if (!loaded.ok) return loaded
  const checked = await checkSession(folder, { settings: loaded.value.settings.tools, env, hidden: [home] })
  return checked.ok ? done([...checked.value]) : checked
}
