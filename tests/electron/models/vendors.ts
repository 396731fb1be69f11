/** The adapters side by side, so that what holds for all of them is tested once: each with its server and its words. */
import { createAnthropicModel } from '../../../electron/models/anthropic.js'
import { createGeminiModel } from '../../../electron/models/gemini.js'
import type { Model } from '../../../electron/models/model.js'
import type { Effort } from '../../../electron/models/wire/effort.js'
import { createOpenAiChatModel } from '../../../electron/models/openai-chat.js'
import { createOpenAiModel } from '../../../electron/models/openai.js'
import { startFakeAnthropicServer } from '../../support/fake-anthropic-server.js'
import { startFakeChatServer } from '../../support/fake-chat-server.js'
import { startFakeGeminiServer } from '../../support/fake-gemini-server.js'
import { startFakeResponsesServer } from '../../support/fake-responses-server.js'
import type { Conversation } from './conversation.js'
import { asJson } from './dialects/computer-use-cases.js'

type Json = Record<string, unknown>

/** One turn of a model, in words that each vendor's server can be told. */
export interface VendorTurn {
  /** functions and tools of its own, by the name the wire has for them */
  readonly calls?: readonly { readonly name: string; readonly input: Json }[]
  /** clicks at this place, in the coordinates of the vendor's models */
  readonly click?: readonly [number, number]
  readonly text?: string
  /** put into the turn as this vendor's server is told it */
  readonly raw?: Json
}

export interface VendorServer {
  readonly url: string
  /** bodies of the requests that were found valid */
  readonly bodies: readonly Json[]
  readonly refused: readonly { readonly message: string }[]
  /** everything that was asked, in order */
  readonly requests: readonly { readonly method: string; readonly path: string }[]
  /** how many connections were opened */
  connections(): number
  close(): Promise<void>
}

/** Left out: what works with that server. */
export interface VendorOptions {
  readonly model?: string
  readonly apiKey?: string
  readonly baseUrl?: string
  readonly effort?: Effort
  readonly idleMs?: number
}

interface Gate {
  /** tokens a request may have */
  readonly window?: number
  /** the only key that is let in */
  readonly apiKey?: string
}

type Turns = readonly VendorTurn[] | ((number: number, body: Json) => VendorTurn)

export interface Vendor {
  readonly name: string
  start(turns: Turns, gate?: Gate): Promise<VendorServer>
  model(server: VendorServer, conversation: Conversation, options?: VendorOptions): Model
}

/** What any of the fake servers is started with and gives back. */
type Start<Turn> = (
  options: Gate & { readonly turns: (body: object, number: number) => Turn },
) => Promise<Omit<VendorServer, 'bodies'> & { readonly turns: readonly unknown[] }>

type Create = (options: {
  readonly apiKey: string
  readonly baseUrl: string
  readonly model?: string | undefined
  readonly effort?: Effort | undefined
  readonly environment: 'linux'
  readonly loadFrame: Conversation['loadFrame']
  readonly idleMs: number
  readonly prices: Record<string, { readonly input: number; readonly cached: number; readonly output: number }>
}) => Model

interface Form<Turn> {
  readonly name: string
  readonly startServer: Start<Turn>
  readonly create: Create
  /** the turn in the words of this vendor's server; `number` from 1 */
  readonly turn: (turn: VendorTurn, number: number) => Turn
  /** the vendor's own unless it is named */
  readonly id?: string
}

const IDLE_MS = 2500
/** a server on one's own machine is free: with a price it is seen what a turn takes */
const PRICE = { input: 1, cached: 0.1, output: 4 }

function vendor<Turn extends object>({ name, startServer, create, turn: asTurn, id }: Form<Turn>): Vendor {
  return {
    name,
    async start(turns, gate = {}) {
      const server = await startServer({
        ...gate,
        turns: (body, number) => {
          const turn = typeof turns === 'function' ? turns(number, body as Json) : turns[number - 1]!
          return { ...asTurn(turn, number), ...turn.raw }
        },
      })
      return { ...server, bodies: server.turns as readonly Json[] }
    },
    model: (server, { loadFrame }, { model = id, apiKey = 'k', baseUrl = server.url, effort, idleMs = IDLE_MS } = {}) =>
      create({
        apiKey,
        baseUrl,
        model,
        effort,
        environment: 'linux',
        loadFrame,
        idleMs,
        prices: id === undefined ? {} : { [id]: PRICE },
      }),
  }
}

const said = (text: string | undefined): { readonly text?: string } => (text === undefined ? {} : { text })

const openaiItem = (name: string, input: Json, id: string): Json => {
  const head = { call_id: `call_${id}`, status: 'completed' }
  if (name === 'shell') return { type: 'shell_call', id: `sh_${id}`, ...head, action: input }
  if (name === 'apply_patch') return { type: 'apply_patch_call', id: `apc_${id}`, ...head, ...input }
  return { type: 'function_call', id: `fc_${id}`, ...head, name, arguments: JSON.stringify(input) }
}

const openai = vendor({
  name: 'openai',
  startServer: startFakeResponsesServer,
  create: createOpenAiModel,
  turn: ({ calls = [], click, text }, number) => ({
    ...(calls.length > 0 || click ? { reasoning: true as const } : {}),
    ...(click ? { computer: [{ type: 'click', x: click[0], y: click[1] }] } : {}),
    items: calls.map(({ name, input }, i) => openaiItem(name, input, `${number}_${i}x`)),
    ...said(text),
  }),
})

const anthropic = vendor({
  name: 'anthropic',
  startServer: startFakeAnthropicServer,
  create: createAnthropicModel,
  turn: ({ calls = [], click, text }) => ({
    ...said(text),
    ...(click ? { computer: [{ name: 'left_click', input: { coordinate: [...click] } }] } : {}),
    tools: calls.map(({ name, input }) => ({ name, input })),
  }),
})

const gemini = vendor({
  name: 'gemini',
  startServer: startFakeGeminiServer,
  create: createGeminiModel,
  turn: ({ calls = [], click, text }) => ({
    ...said(text),
    calls: [
      ...(click ? [{ name: 'click', args: { x: click[0], y: click[1] } }] : []),
      ...calls.map(({ name, input }) => ({ name, args: input })),
    ],
  }),
})

const clickAt = ([x, y]: readonly [number, number]) => ({ action: 'left_click', coordinate: [x, y] })

/** Open models that call functions. */
const openModels = vendor({
  name: 'open models',
  startServer: startFakeChatServer,
  create: createOpenAiChatModel,
  id: 'some-vlm',
  turn: ({ calls = [], click, text }) => {
    const all = [...(click ? [{ name: 'computer', input: clickAt(click) }] : []), ...calls]
    return {
      ...(text === undefined ? {} : { content: text }),
      calls: all.map(({ name, input }) => ({ name, arguments: JSON.stringify(input) })),
    }
  },
})

/** Open models that write their calls, and are told their earlier turns in lines. */
export const WRITING = vendor({
  name: 'open models, in lines',
  startServer: startFakeChatServer,
  create: createOpenAiChatModel,
  id: 'qwen3-vl',
  turn: ({ click, text }) => ({
    content: [text, click && asJson(clickAt(click)).replace(/^Action:.*\n/, '')].filter(Boolean).join('\n'),
  }),
})

export const VENDORS = { openai, anthropic, gemini, openModels } as const
