/** What the fake server knows of models; written down apart from the product's own table, so that one checks the other. */
import { ApiFault } from './api-fault.js'

export interface KnownModel {
  readonly tool: 'computer' | 'computer_use_preview' | null
  readonly efforts: readonly string[]
  readonly original: boolean
  readonly perPatch: number | null
}

const upTo = (last: string, first = 'low') => {
  const all = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']
  return all.slice(all.indexOf(first), all.indexOf(last) + 1).filter((effort) => effort !== 'minimal')
}
const sees = { original: true, perPatch: 1.2 }

export const KNOWN_MODELS: Readonly<Record<string, KnownModel>> = {
  'gpt-6.2-astra': { tool: 'computer', efforts: upTo('max'), ...sees },
  'gpt-6.2-sol': { tool: 'computer', efforts: upTo('max'), ...sees },
  'gpt-6-astra': { tool: 'computer', efforts: upTo('max'), ...sees },
  'gpt-6.1-sol': { tool: 'computer', efforts: upTo('max'), ...sees },
  'gpt-6.1-terra': { tool: 'computer', efforts: upTo('max'), ...sees },
  'gpt-6-sol': { tool: 'computer', efforts: upTo('max', 'none'), ...sees },
  'gpt-5.6-sol': { tool: 'computer', efforts: upTo('max', 'none'), ...sees },
  'gpt-5.6-terra': { tool: 'computer', efforts: upTo('max', 'none'), ...sees },
  'gpt-5.5': { tool: 'computer', efforts: upTo('xhigh', 'none'), original: true, perPatch: 1 },
  'gpt-5.4': { tool: 'computer', efforts: upTo('xhigh', 'none'), original: true, perPatch: 1 },
  'gpt-5.4-mini': { tool: 'computer', efforts: upTo('xhigh', 'none'), original: false, perPatch: 1.62 },
  'gpt-5.3-codex': { tool: null, efforts: upTo('xhigh'), original: false, perPatch: 1 },
  'gpt-5.2': { tool: null, efforts: upTo('xhigh'), original: false, perPatch: 1 },
  'computer-use-preview': { tool: 'computer_use_preview', efforts: upTo('high'), original: false, perPatch: null },
}

export function knownModel(name: string): KnownModel {
  const model = KNOWN_MODELS[name.replace(/-\d{4}-\d{2}-\d{2}$/, '')]
  if (model) return model
  throw new ApiFault(404, `The model \`${name}\` does not exist or you do not have access to it.`, 'model_not_found', 'model')
}
