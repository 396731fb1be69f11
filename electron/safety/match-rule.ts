/** Does a rule of the policy speak of this? 'maybe': it names a web site, and which one this is cannot be told. */
import type { ActionKind } from '../protocol/action.js'
import type { PolicyRule } from '../protocol/policy.js'
import type { RiskKind } from '../protocol/risk.js'
import { classOf, type Place } from './place.js'

/** One thing to do, seen with one of its risks, or with none. */
export interface Subject {
  readonly risk: RiskKind | null
  readonly place: Place
  /** null for a tool */
  readonly action: ActionKind | null
  /** null for an action */
  readonly tool: string | null
}

export type Fit = 'yes' | 'maybe' | 'no'

export function fitOf(rule: PolicyRule, { risk, place, action, tool }: Subject): Fit {
  const fits =
    isOneOf(rule.risk, risk) &&
    isOneOf(rule.action, action) &&
    isLike(rule.tool, tool) &&
    isLike(rule.app, place.app === '' ? null : place.app) &&
    isLike(rule.title, place.title)
  if (!fits) return 'no'
  if (rule.site === undefined) return 'yes'
  if (place.site !== null) return listOf(rule.site).some((site) => isSite(site, place.site ?? '')) ? 'yes' : 'no'
  return classOf(place.app) === 'browser' ? 'maybe' : 'no'
}

const listOf = <T>(given: T | readonly T[]): readonly T[] => (Array.isArray(given) ? (given as readonly T[]) : [given as T])

const isOneOf = <T>(wanted: T | readonly T[] | undefined, found: T | null): boolean =>
  wanted === undefined || (found !== null && listOf(wanted).includes(found))

const isLike = (wanted: string | readonly string[] | undefined, found: string | null): boolean =>
  wanted === undefined || (found !== null && listOf(wanted).some((one) => matches(one, found)))

/** `*` is anything, `?` one character; upper and lower case are the same. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split('')
    .map((char) => (char === '*' ? '[\\s\\S]*' : char === '?' ? '[\\s\\S]' : char.replace(/[.+^${}()|[\]\\]/, '\\$&')))
    .join('')
  return new RegExp(`^${source}$`, 'iu').test(text)
}

const isSite = (pattern: string, host: string): boolean => matches(pattern, host) || matches(`*.${pattern}`, host)
