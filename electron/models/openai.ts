/** OpenAI over the Responses API. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { pictureWish } from './image-rules.js'
import type { LoadFrame, Model } from './model.js'
import { DEFAULT_OPENAI_MODEL, familyOf, type Effort } from './openai/families.js'

export { DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from './openai/families.js'

export interface OpenAiOptions {
  readonly apiKey: string
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly effort?: Effort | undefined
  readonly loadFrame: LoadFrame
  /** wins over the built-in table */
  readonly prices?: Settings['prices'] | undefined
  /** how long the server may say nothing before the turn is given up */
  readonly idleMs?: number | undefined
}

export function createOpenAiModel(options: OpenAiOptions): Model {
  const id = options.model ?? DEFAULT_OPENAI_MODEL
  const family = familyOf(id)
  const notYet: Outcome<never, Problem> = {
    ok: false,
    problem: { kind: 'not-built', message: 'The OpenAI model is not built yet.', retryable: false },
  }
  return {
    provider: 'openai',
    id,
    picture: pictureWish(family.images, family.detail),
    check: () => ({ ok: true, value: undefined }),
    think: () => Promise.resolve(notYet),
    reach: () => Promise.resolve(notYet),
  }
}
