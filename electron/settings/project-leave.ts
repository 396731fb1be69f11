/**
 * What the person answered to wishes of projects, in $DESKHAND_HOME/project-leave.json: outside every project, by hash, bound to
 * this machine. What changed has another hash and is asked for again.
 */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import { diskProblem } from '../protocol/disk-problem.js'
import type { Problem } from '../protocol/problem.js'
import { machineId } from './grants-file.js'
import type { ProjectWish } from './project-wishes.js'

const answerSchema = z.object({
  /** first part of the hash, to name it by */
  id: z.string(),
  hash: z.string(),
  answer: z.enum(['yes', 'no']),
  project: z.string(),
  name: z.string(),
  what: z.string(),
  machine: z.string(),
  /** ISO-8601 */
  at: z.string(),
})
export type ProjectAnswer = z.infer<typeof answerSchema>

export interface ProjectLeave {
  /** all answers that count on this machine, oldest first */
  list(): Promise<readonly ProjectAnswer[]>
  keep(project: string, wish: ProjectWish, answer: 'yes' | 'no'): Promise<Outcome<void, Problem>>
  /** by id, or all; the value says which are gone */
  forget(which: string): Promise<Outcome<readonly ProjectAnswer[], Problem>>
}

export function openProjectLeave(home: string, machine = machineId(), now: () => Date = () => new Date()): ProjectLeave {
  const path = join(home, 'project-leave.json')
  /** A file that cannot be read gives no leave. */
  const list = async (): Promise<readonly ProjectAnswer[]> => {
    const parsed = z.array(answerSchema).safeParse(parseOrNull(await readFile(path, 'utf8').catch(() => '[]')))
    return parsed.success ? parsed.data.filter((one) => one.machine === machine) : []
  }
  const write = async (answers: readonly ProjectAnswer[]): Promise<Outcome<void, Problem>> => {
    try {
      await mkdir(home, { recursive: true, mode: 0o700 })
      await writeFileAtomic(path, `${JSON.stringify(answers, null, 2)}\n`, { mode: 0o600 })
      return { ok: true, value: undefined }
    } catch (error) {
      return { ok: false, problem: diskProblem('The answer could not be kept', error) }
    }
  }
  return {
    list,
    keep: async (project, { hash, name, what }, answer) => {
      const others = (await list()).filter((one) => one.hash !== hash)
      return write([...others, { id: hash.slice(0, 8), hash, answer, project, name, what, machine, at: now().toISOString() }])
    },
    forget: async (which) => {
      const all = await list()
      const gone = all.filter(({ id }) => which === 'all' || id === which.toLowerCase())
      const written = gone.length === 0 ? { ok: true as const } : await write(all.filter((one) => !gone.includes(one)))
      return written.ok ? { ok: true, value: gone } : written
    },
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
