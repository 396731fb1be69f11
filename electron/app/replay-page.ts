/** The replay of a session as one file, opened by the person's browser. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shell } from 'electron'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { SessionStore } from '../sessions/session-store.js'

export type WriteReplay = (session: string) => Promise<Outcome<string, Problem>>

/** `folder` is where the files go; they hold nothing that the session does not. */
export async function openReplay(
  session: string,
  folder: string,
  store: SessionStore,
  html: WriteReplay,
): Promise<Outcome<null, Problem>> {
  const found = await store.find(session)
  if (!found.ok) return found
  const page = await html(found.value)
  if (!page.ok) return page
  const file = join(folder, `${found.value}.html`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(file, page.value, { mode: 0o600 })
  } catch (thrown) {
    return disk(`The replay could not be written: ${thrown instanceof Error ? thrown.message : String(thrown)}.`)
  }
  const reason = await shell.openPath(file)
  return reason === '' ? { ok: true, value: null } : disk(`The replay is ${file}; no browser opened it: ${reason}.`)
}

const disk = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'disk', message, retryable: false },
})
