/** The project's .deskhand/config.json as a layer: what it may set, what the person said yes to, and what waits for an answer. */
import { join } from 'node:path'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema } from '../protocol/settings.js'
import { isRecord, valueAt, withValue, type Layer } from './layers.js'
import { openProjectLeave } from './project-leave.js'
import { restrictProject, type RestrictedProject } from './project-limits.js'
import { isLinked, readWish, type ProjectWish } from './project-wishes.js'
import { readConfig } from './read-config.js'

export interface ProjectFile {
  readonly layer: Layer
  readonly warnings: readonly string[]
  readonly waiting: readonly ProjectWish[]
}

interface Places {
  readonly home: string
  readonly project: string | null
}

export async function readProject({ home, project }: Places, user: Layer): Promise<Outcome<ProjectFile, Problem>> {
  if (project === null) return { ok: true, value: { layer: {}, warnings: [], waiting: [] } }
  const path = join(project, '.deskhand', 'config.json')
  const read = await readConfig(path)
  if (!read.ok) return read
  const yours = settingsSchema.parse(user) as unknown as Layer
  const restricted = restrictProject(path, read.value.layer, yours)
  const { layer, warnings, waiting } = await weighWishes({ home, project, path }, restricted, yours)
  return { ok: true, value: { layer, waiting, warnings: [...read.value.warnings, ...restricted.warnings, ...warnings] } }
}

async function weighWishes(
  { home, project, path }: { readonly home: string; readonly project: string; readonly path: string },
  { layer: free, wished }: RestrictedProject,
  yours: Layer,
): Promise<ProjectFile> {
  let layer = free
  const warnings: string[] = []
  const waiting: ProjectWish[] = []
  const answers = wished.length === 0 ? [] : await openProjectLeave(home).list()
  const isLink = wished.length > 0 && (await isLinked(project))
  for (const [name, value] of wished) {
    const never = isLink ? 'the file is a link, and leave is given to no link' : refusedServer(name, yours)
    const wish = await readWish(project, name, value)
    const answer = answers.find(({ hash }) => hash === wish.hash)
    if (never === null && answer?.answer === 'yes') layer = withValue(layer, name, value)
    else warnings.push(`“${name}” in ${path} is not used: ${never ?? (answer ? saidNo(answer.id) : WAITS)}.`)
    if (never === null && !answer) waiting.push(wish)
  }
  return { layer, warnings, waiting }
}

const WAITS =
  'a project may not set it without your yes, which is asked for in a terminal (`deskhand run --workspace`) and in the app'
const saidNo = (id: string): string => `you said no; \`deskhand grants revoke ${id}\` has it asked again`

/** A server of the person's own is not replaced or added to, and its tools' names (`name__tool`) stay its own. */
function refusedServer(name: string, yours: Layer): string | null {
  const [group, server = ''] = name.split('.')
  if (group !== 'mcpServers') return null
  const own = valueAt(yours, 'mcpServers')
  const names = isRecord(own) ? Object.keys(own).map((one) => one.toLowerCase()) : []
  if (names.includes(server.toLowerCase())) return 'you have a server of this name'
  return server.includes('--') ? 'a project’s server may not have two dashes in its name' : null
}
