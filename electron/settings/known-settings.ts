/** The names a setting can have, taken from its schema, and which of them a mistyped one was meant to be. */
import { distance } from 'fastest-levenshtein'
import { settingsSchema } from '../protocol/settings.js'
import { isRecord } from './layers.js'

const defaults = settingsSchema.parse({})
/** These hold names of the person's own, so what is below them is checked by the schema alone. */
const OPEN: ReadonlySet<string> = new Set(['prices', 'profiles', 'mcpServers'])

/** 'limits.steps' …: every value a person can set. */
export const SETTING_NAMES: readonly string[] = leafNames(defaults, '')

function leafNames(value: object, prefix: string): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix + key
    return isRecord(inner) && !OPEN.has(name) ? leafNames(inner, `${name}.`) : [name]
  })
}

/** `null` when nothing is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, far: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((one, other) => one.far - other.far)
  const best = ranked[0]
  return best && best.far <= Math.max(2, Math.floor(best.name.length / 2)) ? best.name : null
}

/** DESKHAND_LIMITS_COST_USD for 'limits.costUsd'. */
export function variableName(setting: string): string {
  const words = setting.replace(/([a-z])([A-Z])/g, '$1_$2').replaceAll('.', '_')
  return `DESKHAND_${words.toUpperCase()}`
}

/** Dotted names in `layer` that are no settings. */
export function unknownNames(layer: object): string[] {
  return layerNames(layer, '').filter((name) => !SETTING_NAMES.includes(name) && !OPEN.has(name.split('.')[0] ?? ''))
}

/** Every dotted name that has a value in `layer`. */
export function layerNames(layer: object, prefix = ''): string[] {
  return Object.entries(layer).flatMap(([key, inner]) => {
    const name = prefix + key
    const isGroup = SETTING_NAMES.some((known) => known.startsWith(`${name}.`))
    return isRecord(inner) && isGroup ? layerNames(inner, `${name}.`) : [name]
  })
}
