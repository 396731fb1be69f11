/** The flags of `run` and `resume` as data: a layer of settings, and what concerns this one session only. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { DIALECT_NAMES } from '../models/openai-chat.js'
import { approvalModeSchema, effortSchema, providerSchema } from '../protocol/settings.js'
import { nearest } from '../settings/known-settings.js'
import { withValue, type Layer } from '../settings/layers.js'
import { refuse, type ParsedArgs } from './parse-args.js'

export interface RunFlags {
  readonly layer: Layer
  readonly json: boolean
  readonly dryRun: boolean
  readonly waitOnline: boolean
  readonly images: readonly string[]
  readonly open: readonly string[]
  readonly secrets: readonly string[]
  readonly profile: string | null
  readonly workspace: string | null
  readonly outputSchema: string | null
}

type Read = (text: string) => Outcome<unknown, string>

const oneOf =
  (options: readonly string[]): Read =>
  (text) => {
    if (options.includes(text)) return { ok: true, value: text }
    const meant = nearest(text, options)
    return {
      ok: false,
      problem: `must be one of ${options.join(', ')}${meant === null ? '' : `; the nearest one is \`${meant}\``}`,
    }
  }
const amount =
  (isWhole: boolean): Read =>
  (text) => {
    const value = Number(text)
    const isRight = text.trim() !== '' && Number.isFinite(value) && value >= 0 && (!isWhole || Number.isInteger(value))
    return isRight ? { ok: true, value } : { ok: false, problem: `must be a ${isWhole ? 'whole ' : ''}number from 0 (no limit)` }
  }
const anyText: Read = (text) => ({ ok: true, value: text })
const url: Read = (text) => {
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  return isUrl ? { ok: true, value: text } : { ok: false, problem: 'must be an http or https address' }
}

const SETTING_FLAGS: Readonly<Record<string, { readonly setting: string; readonly read: Read }>> = {
  provider: { setting: 'provider', read: oneOf(providerSchema.options) },
  model: { setting: 'model', read: anyText },
  'base-url': { setting: 'baseUrl', read: url },
  effort: { setting: 'effort', read: oneOf(effortSchema.options) },
  dialect: { setting: 'dialect', read: oneOf(DIALECT_NAMES) },
  display: { setting: 'display', read: anyText },
  approve: { setting: 'approvals', read: oneOf(approvalModeSchema.options) },
  'max-steps': { setting: 'limits.steps', read: amount(true) },
  'max-cost': { setting: 'limits.costUsd', read: amount(false) },
  'max-minutes': { setting: 'limits.minutes', read: amount(false) },
}

function readLayer(flags: ParsedArgs['flags'], known: typeof SETTING_FLAGS): Outcome<Layer, Problem> {
  let layer: Layer = {}
  for (const [name, { setting, read }] of Object.entries(known)) {
    const text = flags.get(name)?.[0]
    if (text === undefined) continue
    const value = read(text)
    if (!value.ok) return refuse('usage', `--${name} cannot be \`${text}\`: it ${value.problem}.`)
    layer = withValue(layer, setting, value.value)
  }
  return { ok: true, value: layer }
}

const SWITCH_FLAGS: typeof SETTING_FLAGS = {
  provider: { setting: 'provider', read: oneOf(providerSchema.options) },
  model: { setting: 'model', read: anyText },
  effort: { setting: 'effort', read: oneOf([...effortSchema.options, 'default']) },
}

/** The flags of `switch`: the fields of its command. */
export const readSwitchFlags = ({ flags }: Pick<ParsedArgs, 'flags'>): Outcome<Layer, Problem> => readLayer(flags, SWITCH_FLAGS)

export function readRunFlags({ flags }: Pick<ParsedArgs, 'flags'>): Outcome<RunFlags, Problem> {
  const layer = readLayer(flags, SETTING_FLAGS)
  if (!layer.ok) return layer
  return {
    ok: true,
    value: {
      layer: layer.value,
      json: flags.has('json'),
      dryRun: flags.has('dry-run'),
      waitOnline: flags.has('wait-online'),
      images: flags.get('image') ?? [],
      open: flags.get('open') ?? [],
      secrets: flags.get('secret') ?? [],
      profile: flags.get('profile')?.[0] ?? null,
      workspace: flags.get('workspace')?.[0] ?? null,
      outputSchema: flags.get('output-schema')?.[0] ?? null,
    },
  }
}
