/** What the replay and measure windows may ask. */
import { writeFile } from 'node:fs/promises'
import { dialog, shell, type BrowserWindow, type SaveDialogOptions } from 'electron'
import type { Outcome } from '../../native-bridge/index.js'
import { diskProblem } from '../protocol/disk-problem.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { ExportFormat } from '../protocol/replay.js'
import { EXPORTERS, EXTENSIONS } from '../sessions/export/exporters.js'
import { measuresCsv } from '../sessions/export/measures-csv.js'
import type { SessionMeasures } from '../sessions/session-measures.js'
import type { SessionStore } from '../sessions/session-store.js'
import { readReview } from '../tools/review/read-review.js'
import type { Handlers, Push, WindowName } from './ipc-main.js'
import type { Replays } from './replays.js'

export interface ReplayHandlerParts {
  readonly replays: Replays
  readonly measures: SessionMeasures
  readonly store: SessionStore
  readonly isLive: (session: string) => boolean
  readonly window: (name: WindowName) => BrowserWindow | null
  readonly push: Push
}

type Some = Pick<Handlers, Extract<keyof Handlers, `replay.${string}` | `measure.${string}`>>
type Saved = Outcome<{ file: string | null; problems: string[] }, Problem>

const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
const notSaved: Saved = done({ file: null, problems: [] })

const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  html: 'Web page',
  markdown: 'Markdown report',
  jsonl: 'Log lines',
  video: 'Video',
}

export function replayHandlers(parts: ReplayHandlerParts): Some {
  const { replays } = parts
  const exports = new Exports(parts)
  const followed = new Set<WindowName>()
  /** what a window has open ends with it */
  const endWith = (name: WindowName) => {
    if (followed.has(name)) return
    followed.add(name)
    parts.window(name)?.once('closed', () => {
      followed.delete(name)
      replays.closeAll(name)
      exports.stop(name)
    })
  }
  return {
    'replay.open': ({ session }, from) => {
      endWith(from)
      return replays.open(session, from)
    },
    'replay.rows': async ({ session, from: first }, from) => {
      const reader = replays.reader(session, from)
      return reader.ok ? done({ rows: [...reader.value.rows(first)] }) : reader
    },
    'replay.detail': async ({ session, row }, from) => {
      const reader = replays.reader(session, from)
      if (!reader.ok) return reader
      const detail = reader.value.detail(row)
      return detail ? done(detail) : refuse('There is no such step.')
    },
    'replay.find': async ({ session, text, screen }, from) => replays.find(session, from, text, screen),
    'replay.export': ({ session, format }, from) => exports.run(session, format, from),
    'replay.stopExport': async (_none, from) => {
      exports.stop(from)
      return done(null)
    },
    'replay.reveal': async (_none, from) => {
      exports.reveal(from)
      return done(null)
    },
    'measure.read': async () => done([...(await parts.measures.read())]),
    'measure.saveCsv': (_none, from) => saveCsv(parts, from),
  }
}

const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'bad-command', message, retryable: false },
})

/** At most one export a window. */
class Exports {
  private readonly running = new Map<WindowName, AbortController>()
  private readonly last = new Map<WindowName, string>()

  constructor(private readonly parts: ReplayHandlerParts) {}

  async run(text: string, format: ExportFormat, from: WindowName): Promise<Saved> {
    const { store, isLive, push } = this.parts
    if (this.running.has(from)) return refuse('An export is under way in this window.')
    const found = await store.find(text)
    if (!found.ok) return found
    const ending = EXTENSIONS[format]
    const stop = new AbortController()
    this.running.set(from, stop)
    try {
      const file = await askWhere(this.parts.window(from), `session-${found.value}.${ending}`, FORMAT_NAMES[format], ending)
      if (file === null) return notSaved
      const progress = (share: number) => push('replay.progress', { share }, from)
      const folder = store.folder(found.value)
      const review = (events: readonly SessionEvent[]) => readReview(folder, events)
      const how = { folder, file, review, isLive: isLive(found.value), signal: stop.signal, progress }
      const written = await EXPORTERS[format](how)
      if (!written.ok) return stop.signal.aborted ? notSaved : written
      this.last.set(from, file)
      return done({ file, problems: [...written.value.problems] })
    } finally {
      this.running.delete(from)
    }
  }

  stop(from: WindowName): void {
    this.running.get(from)?.abort()
  }

  reveal(from: WindowName): void {
    const file = this.last.get(from)
    if (file !== undefined) shell.showItemInFolder(file)
  }
}

async function askWhere(window: BrowserWindow | null, name: string, kind: string, ending: string): Promise<string | null> {
  const options: SaveDialogOptions = { defaultPath: name, filters: [{ name: kind, extensions: [ending] }] }
  const answer = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options)
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}

async function saveCsv(parts: ReplayHandlerParts, from: WindowName): Promise<Saved> {
  const file = await askWhere(parts.window(from), 'deskhand-sessions.csv', 'Table', 'csv')
  if (file === null) return notSaved
  try {
    await writeFile(file, measuresCsv(await parts.measures.read()), { mode: 0o600 })
    return done({ file, problems: [] })
  } catch (error) {
    return { ok: false, problem: diskProblem(`The table ${file} could not be written`, error) }
  }
}
