/** What the fake server knows of models; written down apart from the product's own table, so that one checks the other. */
import { ApiFault } from './api-fault.js'

export interface KnownModel {
  readonly tools: readonly string[]
  readonly thinking: readonly string[]
  readonly efforts: readonly string[]
  readonly compacts: boolean
  readonly image: { readonly side: number; readonly tokens: number | null }
}

const HIGH = { side: 2576, tokens: 4784 }
const LOW = { side: 1568, tokens: null }
const ALL = ['low', 'medium', 'high', 'xhigh', 'max']
const only55: KnownModel = {
  tools: ['computer_toolset_20260801'],
  thinking: ['adaptive'],
  efforts: ALL,
  compacts: true,
  image: HIGH,
}
const both: KnownModel = { ...only55, tools: ['computer_toolset_20260801', 'computer_20251124'] }
const old: KnownModel = {
  tools: ['computer_20251124'],
  thinking: ['adaptive', 'enabled', 'disabled'],
  efforts: [],
  compacts: false,
  image: LOW,
}

export const KNOWN_MODELS: Readonly<Record<string, KnownModel>> = {
  'claude-fable-5-1': only55,
  'claude-opus-5-5': only55,
  'claude-sonnet-5-5': { ...only55, thinking: ['adaptive', 'between_tools'] },
  'claude-haiku-5-5': only55,
  'claude-opus-5': both,
  'claude-sonnet-5': both,
  'claude-opus-4-8': both,
  'claude-opus-4-7': { ...old, efforts: ALL, compacts: true, image: HIGH, thinking: ['adaptive', 'disabled'] },
  'claude-sonnet-4-6': { ...old, efforts: ['low', 'medium', 'high', 'max'], compacts: true },
  'claude-opus-4-5': { ...old, thinking: ['enabled', 'disabled'] },
  'claude-sonnet-4-5': { ...old, tools: ['computer_20250124'], thinking: ['enabled', 'disabled'] },
  'claude-haiku-4-5': { ...old, tools: ['computer_20250124'], thinking: ['enabled', 'disabled'] },
}

export function knownModel(name: string): KnownModel {
  const model = KNOWN_MODELS[name.replace(/-\d{8}$/, '')]
  if (model) return model
  throw new ApiFault(404, `model: ${name}`)
}

export const BETAS: Readonly<Record<string, string>> = {
  computer_20251124: 'computer-use-2025-11-24',
  computer_20250124: 'computer-use-2025-01-24',
}

export const COMPACTION_BETA = 'compact-2026-01-12'
