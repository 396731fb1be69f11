/** What a model can do, for whoever chooses one. */
import type { Provider } from '../protocol/settings.js'
import { familyOf as anthropicFamily } from './anthropic/families.js'
import { familyOf as geminiFamily } from './gemini/families.js'
import { familyOf as openaiFamily } from './openai/families.js'

export interface Abilities {
  /** how it is given the computer: the vendor's tool, a plain function, a written dialect, or by the text on the screen */
  readonly computer: string
  readonly vision: boolean
  /** null: not known */
  readonly efforts: readonly string[] | null
}

export function abilitiesOf(provider: Provider, model: string): Abilities {
  switch (provider) {
    case 'openai': {
      const { computer, efforts } = openaiFamily(model)
      return { computer, vision: true, efforts }
    }
    case 'anthropic': {
      const { tool, efforts } = anthropicFamily(model)
      return { computer: tool, vision: true, efforts }
    }
    case 'gemini':
      return { computer: 'computerUse', vision: true, efforts: geminiFamily(model).efforts }
    case 'openai-chat':
      return { computer: 'dialect', vision: true, efforts: null }
    case 'offline':
    case 'scripted':
      return { computer: 'screen-text', vision: false, efforts: [] }
  }
}
