/**
 * What a project's .deskhand/config.json may decide: model, effort, display, and tighter limits and approvals. A checkout
 * is other people's data, so everything else in it waits for the person's yes (project-wishes.ts) or is not used at all.
 */
import { z } from 'zod'
import { policyRuleSchema, type PolicyRule } from '../protocol/policy.js'
import { approvalModeSchema } from '../protocol/settings.js'
import { layerNames } from './known-settings.js'
import { isRecord, valueAt, withValue, type Layer } from './layers.js'

type ProjectVerdict = 'used' | 'wished' | 'looser' | 'personal'

const FREE = new Set(['model', 'effort', 'display'])
/** What is the person's alone, so that no project can ask for it: how prompts look, leave in advance, which sessions are kept. */
const PERSONAL = /^(prompt|profiles|retention)(\.|$)/
/** the schema names them from tight to loose */
const APPROVALS_FROM_TIGHT = approvalModeSchema.options

export interface RestrictedProject {
  readonly layer: Layer
  /** what it may only set with the person's yes */
  readonly wished: readonly (readonly [name: string, value: unknown])[]
  readonly warnings: readonly string[]
}

export function restrictProject(path: string, project: Layer, below: Layer): RestrictedProject {
  let layer: Layer = {}
  const wished: (readonly [string, unknown])[] = []
  const warnings: string[] = []
  for (const name of layerNames(project)) {
    const value = valueAt(project, name)
    if (name === 'policy' || name === 'projectPolicy') {
      const { rules, loose } = tightRules(value)
      layer = withValue(layer, 'projectPolicy', [...listAt(layer, 'projectPolicy'), ...rules])
      warnings.push(...loose.map((id) => `The rule “${id}” in ${path} is not used: ${REASON.allows}.`))
      continue
    }
    const verdict = judge(name, value, valueAt(below, name))
    if (verdict === 'used') layer = withValue(layer, name, value)
    else if (verdict === 'wished') wished.push(...(name === 'mcpServers' ? serversIn(value) : [[name, value] as const]))
    else warnings.push(`“${name}” in ${path} is not used: ${REASON[verdict]}.`)
  }
  return { layer, wished, warnings }
}

const REASON = {
  allows: 'a project may only ask and deny',
  looser: 'a project may only set tighter limits and approvals than yours',
  personal: 'a project may not set it; put it into your own config.json',
} as const

function judge(name: string, value: unknown, yours: unknown): ProjectVerdict {
  if (FREE.has(name)) return 'used'
  if (name === 'approvals') return tightness(value) <= tightness(yours) ? 'used' : 'looser'
  if (name === 'tools.readOnly') return value === true ? 'used' : 'looser'
  if (name === 'tools.network') return value === 'off' ? 'used' : 'looser'
  if (name.startsWith('limits.')) return limit(value) <= limit(yours) ? 'used' : 'looser'
  return PERSONAL.test(name) ? 'personal' : 'wished'
}

const serversIn = (value: unknown): (readonly [string, unknown])[] =>
  isRecord(value) ? Object.entries(value).map(([name, entry]) => [`mcpServers.${name}`, entry] as const) : []

/** Its rules stand beside the person's and can only tighten, so one that allows means nothing. */
function tightRules(value: unknown): { readonly rules: readonly PolicyRule[]; readonly loose: readonly string[] } {
  const rules = z.array(policyRuleSchema).parse(value)
  return {
    rules: rules.filter(({ then }) => then !== 'allow'),
    loose: rules.filter(({ then }) => then === 'allow').map(({ id }) => id),
  }
}

const listAt = (layer: Layer, name: string): readonly unknown[] => {
  const value = valueAt(layer, name)
  return Array.isArray(value) ? value : []
}

function tightness(mode: unknown): number {
  return APPROVALS_FROM_TIGHT.findIndex((known) => known === mode)
}

/** 0 means no limit. */
function limit(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : Number.POSITIVE_INFINITY
}
