/**
 * What is known of OpenAI's models: how each takes a computer, which efforts it knows, how it counts pictures.
 * A model that is not listed is taken for a current one: the `computer` tool, no check of the effort, no price.
 */
import type { ToolForm } from '../../protocol/tool-offer.js'
import type { ImageFamily } from '../image-rules.js'
import type { Effort } from '../wire/effort.js'
import type { Extra } from '../wire/extra-tools.js'

/** `function`: it has no tool for the computer, and is given a function in its place */
export type ComputerForm = 'computer' | 'computer_use_preview' | 'function'

export interface ModelFamily {
  readonly computer: ComputerForm
  /** what its computer tool has no word for */
  readonly extras: readonly Extra[]
  /** tools beside the computer that the API has types of its own for */
  readonly typed: readonly ToolForm[]
  /** null: not known, the server decides */
  readonly efforts: readonly Effort[] | null
  readonly images: ImageFamily
  /** 'original' where a picture is seen at its own size only when asked for */
  readonly detail: 'original' | 'high'
  /** the server shortens long conversations itself when asked to */
  readonly compacts: boolean
}

const LOW_TO_MAX: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max']
const NONE_TO_MAX: readonly Effort[] = ['none', ...LOW_TO_MAX]
const LOW_TO_XHIGH: readonly Effort[] = ['low', 'medium', 'high', 'xhigh']
const NONE_TO_XHIGH: readonly Effort[] = ['none', ...LOW_TO_XHIGH]

const current = (efforts: readonly Effort[] | null): ModelFamily => ({
  computer: 'computer',
  extras: ['zoom', 'zoom_click', 'hold_key', 'triple_click'],
  typed: ['shell', 'apply-patch'],
  efforts,
  images: 'patches-1.2',
  detail: 'original',
  compacts: true,
})
const gpt55: ModelFamily = { ...current(NONE_TO_XHIGH), images: 'patches-5.5' }
const small = (images: ImageFamily): ModelFamily => ({ ...current(NONE_TO_XHIGH), images, detail: 'high' })
const withoutComputer: ModelFamily = {
  ...current(LOW_TO_XHIGH),
  computer: 'function',
  extras: [],
  images: 'patches-1',
  detail: 'high',
}

const FAMILIES: Readonly<Record<string, ModelFamily>> = {
  'gpt-6.2-astra': current(LOW_TO_MAX),
  'gpt-6.2-sol': current(LOW_TO_MAX),
  'gpt-6-astra': current(LOW_TO_MAX),
  'gpt-6.1-sol': current(LOW_TO_MAX),
  'gpt-6.1-terra': current(LOW_TO_MAX),
  'gpt-6-sol': current(NONE_TO_MAX),
  'gpt-6-luna': current(NONE_TO_MAX),
  'gpt-5.6-sol': current(NONE_TO_MAX),
  'gpt-5.6-terra': current(NONE_TO_MAX),
  'gpt-5.6-luna': current(NONE_TO_MAX),
  'gpt-5.5': gpt55,
  'gpt-5.4': gpt55,
  'gpt-5.4-mini': small('patches-1.62'),
  'gpt-5.4-nano': small('patches-2.46'),
  'gpt-5.3-codex': withoutComputer,
  'gpt-5.2': withoutComputer,
  'computer-use-preview': {
    ...current(null),
    computer: 'computer_use_preview',
    typed: [],
    efforts: ['low', 'medium', 'high'],
    images: 'tiles-65-129',
    detail: 'high',
    compacts: false,
  },
}

const UNKNOWN: ModelFamily = { ...current(null), compacts: false }

/** `gpt-5.5-2026-04-23` is `gpt-5.5`. */
export function withoutSnapshotDate(model: string): string {
  return model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
}

export function familyOf(model: string): ModelFamily {
  const name = withoutSnapshotDate(model)
  return (Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined) ?? UNKNOWN
}

/** Models offered for choice, best value first. */
export const OPENAI_MODELS: readonly string[] = [
  'gpt-6.1-sol',
  'gpt-6.2-sol',
  'gpt-6.1-terra',
  'gpt-6.2-astra',
  'gpt-6-astra',
  'gpt-6-sol',
  'gpt-5.6-sol',
  'gpt-5.6-terra',
  'gpt-5.6-luna',
  'gpt-5.5',
  'gpt-5.4',
  'gpt-5.3-codex',
  'computer-use-preview',
]
export const DEFAULT_OPENAI_MODEL = 'gpt-6.1-sol'
