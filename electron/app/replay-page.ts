/** The replay of a session as one file, opened by the person's browser. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { shell } from 'electron'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { exportHtml } from '../sessions/export/html.js'
import type { SessionStore } from '../sessions/session-store.js'

/** `folder` is where the files go; they hold nothing that the session does not. */
export async function openReplay(session: string, folder: string, store: SessionStore): Promise<Outcome<null, Problem>> {
  const found = await store.find(session)
  if (!found.ok) return found
  const file = join(folder, `${found.value}.html`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    return disk(`The folder ${folder} could not be made: ${thrown instanceof Error ? thrown.message : String(thrown)}.`)
  }
  const written = await exportHtml({ folder: store.folder(found.value), file })
  if (!written.ok) return written
  const reason = await shell.openPath(file)
  return reason === '' ? { ok: true, value: null } : disk(`The replay is ${file}; no browser opened it: ${reason}.`)
}

const disk = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'disk', message, retryable: false },
})
