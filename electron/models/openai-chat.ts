/**
 * Open models behind any server that speaks OpenAI's Chat Completions: Ollama, vLLM, LM Studio, llama.cpp, SGLang. How a family of
 * models is spoken to stands in dialects/; what a request holds and how a failure is told stands in openai-chat/.
 */
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { Outcome } from '../../native-bridge/types.js'
import type { Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { DIALECT_NAMES, dialectFor, dialectNamed } from './dialects/choose-dialect.js'
import type { Dialect, Prompt, ReplyContext } from './dialects/dialect.js'
import { PICTURE_QUALITY } from './image-rules.js'
import type { Continuing, LoadFrame, Model, ModelProgress, TurnAnswer, TurnRequest } from './model.js'
import { callsOf, messageOf, planOf, withOwnIds } from './openai-chat/calls.js'
import { connect, type Connection } from './openai-chat/connection.js'
import {
  liveMessages,
  messagesOf,
  namedCalls,
  newMessages,
  pictureIn,
  sentMessages,
  turnsOf,
  withQuestion,
} from './openai-chat/messages.js'
import { thrownProblem } from './openai-chat/problems.js'
import { readStream, type FinishedAnswer } from './openai-chat/read-stream.js'
import { notesOf, saidIn } from './openai-chat/said.js'
import { priceAt, readUsage } from './openai-chat/usage.js'
import { priceOf } from './prices.js'
import { ask } from './wire/ask.js'
import { checkSettings, shownUrl } from './wire/check-settings.js'
import type { Effort } from './wire/effort.js'
import { estimateTokens, estimateUsage } from './wire/estimate.js'
import { aborted, isTooLong, type FailureContext } from './wire/failures.js'
import { environmentHere, type Environment } from './wire/instructions.js'
import { listOf, textOf, type Item } from './wire/json.js'
import { PictureStore, type WithPictures } from './wire/pictures.js'
import { bothUsages, shorten, type Shortened, type Written } from './wire/shorten.js'

export { DIALECT_NAMES, isOpenModel } from './dialects/choose-dialect.js'
export { priceAt } from './openai-chat/usage.js'

/** Where Ollama listens unless it was told otherwise. */
export const DEFAULT_CHAT_URL = 'http://localhost:11434/v1'
export const DEFAULT_CHAT_MODEL = 'qwen3-vl'

/** Models offered for choice: one of each family that can be had, by the name of its most common form. */
export const CHAT_MODELS: readonly string[] = [
  DEFAULT_CHAT_MODEL,
  'qwen3.5',
  'holo4-35b-a3b',
  'ui-tars-1.5-7b',
  'fara-1.5-9b',
  'opencua-7b',
  'glm-4.6v-flash',
  'qwen2.5vl',
]

export interface OpenAiChatOptions {
  /** '' where the server wants none */
  readonly apiKey: string
  /** undefined: Ollama on this machine */
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly effort?: Effort | undefined
  /** undefined: by the model's name */
  readonly dialect?: string | undefined
  readonly loadFrame: LoadFrame
  /** wins over the built-in table */
  readonly prices?: Settings['prices'] | undefined
  /** how long the server may say nothing before the turn is given up */
  readonly idleMs?: number | undefined
  readonly environment?: Environment | undefined
}

/** A model that has to be loaded first, or reads a long conversation without a graphics card, says nothing for minutes. */
const IDLE_MS = 600_000
/** Most are served with 32,000 tokens; some of that is for the answer. A server that takes less teaches us so. */
const SHORTEN_ABOVE = 24_000
/** of what was too much */
const LEARNED_SHARE = 0.7
/** where the server takes so little */
const FEWEST_TURNS = 2
const REACH_MS = 15_000

class OpenAiChatModel implements Model {
  readonly provider = 'openai-chat'
  readonly id: string
  readonly picture: Model['picture']
  private readonly dialect: Dialect
  private readonly pictures: PictureStore
  private readonly baseUrl: string
  private readonly apiKey: string
  private readonly environment: Environment
  private connection: Connection | undefined
  private shortenAbove = SHORTEN_ABOVE

  constructor(private readonly options: OpenAiChatOptions) {
    this.id = options.model ?? DEFAULT_CHAT_MODEL
    this.dialect = (options.dialect === undefined ? null : dialectNamed(options.dialect)) ?? dialectFor(this.id)
    const { pictureSize, pictureTokens } = this.dialect
    this.picture = { size: pictureSize, mime: 'image/jpeg', quality: PICTURE_QUALITY, detail: 'original', tokens: pictureTokens }
    this.pictures = new PictureStore(options.loadFrame)
    this.apiKey = options.apiKey.trim()
    this.baseUrl = options.baseUrl?.trim() || DEFAULT_CHAT_URL
    this.environment = options.environment ?? environmentHere()
  }

  continues({ provider, model }: { readonly provider: string; readonly model: string }): Continuing {
    if (provider !== this.provider) return 'summary'
    return this.options.dialect !== undefined || dialectFor(model) === this.dialect ? 'items' : 'summary'
  }

  check(): Outcome<void, Problem> {
    const { dialect } = this.options
    if (dialect !== undefined && dialectNamed(dialect) === null) {
      const message = `There is no dialect "${dialect}"; there are ${DIALECT_NAMES.join(', ')}.`
      return { ok: false, problem: { kind: 'configuration', message, retryable: false } }
    }
    return checkSettings({
      vendor: 'The server',
      variable: 'OPENAI_CHAT_API_KEY',
      apiKey: this.apiKey || 'none',
      baseUrl: this.baseUrl,
      model: this.id,
      effort: this.options.effort,
      efforts: null,
      instead: null,
    })
  }

  async think(
    request: TurnRequest,
    signal: AbortSignal,
    onProgress?: (progress: ModelProgress) => void,
  ): Promise<Outcome<TurnAnswer, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const { dialect } = this
    const cut = await this.shorten(request, signal)
    if (!cut.ok) return cut
    const begun = cut.value ? [cut.value.summary] : []
    const { summary, messages: history } = liveMessages([...request.history, ...begun])
    const prompt = this.promptOf(request, summary)
    const added = newMessages({ history, request, dialect, prompt })
    const sent = sentMessages([...history, ...added], request, dialect, prompt)
    const resolved = await this.pictures.resolve(sent)
    if (!resolved.ok) return resolved
    const answer = await this.ask(prompt, resolved.value, signal, onProgress)
    if (!answer.ok) return { ok: false, problem: this.learned(answer.problem, request, sent, turnsOf(history).length) }
    const usage = bothUsages(cut.value?.usage ?? null, this.usageOf(prompt, answer.value, resolved.value, sent))
    const all = [...messagesOf(request.history), ...added]
    const looks = {
      calls: namedCalls(history.at(-1)),
      results: request.results,
      sizeOf: (id: string) => this.pictures.sizeOf(id),
    }
    return { ok: true, value: this.answered({ ...request, looks }, all, [...begun, ...added], usage, answer.value) }
  }

  /** Long conversations are cut, in the model's own words. */
  private shorten(request: TurnRequest, signal: AbortSignal): Promise<Outcome<Shortened | null, Problem>> {
    const { summary, messages } = liveMessages(request.history)
    const prompt = this.promptOf(request, summary)
    const sent = sentMessages(messages, request, this.dialect, prompt)
    const context = { picture: request.look.picture, tools: request.tools }
    return shorten({
      request,
      tokens: this.tokensOf(sent, request, prompt),
      above: this.shortenAbove,
      ...(this.shortenAbove < SHORTEN_ABOVE ? { fewest: FEWEST_TURNS } : {}),
      turns: turnsOf(messages).length,
      said: () => saidIn(messages, this.dialect, context),
      images: [],
      write: () => this.write(request, prompt, withQuestion(sent), signal),
    })
  }

  private async write(
    { look, tools }: TurnRequest,
    prompt: Prompt,
    messages: readonly Item[],
    signal: AbortSignal,
  ): Promise<Outcome<Written, Problem>> {
    const resolved = await this.pictures.resolve(messages)
    if (!resolved.ok) return resolved
    const answer = await this.ask(prompt, resolved.value, signal, undefined, true)
    if (!answer.ok) return answer
    const text = notesOf(answer.value, this.dialect, { picture: look.picture, tools })
    return { ok: true, value: { text, usage: this.usageOf(prompt, answer.value, resolved.value, messages) } }
  }

  private tokensOf(sent: readonly Item[], { look }: TurnRequest, prompt: Prompt): number {
    return estimateTokens([sent, this.dialect.functions(prompt)], {
      perPicture: (size) => this.picture.tokens(size),
      picture: look.picture,
    })
  }

  /** How much a server takes is known when it takes no more; from then on the conversation is kept shorter. */
  private learned(problem: Problem, request: TurnRequest, sent: readonly Item[], turns: number): Problem {
    if (!isTooLong(problem, this.failureContext()) || turns < FEWEST_TURNS) return problem
    const tokens = this.tokensOf(sent, request, this.promptOf(request, null))
    this.shortenAbove = Math.min(this.shortenAbove, Math.floor(tokens * LEARNED_SHARE))
    const message = 'The conversation no longer fits into what the server takes; it is shortened and asked again.'
    return { kind: 'model-request', message, retryable: true, waitMs: 0 }
  }

  /** As the server counted; a server that counts nothing leaves it to us. */
  private usageOf(prompt: Prompt, answer: FinishedAnswer, { sizes }: WithPictures, sent: readonly Item[]): Usage {
    const price = priceAt(this.baseUrl, priceOf(this.id, this.options.prices ?? {}, new Date()))
    const seen = sizes.reduce((sum, size) => sum + (size ? this.picture.tokens(size) : 0), 0)
    const { usage, content, reasoning, toolCalls } = answer
    const all = [sent, this.dialect.functions(prompt)]
    return readUsage(usage, price, seen) ?? estimateUsage(all, [content, reasoning, toolCalls], seen, price, 0)
  }

  async reach(signal: AbortSignal): Promise<Outcome<{ readonly ms: number }, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const began = performance.now()
    try {
      const listed = await this.connect().client.models.list({ signal: AbortSignal.any([signal, AbortSignal.timeout(REACH_MS)]) })
      const ids = listed.data.map(({ id }) => id)
      if (ids.length > 0 && !ids.some((id) => id === this.id || id.replace(/:latest$/, '') === this.id)) {
        const message = `The server has no model ${this.id}; it has ${ids.slice(0, 8).join(', ')}. Name one with --model, or load it.`
        return { ok: false, problem: { kind: 'model-refused', message, retryable: false } }
      }
      return { ok: true, value: { ms: Math.round(performance.now() - began) } }
    } catch (error) {
      return { ok: false, problem: signal.aborted ? aborted : thrownProblem(error, this.failureContext(), false) }
    }
  }

  /** After a cut the summary stands where the task stood. */
  private promptOf({ task, look, tools }: TurnRequest, summary: string | null): Prompt {
    const { width, height } = look.picture
    return { task: summary ?? task.text, environment: this.environment, picture: { width, height }, tools }
  }

  private connect(): Connection {
    this.connection ??= connect({ apiKey: this.apiKey, baseUrl: this.baseUrl })
    return this.connection
  }

  private failureContext(): FailureContext {
    return { model: this.id, baseUrl: shownUrl(this.baseUrl), apiKey: this.apiKey, nowMs: Date.now() }
  }

  private ask(
    prompt: Prompt,
    messages: WithPictures,
    signal: AbortSignal,
    onProgress: ((progress: ModelProgress) => void) | undefined,
    isFree = false,
  ): Promise<Outcome<FinishedAnswer, Problem>> {
    const { effort, idleMs } = this.options
    const tools = this.dialect.functions(prompt)
    // what binds the answer to a form would bind notes too
    const { structured_outputs: form, ...sampling } = this.dialect.body
    const body = {
      ...sampling,
      ...(form === undefined || isFree ? {} : { structured_outputs: form }),
      model: this.id,
      messages: asDataUrls(messages.value),
      ...(tools.length > 0 ? { tools } : {}),
      ...(effort === undefined ? {} : { reasoning_effort: effort }),
      stream: true,
      stream_options: { include_usage: true },
    } as unknown as ChatCompletionCreateParamsStreaming
    return ask({
      idleMs: idleMs ?? IDLE_MS,
      signal,
      send: async (asking) => {
        const { client, listening } = this.connect()
        const fetch = listening({ began: () => asking.heard(), heard: () => asking.heard() })
        const stream = await client.withOptions({ fetch }).chat.completions.create(body, { signal: asking.signal })
        return readStream(stream, this.failureContext(), asking, onProgress)
      },
      explain: (error, isUnderWay) => thrownProblem(error, this.failureContext(), isUnderWay),
    })
  }

  private answered(
    request: TurnRequest & Pick<ReplyContext, 'looks'>,
    before: readonly Item[],
    added: readonly unknown[],
    usage: Usage | null,
    answer: FinishedAnswer,
  ): TurnAnswer {
    const { turn, look, tools, looks } = request
    const toolCalls = withOwnIds(answer.toolCalls, turn, knownIds(before))
    const understood = this.dialect.read(
      { content: answer.content, toolCalls },
      { picture: look.picture, tools, ...(looks ? { looks } : {}) },
    )
    const calls = callsOf(understood, turn)
    const text = understood.answer ?? understood.thought
    const plan = planOf(understood.heard)
    return {
      items: [...added, messageOf(answer, toolCalls)],
      calls,
      reasoning: answer.reasoning === '' ? [] : [answer.reasoning],
      messages: text === '' ? [] : [{ text, phase: calls.length > 0 ? 'commentary' : 'final_answer' }],
      ...(plan ? { plan } : {}),
      problems: [],
      usage,
    }
  }
}

const knownIds = (messages: readonly Item[]): ReadonlySet<string> =>
  new Set(messages.flatMap((message) => listOf(message, 'tool_calls').map((call) => textOf(call, 'id'))))

/** Where a picture stands as base64, the server wants a data URL. */
function asDataUrls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asDataUrls)
  if (typeof value !== 'object' || value === null) return value
  const base64 = pictureIn(value)
  if (typeof base64 === 'string') return { type: 'image_url', image_url: { url: `data:${mimeOf(base64)};base64,${base64}` } }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asDataUrls(one)]))
}

/** The first bytes tell. */
const mimeOf = (base64: string): string => {
  if (base64.startsWith('iVBOR')) return 'image/png'
  return base64.startsWith('UklGR') ? 'image/webp' : 'image/jpeg'
}

export function createOpenAiChatModel(options: OpenAiChatOptions): Model {
  return new OpenAiChatModel(options)
}
