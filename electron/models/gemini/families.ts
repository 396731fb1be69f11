/**
 * What is known of Google's models: which names of actions they speak, how hard they can be asked to think, what they see.
 * A model that is not listed is taken for a current one.
 */
import type { ImageFamily } from '../image-rules.js'
import type { Effort } from '../wire/effort.js'
import type { Extra } from '../wire/extra-tools.js'

export interface ModelFamily {
  /** current names for a whole desktop, or the earlier ones, which know only a browser */
  readonly names: 'current' | 'legacy'
  /** what those names leave out */
  readonly extras: readonly Extra[]
  /** null: not known, the server decides */
  readonly efforts: readonly Effort[] | null
  readonly images: ImageFamily
}

const current: ModelFamily = {
  names: 'current',
  extras: ['zoom', 'zoom_click', 'hold_key'],
  efforts: ['minimal', 'low', 'medium', 'high'],
  images: 'gemini-3',
}
const legacy: ModelFamily = { ...current, names: 'legacy', extras: ['zoom', 'zoom_click', 'hold_key', 'mouse_click'] }

const FAMILIES: Readonly<Record<string, ModelFamily>> = {
  'gemini-3.8-flash': current,
  'gemini-3.7-flash': current,
  'gemini-3.5-flash': current,
  'gemini-3.5-flash-lite': current,
  'gemini-3.1-pro-preview': legacy,
  'gemini-3-flash-preview': legacy,
  'gemini-2.5-computer-use-preview-10-2025': { ...legacy, efforts: [], images: 'gemini-2' },
}

const UNKNOWN: ModelFamily = { ...current, efforts: null }

export function familyOf(model: string): ModelFamily {
  const name = model.replace(/^models\//, '')
  return (Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined) ?? UNKNOWN
}

/** Models offered for choice, best value first. */
export const GEMINI_MODELS: readonly string[] = [
  'gemini-3.8-flash',
  'gemini-3.7-flash',
  'gemini-3.5-flash',
  'gemini-3-flash-preview',
  'gemini-2.5-computer-use-preview-10-2025',
]
export const DEFAULT_GEMINI_MODEL = 'gemini-3.8-flash'
