/** One config.json as a layer of settings; a missing file is an empty layer, a broken one a problem that names the place. */
import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { POLICY_RULE_KEYS, PROFILE_KEYS } from '../protocol/policy.js'
import { settingsSchema } from '../protocol/settings.js'
import { configuration } from './environment.js'
import { brokenPlace } from './json-place.js'
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
  const json = text.replace(/^\uFEFF/, '')
  if (json.trim() === '') return { ok: true, value: {} }
  const place = brokenPlace(json)
  if (place !== null) return { ok: false, problem: `line ${place.line}, column ${place.column} is no JSON` }
  return { ok: true, value: JSON.parse(json) }
}

function checkValues(path: string, layer: Layer): Outcome<ConfigFile, Problem> {
  const checked = settingsSchema.safeParse(layer)
  const issue = checked.error?.issues[0]
  if (issue) return configuration(`The settings file ${path} has a wrong value at ${issue.path.join('.')}: ${inWords(issue)}.`)
  return { ok: true, value: { layer, warnings: unknownNames(layer).map((name) => unknownKey(path, name)) } }
}

/** An unknown word in a rule would make it fit more than was meant, so it is no mere warning. */
function inWords(issue: z.core.$ZodIssue): string {
  const [word] = issue.code === 'unrecognized_keys' ? issue.keys : []
  if (word === undefined) return issue.message
  const known = issue.path[0] === 'profiles' && issue.path.length === 2 ? PROFILE_KEYS : POLICY_RULE_KEYS
  const meant = nearest(word, known)
  return `“${word}” is not known there${meant === null ? `; there is ${known.join(', ')}` : `; the nearest one is “${meant}”`}`
}

function unknownKey(path: string, name: string): string {
  const meant = nearest(name, SETTING_NAMES)
  const hint = meant === null ? '' : `; the nearest one is “${meant}”`
  return `The setting “${name}” in ${path} is not known${hint}.`
}
