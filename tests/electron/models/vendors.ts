/** The adapters side by side, so that what holds for all of them is tested once: each with its server and its words. */
import { createAnthropicModel } from '../../../electron/models/anthropic.js'
import { createGeminiModel } from '../../../electron/models/gemini.js'
import type { Model } from '../../../electron/models/model.js'
import { createOpenAiModel } from '../../../electron/models/openai.js'
import { startFakeAnthropicServer } from '../../support/fake-anthropic-server.js'
import { startFakeGeminiServer } from '../../support/fake-gemini-server.js'
import { startFakeResponsesServer } from '../../support/fake-responses-server.js'
import type { Conversation } from './conversation.js'

type Json = Record<string, unknown>

/** One turn of a model, in words that each vendor's server can be told. */
export interface VendorTurn {
  /** functions and tools of its own, by the name the wire has for them */
  readonly calls?: readonly { readonly name: string; readonly input: Json }[]
  /** clicks at this place of a picture of 1000x1000 */
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
  close(): Promise<void>
}

export interface Vendor {
  readonly name: string
  /** `window`: tokens a request may have */
  start(turns: readonly VendorTurn[] | ((number: number, body: Json) => VendorTurn), window?: number): Promise<VendorServer>
  model(server: VendorServer, conversation: Conversation, id?: string): Model
}

const at = <T>(turns: readonly T[] | ((number: number, body: Json) => T), number: number, body: unknown): T =>
  typeof turns === 'function' ? turns(number, body as Json) : turns[number - 1]!

const openaiItem = (name: string, input: Json, id: string): Json => {
  const head = { call_id: `call_${id}`, status: 'completed' }
  if (name === 'shell') return { type: 'shell_call', id: `sh_${id}`, ...head, action: input }
  if (name === 'apply_patch') return { type: 'apply_patch_call', id: `apc_${id}`, ...head, ...input }
  return { type: 'function_call', id: `fc_${id}`, ...head, name, arguments: JSON.stringify(input) }
}

const openai: Vendor = {
  name: 'openai',
  async start(turns, window) {
    const server = await startFakeResponsesServer({
      ...(window ? { window } : {}),
      turns: (body, number) => {
        const { calls = [], click, text, raw } = at(turns, number, body)
        return {
          ...(calls.length > 0 || click ? { reasoning: true as const } : {}),
          ...(click ? { computer: [{ type: 'click', x: click[0], y: click[1] }] } : {}),
          items: calls.map(({ name, input }, i) => openaiItem(name, input, `${number}_${i}x`)),
          ...(text === undefined ? {} : { text }),
          ...raw,
        }
      },
    })
    return { url: server.url, bodies: server.turns as unknown as Json[], refused: server.refused, close: () => server.close() }
  },
  model: (server, conversation, model) =>
    createOpenAiModel({
      apiKey: 'k',
      baseUrl: server.url,
      model,
      environment: 'linux',
      loadFrame: conversation.loadFrame,
      idleMs: 2500,
    }),
}

const anthropic: Vendor = {
  name: 'anthropic',
  async start(turns, window) {
    const server = await startFakeAnthropicServer({
      ...(window ? { window } : {}),
      turns: (body, number) => {
        const { calls = [], click, text, raw } = at(turns, number, body)
        return {
          ...(text === undefined ? {} : { text }),
          ...(click ? { computer: [{ name: 'left_click', input: { coordinate: [...click] } }] } : {}),
          tools: calls.map(({ name, input }) => ({ name, input })),
          ...raw,
        }
      },
    })
    return { url: server.url, bodies: server.turns as unknown as Json[], refused: server.refused, close: () => server.close() }
  },
  model: (server, conversation, model) =>
    createAnthropicModel({
      apiKey: 'k',
      baseUrl: server.url,
      model,
      environment: 'linux',
      loadFrame: conversation.loadFrame,
      idleMs: 2500,
    }),
}

const gemini: Vendor = {
  name: 'gemini',
  async start(turns, window) {
    const server = await startFakeGeminiServer({
      ...(window ? { window } : {}),
      turns: (body, number) => {
        const { calls = [], click, text, raw } = at(turns, number, body)
        const clicks = click ? [{ name: 'click', args: { x: click[0], y: click[1] } }] : []
        return {
          ...(text === undefined ? {} : { text }),
          calls: [...clicks, ...calls.map(({ name, input }) => ({ name, args: input }))],
          ...raw,
        }
      },
    })
    return { url: server.url, bodies: server.turns as unknown as Json[], refused: server.refused, close: () => server.close() }
  },
  model: (server, conversation, model) =>
    createGeminiModel({
      apiKey: 'k',
      baseUrl: server.url,
      model,
      environment: 'linux',
      loadFrame: conversation.loadFrame,
      idleMs: 2500,
    }),
}

export const VENDORS = { openai, anthropic, gemini } as const
