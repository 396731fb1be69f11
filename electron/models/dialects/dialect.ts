/**
 * How one family of open models speaks: what it is told, in what form the conversation is sent, and how its reply is read.
 * electron/models/openai-chat.ts carries it over Chat Completions, whichever server that is.
 */
import type { Size } from '../../../native-bridge/types.js'
import type { ProposedStep } from '../model.js'
import type { PlanItem } from '../../protocol/event.js'
import type { ToolOffer } from '../../protocol/tool-offer.js'
import type { CloserLooks } from '../wire/closer-look.js'
import type { Environment } from '../wire/instructions.js'
import type { Item } from '../wire/json.js'

/** What the first messages are made of. */
export interface Prompt {
  readonly task: string
  readonly environment: Environment
  /** of the pictures that are sent, px */
  readonly picture: Size
  readonly tools: readonly ToolOffer[]
}

/** A whole answer of the server. */
export interface Reply {
  /** without the reasoning */
  readonly content: string
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[]
}

export interface ReplyContext {
  readonly picture: Size
  readonly tools: readonly ToolOffer[]
  /** the closer looks it was just given; left out: none */
  readonly looks?: Pick<CloserLooks, 'calls' | 'results' | 'sizeOf'>
}

/** One thing a reply asks for, in order. `callId`: the server's own, where it has such a thing. */
export type Heard =
  | { readonly kind: 'step'; readonly step: ProposedStep; readonly callId?: string }
  | { readonly kind: 'tool'; readonly name: string; readonly input: unknown; readonly callId?: string }
  | { readonly kind: 'plan'; readonly items: readonly PlanItem[]; readonly callId?: string }

export interface Understood {
  /** what the model says it does and why; '' if it says nothing */
  readonly thought: string
  readonly heard: readonly Heard[]
  /** a text without any call that is meant as the answer; null: there is none */
  readonly answer: string | null
}

/** Old pictures are left out, or the old turns become one line each in the first message. */
export type HistoryForm =
  | { readonly kind: 'turns'; readonly pictures: number; readonly evicted: string }
  | {
      readonly kind: 'steps'
      readonly pictures: number
      /** one earlier reply as a line or two */
      readonly line: (content: string, step: number) => string
    }

export interface Dialect {
  readonly name: string
  /** ids of the models it is chosen for; the first dialect that fits is taken */
  readonly models: RegExp
  /** the picture for a display of that size, px */
  readonly pictureSize: (display: Size) => Size
  /** tokens of a picture, by the patches the family cuts it into */
  readonly pictureTokens: (picture: Size) => number
  /** fields of the request besides model, messages and tools: sampling, constraints */
  readonly body: Item
  /** null: everything stands in the first message of the user */
  readonly system: (prompt: Prompt) => string | null
  /** the text before the first picture; holds the task */
  readonly opening: (prompt: Prompt) => string
  /** native functions for the server's own `tools`; none: calls stand in the text */
  readonly functions: (prompt: Prompt) => readonly Item[]
  /** text around each picture */
  readonly around: { readonly before: string; readonly after: string }
  readonly history: HistoryForm
  readonly read: (reply: Reply, context: ReplyContext) => Understood
}
