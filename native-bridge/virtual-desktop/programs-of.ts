/** Finds the programs that live on a private desktop by the mark in their environment (Linux: /proc). */
import { readdir, readFile } from 'node:fs/promises'

export const MARK = 'DESKHAND_DESKTOP'

export async function endProgramsOf(mark: string): Promise<void> {
  for (const pid of await marked(mark)) signal(pid, 'SIGTERM')
}

async function marked(mark: string): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => [])
  const pids = entries.map(Number).filter((pid) => Number.isInteger(pid) && pid !== process.pid)
  const checked = await Promise.all(pids.map(async (pid) => ((await isMarked(pid, mark)) ? [pid] : [])))
  return checked.flat()
}

/** Processes of others cannot be read, and some end while we look. */
async function isMarked(pid: number, mark: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return environment.split('\0').includes(`${MARK}=${mark}`)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // gone already
  }
}
