/** Key names as the desktop in memory needs them. */
import { resolveKey } from '../../keys.js'
import { done } from '../../outcome.js'
import type { KeyName, Outcome } from '../../types.js'

/** A key after its name was understood: `char` is what it types alone, `name` how `onChord` writes it. */
export interface FakeKey {
  readonly name: string
  /** of keys.ts */
  readonly canonical: string
  readonly char: string | null
  readonly modifier: 'ctrl' | 'alt' | 'shift' | 'meta' | null
}

const MODIFIERS: Readonly<Record<string, FakeKey['modifier']>> = { control: 'ctrl', alt: 'alt', shift: 'shift', meta: 'meta' }

export function fakeKey(name: KeyName): Outcome<FakeKey> {
  const resolved = resolveKey(name)
  if (!resolved.ok) return resolved
  const key = resolved.value
  if (key.kind === 'character') return done({ name: key.name, canonical: key.name, char: key.name, modifier: null })
  if (key.name === 'Space') return done({ name: 'space', canonical: key.name, char: ' ', modifier: null })
  const lower = key.name.toLowerCase().replace(/^arrow/, '')
  const modifier = MODIFIERS[lower.replace(/right$/, '')] ?? null
  return done({ name: modifier ?? lower, canonical: key.name, char: null, modifier })
}
