/** The first thing in a provider's settings that cannot work; before any request. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import type { Effort } from './effort.js'

export interface CheckedSettings {
  readonly vendor: string
  readonly variable: string
  readonly apiKey: string
  readonly baseUrl: string
  readonly model: string
  readonly effort: Effort | undefined
  /** null: not known, the server decides */
  readonly efforts: readonly Effort[] | null
  /** it cannot operate a computer: these can */
  readonly instead: readonly string[] | null
}

const fail = (kind: Problem['kind'], message: string) => ({ ok: false as const, problem: { kind, message, retryable: false } })

export function checkSettings(settings: CheckedSettings): Outcome<void, Problem> {
  const { vendor, variable, apiKey, baseUrl, model, effort, efforts, instead } = settings
  if (apiKey === '') return fail('missing-key', `${vendor} needs a key: set ${variable} or enter one.`)
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    return fail('configuration', `The ${vendor} key holds characters that no key has. Enter it again.`)
  if (!isHttp(baseUrl)) return fail('configuration', `"${baseUrl}" is no base URL; one begins with https:// or http://.`)
  if (instead) return fail('configuration', `${model} cannot operate a computer. Choose one of ${instead.join(', ')}.`)
  if (effort !== undefined && efforts && !efforts.includes(effort)) {
    const known = efforts.length === 0 ? 'it knows none' : `it knows ${efforts.join(', ')}`
    return fail('configuration', `${model} knows no effort "${effort}"; ${known}.`)
  }
  return { ok: true, value: undefined }
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}

/** Without the name and password an address may hold. */
export function shownUrl(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl)
  return `${origin}${pathname}`.replace(/\/$/, '')
}
