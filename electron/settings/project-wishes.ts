/**
 * What a project's config.json wants beyond what every project may set. A checkout is other people's data, so each of these
 * waits for the person's yes, which is bound to the folder, to what stands there and to the project's own files it would run.
 */
import { createHash } from 'node:crypto'
import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { isRecord } from './layers.js'

export interface ProjectWish {
  /** sha-256 of all that a yes is said to */
  readonly hash: string
  /** the dotted name of the setting, `mcpServers.tickets` */
  readonly name: string
  /** one line for the person */
  readonly what: string
}

/** Larger ones are no program text; their size stands for them. */
const LARGEST_FILE = 50 << 20

export async function readWish(project: string, name: string, value: unknown): Promise<ProjectWish> {
  const root = await realpath(project)
  const files = await Promise.all(ownFiles(root, value).map((file) => fingerprint(root, file)))
  const told = JSON.stringify([root, name, sorted(value), files.filter((file) => file !== null)])
  return { hash: createHash('sha256').update(told).digest('hex'), name, what: inWords(name, value) }
}

/** A link could be turned to another file at any time, and what it leads to is not the project's. */
export async function isLinked(project: string): Promise<boolean> {
  const places = [join(project, '.deskhand'), join(project, '.deskhand', 'config.json')]
  const found = await Promise.all(places.map((place) => lstat(place).catch(() => null)))
  return found.some((one) => one?.isSymbolicLink())
}

/** Words of a command that may name a file of the project. */
function ownFiles(root: string, value: unknown): readonly string[] {
  if (!isRecord(value) || typeof value['command'] !== 'string') return []
  return [value['command'], ...argsOf(value)]
    .flatMap((word) => [word, word.slice(word.indexOf('=') + 1)])
    .filter((word) => isUnder(root, resolve(root, word)))
}

const argsOf = ({ args }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(args) ? args.filter((word): word is string => typeof word === 'string') : []

const isUnder = (root: string, path: string): boolean => path.startsWith(root.endsWith(sep) ? root : root + sep)

async function fingerprint(root: string, word: string): Promise<readonly string[] | null> {
  const path = resolve(root, word)
  const about = await stat(path).catch(() => null)
  if (!about?.isFile()) return null
  if (about.size > LARGEST_FILE) return [word, `${about.size} ${about.mtimeMs}`]
  const bytes = await readFile(path).catch(() => null)
  return bytes === null ? null : [word, createHash('sha256').update(bytes).digest('hex')]
}

/** The same entry with its keys in another order is the same entry. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}

function inWords(name: string, value: unknown): string {
  if (!name.startsWith('mcpServers.') || !isRecord(value)) return `set ${name} to ${JSON.stringify(value)}`
  const server = `the MCP server “${name.slice('mcpServers.'.length)}”`
  if ('url' in value) return `use ${server} at ${String(value['url'])}`
  const line = [value['command'], ...argsOf(value)].map((word) => shown(String(word))).join(' ')
  const network = value['network'] === true ? ', with the network' : ''
  return `start ${server}: ${line}${network}`
}

const shown = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))
