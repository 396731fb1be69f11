/**
 * What is known of Anthropic's models: which form of the computer tool each takes, how it is asked to think, what it sees.
 * A model that is not listed is taken for a current one.
 */
import type { ImageFamily } from '../image-rules.js'
import type { Effort } from '../wire/effort.js'
import type { Extra } from '../wire/extra-tools.js'

export type ComputerForm = 'computer_toolset_20260801' | 'computer_20251124' | 'computer_20250124'

export interface ModelFamily {
  readonly tool: ComputerForm
  /** what that form has no word for */
  readonly extras: readonly Extra[]
  /** adaptive: the model decides, `effort` leads it; budget: so many tokens at most, none unless asked for */
  readonly thinking: 'adaptive' | 'budget'
  /** null: not known, the server decides */
  readonly efforts: readonly Effort[] | null
  readonly images: ImageFamily
  /** the server shortens long conversations itself when asked to; not established for earlier models */
  readonly compacts: boolean
  /** what one answer may hold */
  readonly maxTokens: number
}

const LOW_TO_MAX: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max']
const MAX_TOKENS = 32_000

const toolset: ModelFamily = {
  tool: 'computer_toolset_20260801',
  extras: [],
  thinking: 'adaptive',
  efforts: LOW_TO_MAX,
  images: 'claude-2576',
  compacts: true,
  maxTokens: MAX_TOKENS,
}
const opus47: ModelFamily = { ...toolset, tool: 'computer_20251124' }
const adaptive46: ModelFamily = { ...opus47, efforts: ['low', 'medium', 'high', 'max'], images: 'claude-1568' }
const opus45: ModelFamily = { ...adaptive46, thinking: 'budget', efforts: ['none', 'low', 'medium', 'high'], compacts: false }
const earlier: ModelFamily = { ...opus45, tool: 'computer_20250124', extras: ['zoom', 'zoom_click'] }

const FAMILIES: Readonly<Record<string, ModelFamily>> = {
  'claude-fable-5-2': toolset,
  'claude-mythos-5-2': toolset,
  'claude-fable-5-1': toolset,
  'claude-mythos-5-1': toolset,
  'claude-opus-5-5': toolset,
  'claude-sonnet-5-5': toolset,
  'claude-haiku-5-5': toolset,
  'claude-fable-5': toolset,
  'claude-mythos-5': toolset,
  'claude-opus-5': toolset,
  'claude-sonnet-5': toolset,
  'claude-opus-4-8': toolset,
  'claude-opus-4-7': opus47,
  'claude-opus-4-6': adaptive46,
  'claude-sonnet-4-6': adaptive46,
  'claude-opus-4-5': opus45,
  'claude-sonnet-4-5': earlier,
  'claude-haiku-4-5': earlier,
  'claude-opus-4-1': earlier,
}

const UNKNOWN: ModelFamily = { ...toolset, efforts: null }

/** `claude-sonnet-4-5-20250929` is `claude-sonnet-4-5`. */
export function withoutSnapshot(model: string): string {
  return model.replace(/-\d{8}$/, '')
}

export function familyOf(model: string): ModelFamily {
  const name = withoutSnapshot(model)
  return (Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined) ?? UNKNOWN
}

const BETAS: Readonly<Record<ComputerForm, string | null>> = {
  computer_toolset_20260801: null,
  computer_20251124: 'computer-use-2025-11-24',
  computer_20250124: 'computer-use-2025-01-24',
}

/** What the header `anthropic-beta` must name; null: nothing. */
export function betaOf(form: ComputerForm): string | null {
  return BETAS[form]
}

/** Models offered for choice, best value first. */
export const ANTHROPIC_MODELS: readonly string[] = [
  'claude-sonnet-5-5',
  'claude-opus-5-5',
  'claude-haiku-5-5',
  'claude-fable-5-1',
  'claude-opus-5',
  'claude-sonnet-5',
  'claude-opus-4-8',
  'claude-sonnet-4-6',
  'claude-haiku-4-5',
]
export const DEFAULT_ANTHROPIC_MODEL = 'claude-sonnet-5-5'
