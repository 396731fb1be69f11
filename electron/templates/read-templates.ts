/** The templates there are: those of the project (`.deskhand/templates/*.md`), then those built in that none of them replaces. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { BUILT_IN_TEMPLATES } from './built-in.js'
import { TEMPLATE_NAME, type Template } from './template.js'

export interface KnownTemplates {
  readonly templates: readonly Template[]
  /** what could not be taken, one sentence each */
  readonly warnings: readonly string[]
}

/** A prompt is no book. */
const MOST_BYTES = 64_000
const MOST_FILES = 100

export const TEMPLATE_FOLDER = join('.deskhand', 'templates')

/** `project`: the folder that is worked in; null: none. */
export async function readTemplates(project: string | null): Promise<KnownTemplates> {
  const read = project === null ? [] : await readFolder(join(project, TEMPLATE_FOLDER))
  const own = read.flatMap((one) => (typeof one === 'string' ? [] : [one]))
  const names = new Set(own.map(({ name }) => name))
  return {
    templates: [...own, ...BUILT_IN_TEMPLATES.filter(({ name }) => !names.has(name))],
    warnings: read.filter((one) => typeof one === 'string'),
  }
}

async function readFolder(folder: string): Promise<readonly (Template | string)[]> {
  const files = await readdir(folder).catch(() => [])
  const named = files.filter((file) => file.endsWith('.md')).sort()
  return Promise.all(named.slice(0, MOST_FILES).map((file) => readOne(join(folder, file))))
}

async function readOne(file: string): Promise<Template | string> {
  const name = basename(file, '.md')
  if (!TEMPLATE_NAME.test(name)) return `${file} is left out: a template's name is made of small letters, digits and dashes.`
  try {
    const found = await stat(file)
    if (!found.isFile()) return `${file} is left out: it is no file.`
    if (found.size > MOST_BYTES) return `${file} is left out: it is longer than ${MOST_BYTES} bytes.`
    return templateIn(name, await readFile(file, 'utf8')) ?? `${file} is left out: it is empty.`
  } catch {
    return `${file} is left out: it cannot be read.`
  }
}

/** The first heading says what it is for and is not part of the text. */
export function templateIn(name: string, written: string): Template | null {
  const [first = '', ...rest] = written.trim().split('\n')
  const heading = /^#\s+(.+)$/.exec(first)?.[1]
  const text = heading === undefined ? written.trim() : rest.join('\n').trim()
  return text === '' ? null : { name, about: heading ?? first.slice(0, 80), text, from: 'project' }
}
