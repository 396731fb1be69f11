/** What a model can do, for whoever chooses one. */
import type { KnownModel } from '../protocol/known-model.js'
import type { Provider } from '../protocol/settings.js'
import { familyOf as anthropicFamily } from './anthropic/families.js'
import { familyOf as geminiFamily } from './gemini/families.js'
import { familyOf as openaiFamily } from './openai/families.js'

export type Abilities = Pick<KnownModel, 'computer' | 'vision' | 'efforts' | 'window'>

/** Of 5.6 and 6.x; for other models no window is established. */
const OPENAI_WINDOW = 1_050_000

export function abilitiesOf(provider: Provider, model: string): Abilities {
  switch (provider) {
    case 'openai': {
      const { computer, efforts } = openaiFamily(model)
      return { computer, vision: true, efforts, window: /^gpt-(5\.6|6)/.test(model) ? OPENAI_WINDOW : null }
    }
    case 'anthropic': {
      const { tool, efforts } = anthropicFamily(model)
      return { computer: tool, vision: true, efforts, window: null }
    }
    case 'gemini':
      return { computer: 'computerUse', vision: true, efforts: geminiFamily(model).efforts, window: null }
    case 'openai-chat':
      return { computer: 'dialect', vision: true, efforts: null, window: null }
    case 'offline':
    case 'scripted':
      return { computer: 'screen-text', vision: false, efforts: [], window: null }
  }
}
