/**
 * What a project's .deskhand/config.json may decide: model, effort, display, and tighter limits and approvals. A checkout
 * is other people's data, so everything else in it waits for the person's yes and is not used.
 */
import { approvalModeSchema } from '../protocol/settings.js'
import { layerNames } from './known-settings.js'
import { valueAt, withValue, type Layer } from './layers.js'

type ProjectVerdict = 'used' | keyof typeof REASON

const FREE = new Set(['model', 'effort', 'display'])
/** the schema names them from tight to loose */
const APPROVALS_FROM_TIGHT = approvalModeSchema.options

export function restrictProject(path: string, project: Layer, below: Layer): { layer: Layer; warnings: readonly string[] } {
  let layer: Layer = {}
  const warnings: string[] = []
  for (const name of layerNames(project)) {
    const value = valueAt(project, name)
    const verdict = judge(name, value, valueAt(below, name))
    if (verdict === 'used') layer = withValue(layer, name, value)
    else warnings.push(`“${name}” in ${path} is not used: ${REASON[verdict]}.`)
  }
  return { layer, warnings }
}

const REASON = {
  looser: 'a project may only set tighter limits and approvals than yours',
  'not-allowed': 'a project may not set it; put it into your own config.json',
} as const

function judge(name: string, value: unknown, yours: unknown): ProjectVerdict {
  if (FREE.has(name)) return 'used'
  if (name === 'approvals') return tightness(value) <= tightness(yours) ? 'used' : 'looser'
  if (name.startsWith('limits.')) return limit(value) <= limit(yours) ? 'used' : 'looser'
  return 'not-allowed'
}

function tightness(mode: unknown): number {
  return APPROVALS_FROM_TIGHT.findIndex((known) => known === mode)
}

/** 0 means no limit. */
function limit(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : Number.POSITIVE_INFINITY
}
