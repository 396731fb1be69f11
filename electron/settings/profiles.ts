/** `--profile NAME`: what the person allowed in advance, until a day. */
import type { Outcome } from '../../native-bridge/types.js'
import type { PolicyRule, Profile } from '../protocol/policy.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { configuration } from './environment.js'
import { nearest } from './known-settings.js'
import type { Layer } from './layers.js'

export interface ChosenProfile {
  /** what it sets of the settings, under the flags */
  readonly layer: Layer
  readonly rules: readonly PolicyRule[]
  readonly expiresAtMs: number
}

export function chooseProfile(name: string, { profiles }: Settings, nowMs: number): Outcome<ChosenProfile, Problem> {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (!profile) return unknownProfile(name, Object.keys(profiles))
  const expiresAtMs = endOf(profile.expires)
  if (nowMs >= expiresAtMs)
    return configuration(
      `The profile “${name}” expired on ${profile.expires}; set a later \`expires\` in config.json if it shall go on.`,
    )
  return { ok: true, value: { layer: layerOf(profile), rules: profile.policy, expiresAtMs } }
}

function unknownProfile(name: string, known: readonly string[]): Outcome<never, Problem> {
  const meant = nearest(name, known)
  const hint = meant === null ? 'profiles are written in config.json, under `profiles`' : `the nearest one is “${meant}”`
  return configuration(`There is no profile “${name}”; ${hint}.`)
}

const layerOf = ({ approvals, limits }: Profile): Layer => ({
  ...(approvals === undefined ? {} : { approvals }),
  ...(Object.keys(limits).length === 0 ? {} : { limits }),
})

/** A day counts to its end, by the clock of this machine. */
const endOf = (expires: string): number =>
  /^\d{4}-\d\d-\d\d$/.test(expires) ? new Date(`${expires}T23:59:59.999`).getTime() : new Date(expires).getTime()
