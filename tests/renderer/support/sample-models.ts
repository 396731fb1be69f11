/** Models as the mocked windows get them: with and without effort levels, window and price. */
import type { KnownModel } from '../../../electron/protocol/known-model.js'

const openai: KnownModel = {
  provider: 'openai',
  model: 'gpt-6.1-sol',
  isDefault: true,
  price: { input: 2, cached: 0.1, output: 10, isOwn: false },
  computer: 'computer',
  vision: true,
  efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  window: 1_050_000,
}

export const SAMPLE_MODELS: readonly KnownModel[] = [
  openai,
  { ...openai, model: 'gpt-6.2-astra', isDefault: false, price: { input: 8, cached: 0.4, output: 40, isOwn: false } },
  {
    ...openai,
    model: 'gpt-5.3-codex',
    isDefault: false,
    computer: 'function',
    efforts: ['low', 'medium', 'high', 'xhigh'],
    window: null,
    price: { input: 1.5, cached: 0.15, output: 12, isOwn: true },
  },
  {
    ...openai,
    provider: 'openai-chat',
    model: 'qwen3-vl',
    computer: 'dialect',
    efforts: null,
    window: null,
    price: { input: 0, cached: 0, output: 0, isOwn: false },
  },
  {
    ...openai,
    provider: 'offline',
    model: 'offline',
    computer: 'screen-text',
    vision: false,
    efforts: [],
    window: null,
    price: null,
  },
]
