/**
 * Takes the values of secrets out of everything that is logged or sent: each becomes {{secret:NAME}}. Also as they stand
 * inside JSON text and in addresses, and keys that nobody declared, where their shape tells them. What is not text for a person or the model (ids, kinds, a provider's sealed items)
 * stays as it is.
 */
import type { FoundKeys } from './key-shapes.js'

export type Redact = <T>(value: T) => T

/** Shorter values would be found everywhere; they are replaced only where they stand alone. */
const SHORTEST_WITHIN = 3
/** A line of a longer value; shorter ones may be anything. */
const SHORTEST_LINE = 8

const STRUCTURE = new Set([
  'type', 'id', 'kind', 'for', 'result', 'effect', 'state', 'by', 'phase', 'status', 'mime', 'at', 'session', 'rule', 'role',
  'callId', 'call_id', '$frame', 'encrypted_content', 'signature', 'thoughtSignature', 'thought_signature',
]) // prettier-ignore

export function createRedact(
  secrets: readonly { readonly name: string; readonly value: string }[],
  keys: FoundKeys | null = null,
): Redact {
  const found = secrets
    .filter(({ value }) => value !== '')
    .flatMap(({ name, value }) =>
      [value, ...linesOf(value)].flatMap(formsOf).map((form) => ({ form, name: `{{secret:${name}}}` })),
    )
    .sort((a, b) => b.form.length - a.form.length)
  if (found.length === 0 && keys === null) return (value) => value

  const inText = (text: string): string => {
    let clean = text
    for (const { form, name } of found) {
      if (form.length >= SHORTEST_WITHIN) clean = clean.split(form).join(name)
      else if (clean === form) clean = name
    }
    return keys ? keys.hide(clean) : clean
  }
  const inValue = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value)
    if (Array.isArray(value)) return value.map(inValue)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, STRUCTURE.has(key) ? one : inValue(one)]))
  }
  return <T>(value: T) => inValue(value) as T
}

function formsOf(value: string): readonly string[] {
  const once = JSON.stringify(value).slice(1, -1)
  const twice = JSON.stringify(once).slice(1, -1)
  const ascii = once.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const address = inAddress(value)
  return [...new Set([value, once, twice, ascii, address, address.replaceAll('%20', '+'), inMarkup(value)])].filter(Boolean)
}

/** Programs print a value of several lines piece by piece. */
const linesOf = (value: string): readonly string[] => {
  const lines = value.split(/[\r\n]+/).map((line) => line.trim())
  return lines.length < 2 ? [] : lines.filter((line) => line.length >= SHORTEST_LINE)
}

/** Half a character has no place in an address. */
const inAddress = (value: string): string => (/\p{Surrogate}/u.test(value) ? '' : encodeURIComponent(value))

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const inMarkup = (value: string): string => value.replace(/[&<>"]/g, (sign) => MARKUP[sign] ?? sign)
