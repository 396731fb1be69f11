/** One config.json as a layer of settings; a missing file is an empty layer, a broken one a problem that names the place. */
import { readFile } from 'node:fs/promises'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema } from '../protocol/settings.js'
import { configuration } from './environment.js'
import { nearest, SETTING_NAMES, unknownNames } from './known-settings.js'
import { isRecord, type Layer } from './layers.js'

export interface ConfigFile {
  readonly layer: Layer
  readonly warnings: readonly string[]
}

export async function readConfig(path: string): Promise<Outcome<ConfigFile, Problem>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (typeof text !== 'string') {
    if (text.code === 'ENOENT' || text.code === 'ENOTDIR') return { ok: true, value: { layer: {}, warnings: [] } }
    return configuration(`The settings file ${path} cannot be read: ${text.message}.`)
  }
  const parsed = parseJson(text)
  if (!parsed.ok) return configuration(`The settings file ${path} is broken: ${parsed.problem}.`)
  if (!isRecord(parsed.value)) return configuration(`The settings file ${path} must hold one JSON object.`)
  return checkValues(path, parsed.value)
}

function parseJson(text: string): Outcome<unknown, string> {
  try {
    return { ok: true, value: text.trim() === '' ? {} : JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { ok: false, problem: withLine(text, error instanceof Error ? error.message : 'it is no JSON') }
  }
}

/** V8 says a position on some versions; a person wants the line. */
function withLine(text: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position === undefined) return message
  const before = text.slice(0, Number(position)).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${message.replace(/ in JSON at position.*$/, '')}`
}

function checkValues(path: string, layer: Layer): Outcome<ConfigFile, Problem> {
  const checked = settingsSchema.safeParse(layer)
  const issue = checked.error?.issues[0]
  if (issue) return configuration(`The settings file ${path} has a wrong value at ${issue.path.join('.')}: ${issue.message}.`)
  return { ok: true, value: { layer, warnings: unknownNames(layer).map((name) => unknownKey(path, name)) } }
}

function unknownKey(path: string, name: string): string {
  const meant = nearest(name, SETTING_NAMES)
  const hint = meant === null ? '' : `; the nearest one is “${meant}”`
  return `The setting “${name}” in ${path} is not known${hint}.`
}
