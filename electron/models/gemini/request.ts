/** One request. Stateless: everything the server must know is in it, and nothing is kept there. */
import type { GenerateContentParameters, ThinkingLevel } from '@google/genai'
import type { TurnRequest } from '../model.js'
import type { Effort } from '../wire/effort.js'
import { instructionsFor, type Environment } from '../wire/instructions.js'
import type { Item } from '../wire/json.js'
import type { Offers } from '../wire/offers.js'
import { prunePictures, stayingOf, type PruneRule } from '../wire/prune-pictures.js'
import { joinOurs, pictureIn, sentContent } from './conversation.js'
import type { ModelFamily } from './families.js'
import { toolsFor } from './tools.js'

/** The server keeps a beginning that stays the same in its cache by itself. */
const PRUNE: PruneRule = { keep: 3, lot: 15 }
const PRUNED: Item = { text: '[An older picture of the screen stood here.]' }

export interface RequestParts {
  readonly model: string
  readonly family: ModelFamily
  readonly effort: Effort | undefined
  readonly environment: Environment
  readonly offers: Offers
}

/** A picture within the answer to a call goes without a trace; text may not stand there. */
function withoutTexts(content: Item): Item {
  const parts = (content['parts'] as readonly Item[]).map((part) => {
    const response = part['functionResponse'] as Item | undefined
    if (!response || !Array.isArray(response['parts'])) return part
    const pictures = (response['parts'] as readonly Item[]).filter((one) => one['inlineData'] !== undefined)
    const { parts: _, ...rest } = response
    return { ...part, functionResponse: pictures.length > 0 ? response : rest }
  })
  return { ...content, parts }
}

/** The conversation as it is sent. */
export function sentContents(contents: readonly Item[], request: TurnRequest): readonly Item[] {
  const sent = contents.map(sentContent).filter((content) => content !== null)
  return prunePictures(joinOurs(sent), PRUNE, stayingOf(request), pictureIn, () => PRUNED).map(withoutTexts)
}

function thinkingOf({ family, effort }: RequestParts): object {
  const level =
    effort === undefined || family.efforts?.length === 0 ? {} : { thinkingLevel: effort.toUpperCase() as ThinkingLevel }
  return { thinkingConfig: { includeThoughts: true, ...level } }
}

const COORDINATES =
  'Coordinates run from 0 to 999 over its width and its height, whatever its size: (0, 0) is the top left, (999, 999) the bottom right.'

/** `contents`: what sentContents() made, with the pictures in their places. */
export function requestOf(parts: RequestParts, contents: readonly Item[]): GenerateContentParameters {
  const request = {
    model: parts.model,
    contents,
    config: {
      systemInstruction: instructionsFor(parts.environment, COORDINATES),
      tools: toolsFor(parts.family, parts.offers),
      ...thinkingOf(parts),
    },
  }
  // contents are replayed as they came, so they have no type of ours
  return request as unknown as GenerateContentParameters
}
