/**
 * A session as one replay page that needs nothing else: no network, no folder beside it. Written whole or not at all.
 */
import { open, rename, unlink } from 'node:fs/promises'
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import { diskProblem } from '../../protocol/disk-problem.js'
import { sessionBytes } from '../folder-size.js'
import { foldRecord } from '../fold-record.js'
import { readFrame } from '../frame-files.js'
import { readSession } from '../read-session.js'
import { foldReplay } from '../../replay/fold-replay.js'
import type { ReplayFrame } from '../../replay/replay-item.js'
import { replayPage, type ReplayPage } from './replay-page.js'

export interface ExportHtmlOptions {
  /** the session's folder */
  readonly folder: string
  /** where the page is written; replaced whole */
  readonly file: string
  /** does a live process hold the session? */
  readonly isLive?: boolean
}

export interface ExportedHtml {
  /** what could not be read of the session, one sentence each; the page says it too */
  readonly problems: readonly string[]
}

export async function exportHtml(options: ExportHtmlOptions): Promise<Outcome<ExportedHtml, Problem>> {
  const read = await readSession(options.folder)
  if (!read.ok) return read
  const { events, problems } = read.value
  const picture = (frame: ReplayFrame) => dataUrl(options.folder, frame)
  const record = foldRecord(read.value, { isLive: options.isLive ?? false, bytes: await sessionBytes(options.folder, events) })
  const written = await writePage(options.file, { record, replay: foldReplay(events), problems, picture })
  return written.ok ? { ok: true, value: { problems } } : written
}

async function dataUrl(folder: string, frame: ReplayFrame): Promise<string | null> {
  const file = await readFrame(folder, frame.id)
  return file.ok ? `data:${file.value.mime};base64,${Buffer.from(file.value.bytes).toString('base64')}` : null
}

async function writePage(path: string, page: ReplayPage): Promise<Outcome<void, Problem>> {
  const draft = `${path}.${process.pid}.part`
  try {
    const file = await open(draft, 'w', 0o600)
    try {
      for await (const piece of replayPage(page)) await file.appendFile(piece, 'utf8')
    } finally {
      await file.close()
    }
    await rename(draft, path)
    return { ok: true, value: undefined }
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    return { ok: false, problem: diskProblem(`The page ${path} could not be written`, error) }
  }
}
