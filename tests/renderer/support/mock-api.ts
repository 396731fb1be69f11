/**
 * `window.deskhand` for a page without the app: answers from what the test handed over, remembers every question in `asked`,
 * and lets the test push. Sent into the page as source, so it uses nothing from outside itself.
 */
import type { SessionEvent } from '../../../electron/protocol/event.js'
import type { AppState } from '../../../electron/protocol/ipc.js'
import type { KnownModel } from '../../../electron/protocol/known-model.js'
import type { FileDiff } from '../../../electron/protocol/review.js'
import type { SampleReplay } from './sample-replay.js'
import type { SessionRecord } from '../../../electron/protocol/session-record.js'

export interface Mock {
  readonly app: AppState
  readonly events: readonly SessionEvent[]
  readonly records: readonly SessionRecord[]
  /** what can be chosen */
  readonly models: readonly KnownModel[]
  /** sessions that a replay window can open, by id */
  readonly replays: Readonly<Record<string, SampleReplay>>
  /** sessions that worked in a folder */
  readonly reviewable: readonly string[]
  /** what a review window shows of files, by path */
  readonly diffs: Readonly<Record<string, FileDiff>>
  /** name of a question → its whole answer, instead of the usual one; 'never': it does not come */
  readonly answers: Readonly<Record<string, unknown>>
  /** keys of localStorage that are set before the page starts */
  readonly stored: Readonly<Record<string, string>>
}

export interface Asked {
  readonly name: string
  readonly input: unknown
}

export interface MockedWindow {
  deskhand: unknown
  asked: Asked[]
  push: (name: string, payload: unknown) => void
}

export function installMock(mock: Mock): void {
  const target = window as unknown as MockedWindow
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  let app = mock.app
  const push = (name: string, payload: unknown) => listeners.get(name)?.forEach((listener) => listener(payload))
  const usual: Record<string, (input: never) => unknown> = {
    'app.state': () => app,
    'sessions.list': () => mock.records,
    'sessions.events': ({ session }: { session: string }) => mock.events.filter((event) => event.session === session),
    'task.start': () => ({ session: 'new' }),
    'retention.look': () => ({ all: { sessions: 0, bytes: 0 }, surplus: { sessions: 0, bytes: 0 } }),
    'sessions.can': () => ({ resume: null, fork: null, again: null, needsMessage: true }),
    'folder.choose': () => '/home/ann/shop',
    'project.look': () => ({ templates: app.templates, wishes: [], notes: [] }),
    'keys.test': () => ({ ms: 412 }),
    'models.list': () => ({ asOf: '2026-11-22', models: mock.models }),
    'models.test': () => ({ ms: 1830, point: { x: 912, y: 344 }, isRight: true, usd: 0.0031 }),
    'secrets.list': () => [],
    'replay.open': ({ session }: { session: string }) => mock.replays[session]?.about,
    'replay.rows': ({ session, from }: { session: string; from: number }) => ({
      rows: mock.replays[session]?.rows.slice(from, from + 1000) ?? [],
    }),
    'replay.detail': ({ session, row }: { session: string; row: number }) => mock.replays[session]?.details[row],
    'review.has': ({ session }: { session: string }) => mock.reviewable.includes(session),
    'review.file': ({ path }: { path: string }) => mock.diffs[path],
    'settings.set': (change: Partial<AppState['settings']>) => {
      app = { ...app, settings: { ...app.settings, ...change } }
      push('app.changed', app)
      return app.settings
    },
  }
  target.asked = []
  target.push = push
  target.deskhand = {
    ask: (name: string, input: unknown) => {
      target.asked.push({ name, input })
      const given = mock.answers[name]
      if (given === 'never') return new Promise(() => undefined)
      if (given !== undefined) return Promise.resolve(given)
      return Promise.resolve({ ok: true, value: usual[name]?.(input as never) ?? null })
    },
    on: (name: string, listener: (payload: unknown) => void) => {
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(listener))
      return () => all.delete(listener)
    },
  }
  for (const [key, value] of Object.entries(mock.stored)) localStorage.setItem(key, value)
  // the app's picture scheme does not exist here: the same pictures come from the page's own server
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')
  const served = (url: string) => (url.startsWith('deskhand-frame://') ? `/pictures/${url.split('/').at(-1)}.svg` : url)
  Object.defineProperty(HTMLImageElement.prototype, 'src', {
    ...source,
    set(this: HTMLImageElement, url: string) {
      source?.set?.call(this, served(url))
    },
  })
}
