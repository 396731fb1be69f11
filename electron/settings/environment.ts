/** Settings from the environment: DESKHAND_<SETTING>. An empty variable counts as unset. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { settingsSchema } from '../protocol/settings.js'
import { nearest, SETTING_NAMES, variableName } from './known-settings.js'
import { valueAt, withValue, type Layer } from './layers.js'

export type Environment = Readonly<Record<string, string | undefined>>

const PREFIX = 'DESKHAND_'
const NAME_OF_VARIABLE = new Map(SETTING_NAMES.map((name) => [variableName(name), name]))
/** Variables that are ours and are no settings: the home, what tests look at, the mark of a program on a private desktop. */
const OTHERS = /^DESKHAND_(HOME|DESKTOP|TEST_.*)$/
const defaults = settingsSchema.parse({})

export function readEnvironment(env: Environment): Outcome<{ layer: Layer; warnings: readonly string[] }, Problem> {
  let layer: Layer = {}
  const warnings: string[] = []
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || OTHERS.test(variable) || !text) continue
    const name = NAME_OF_VARIABLE.get(variable)
    if (name === undefined) {
      const known = [...NAME_OF_VARIABLE.keys()].map((each) => each.slice(PREFIX.length))
      const meant = nearest(variable.slice(PREFIX.length), known)
      if (meant !== null) warnings.push(`The variable ${variable} is no setting; the nearest one is ${PREFIX}${meant}.`)
      continue
    }
    const value = readValue(name, text)
    if (!value.ok) return configuration(`The variable ${variable} cannot be “${text}”: ${value.problem}.`)
    layer = withValue(layer, name, value.value)
  }
  return { ok: true, value: { layer, warnings } }
}

const AS_JSON: ReadonlySet<string> = new Set([
  'prices',
  'policy',
  'projectPolicy',
  'profiles',
  'tools.env',
  'tools.read',
  'tools.readOnly',
  'mcpServers',
])

function readValue(name: string, text: string): Outcome<unknown, string> {
  const standard = valueAt(defaults, name)
  if (typeof standard === 'number') {
    const value = Number(text)
    return Number.isFinite(value) ? { ok: true, value } : { ok: false, problem: 'it is no number' }
  }
  if (name.startsWith('overlay.') && standard === null) return { ok: true, value: Number(text) }
  if (!AS_JSON.has(name)) return { ok: true, value: text }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, problem: 'it is no JSON' }
  }
}

export function configuration(message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind: 'configuration', message, retryable: false } }
}
