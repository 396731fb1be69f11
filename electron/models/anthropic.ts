/**
 * Anthropic over the Messages API: streamed, nothing kept by the server, the whole conversation in every request.
 * What stands in anthropic/: what a request holds, how an answer is read, what a failure means.
 */
import type { Outcome, Size } from '../../native-bridge/types.js'
import type { Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { afterCompaction, ASK_TO_COMPACT_ABOVE, COMPACTION_BETA } from './anthropic/compaction.js'
import { connect, type Connection } from './anthropic/connection.js'
import { callIds, liveMessages, messagesOf, openCalls, saidIn, withQuestion } from './anthropic/conversation.js'
import { ANTHROPIC_MODELS, betaOf, DEFAULT_ANTHROPIC_MODEL, familyOf, type ModelFamily } from './anthropic/families.js'
import { newMessage, taskPictures } from './anthropic/new-items.js'
import { parseAnswer } from './anthropic/parse-answer.js'
import { isCompactionRefused, isThinkingRefused, thrownProblem } from './anthropic/problems.js'
import { readStream, type FinishedAnswer } from './anthropic/read-stream.js'
import { requestBody, sentMessages, type RequestParts } from './anthropic/request.js'
import { TYPED } from './anthropic/tools.js'
import { readUsage } from './anthropic/usage.js'
import { pictureWish } from './image-rules.js'
import type { Continuing, LoadFrame, Model, ModelProgress, TurnAnswer, TurnRequest } from './model.js'
import { priceOf } from './prices.js'
import { ask } from './wire/ask.js'
import { checkSettings, shownUrl } from './wire/check-settings.js'
import { closerPlace } from './wire/closer-look.js'
import { idleMsFor, type Effort } from './wire/effort.js'
import { estimateTokens, estimateUsage, FIXED_TOKENS } from './wire/estimate.js'
import { inPixels, type Place } from './wire/extra-tools.js'
import { aborted, type FailureContext } from './wire/failures.js'
import { environmentHere, type Environment } from './wire/instructions.js'
import { textOf, type Item } from './wire/json.js'
import { offersOf } from './wire/offers.js'
import { bothUsages, shorten, SHORTEN_ABOVE, type Shortened, type Written } from './wire/shorten.js'
import { newPictures, PictureStore, type WithPictures } from './wire/pictures.js'

export { ANTHROPIC_MODELS, DEFAULT_ANTHROPIC_MODEL } from './anthropic/families.js'

export interface AnthropicOptions {
  readonly apiKey: string
  /** undefined: ANTHROPIC_BASE_URL, else the vendor's */
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly effort?: Effort | undefined
  readonly loadFrame: LoadFrame
  /** wins over the built-in table */
  readonly prices?: Settings['prices'] | undefined
  /** how long the server may say nothing before the turn is given up */
  readonly idleMs?: number | undefined
  /** what the model is told it operates */
  readonly environment?: Environment | undefined
}

/** What the request is made of, and the conversation so far. */
interface Parts extends RequestParts {
  readonly live: readonly Item[]
  /** more or less, as it would be sent */
  readonly tokens: number
}

const VENDOR_URL = 'https://api.anthropic.com'
const REACH_MS = 15_000

class AnthropicModel implements Model {
  readonly provider = 'anthropic'
  readonly id: string
  readonly picture: Model['picture']
  private readonly family: ModelFamily
  private readonly pictures: PictureStore
  private readonly baseUrl: string
  private readonly apiKey: string
  private connection: Promise<Connection> | undefined
  private withThinking = true
  private withCompaction: boolean

  constructor(private readonly options: AnthropicOptions) {
    this.id = options.model ?? DEFAULT_ANTHROPIC_MODEL
    this.family = familyOf(this.id)
    this.withCompaction = this.family.compacts
    this.picture = pictureWish(this.family.images, 'original')
    this.pictures = new PictureStore(options.loadFrame)
    this.apiKey = options.apiKey.trim()
    this.baseUrl = options.baseUrl?.trim() || process.env['ANTHROPIC_BASE_URL']?.trim() || VENDOR_URL
  }

  /** Pictures that were made for larger eyes would be refused. */
  continues({ provider, model }: { readonly provider: string; readonly model: string }): Continuing {
    const { tool, images } = familyOf(model)
    return provider === this.provider && tool === this.family.tool && images === this.family.images ? 'items' : 'summary'
  }

  check(): Outcome<void, Problem> {
    const { apiKey, baseUrl, id: model, family } = this
    const { effort } = this.options
    const names = { vendor: 'Anthropic', variable: 'ANTHROPIC_API_KEY' }
    return checkSettings({ ...names, apiKey, baseUrl, model, effort, efforts: family.efforts, instead: this.instead() })
  }

  async think(
    request: TurnRequest,
    signal: AbortSignal,
    onProgress?: (progress: ModelProgress) => void,
  ): Promise<Outcome<TurnAnswer, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const parts = this.parts(request)
    const cut = await this.shorten(parts, request, signal)
    if (!cut.ok) return cut
    const begun = cut.value ? [cut.value.summary] : []
    const history = liveMessages([...request.history, ...begun])
    const kinds = await this.pictures.kinds(newPictures(history, request))
    if (!kinds.ok) return kinds
    const added = newMessage(history, request, kinds.value)
    const sent = sentMessages([...history, added], request, parts)
    const resolved = await this.pictures.resolve(sent)
    if (!resolved.ok) return resolved
    const answer = await this.ask(parts, request, resolved.value, signal, onProgress)
    if (!answer.ok) return answer
    const turn = this.answered(
      { ...parts, closer: this.closer(request, history) },
      messagesOf(request.history),
      added,
      this.usageOf(answer.value, resolved.value, sent),
      answer.value,
    )
    const usage = bothUsages(cut.value?.usage ?? null, turn.usage)
    return { ok: true, value: { ...turn, items: [...begun, ...turn.items], usage } }
  }

  private closer({ results, look }: TurnRequest, history: readonly Item[]): Place | null {
    const calls = openCalls(history).map((call) => ({
      callId: textOf(call, 'id'),
      name: textOf(call, 'name'),
      input: call['input'],
    }))
    const sizeOf = (id: string) => this.pictures.sizeOf(id)
    return closerPlace({ calls, results, sizeOf, placeIn: () => inPixels, picture: look.picture, extras: this.family.extras })
  }

  /** Long conversations are cut, in the model's own words. */
  private async shorten(
    { live, tokens, ...parts }: Parts,
    request: TurnRequest,
    signal: AbortSignal,
  ): Promise<Outcome<Shortened | null, Problem>> {
    // where the server does it, we step in only when it did not
    const above = this.withCompaction ? 2 * SHORTEN_ABOVE : SHORTEN_ABOVE
    if (tokens < above) return { ok: true, value: null }
    const kinds = await this.pictures.kinds(request.task.images)
    if (!kinds.ok) return kinds
    return shorten({
      request,
      tokens,
      above,
      turns: live.length / 2,
      said: () => saidIn(live),
      images: taskPictures(request, kinds.value),
      write: () => this.write(parts, request, withQuestion(sentMessages(live, request, parts)), signal),
    })
  }

  private async write(
    parts: RequestParts,
    request: TurnRequest,
    messages: readonly Item[],
    signal: AbortSignal,
  ): Promise<Outcome<Written, Problem>> {
    const resolved = await this.pictures.resolve(messages)
    if (!resolved.ok) return resolved
    const answer = await this.ask(parts, request, resolved.value, signal, undefined)
    if (!answer.ok) return answer
    const { content } = answer.value
    const text = saidIn([{ role: 'assistant', content }]).join('\n')
    return { ok: true, value: { text, usage: this.usageOf(answer.value, resolved.value, messages) } }
  }

  /** As the server counted; a server that counts nothing leaves it to us. */
  private usageOf({ usage, content }: FinishedAnswer, { sizes }: WithPictures, sent: readonly Item[]): Usage {
    const price = priceOf(this.id, this.options.prices ?? {}, new Date())
    const seen = sizes.reduce((sum, size) => sum + (size ? this.picture.tokens(size) : 0), 0)
    return readUsage(usage, price, this.family.images, sizes) ?? estimateUsage(sent, content, seen, price)
  }

  async reach(signal: AbortSignal): Promise<Outcome<{ readonly ms: number }, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const began = performance.now()
    try {
      const { client } = await this.connect()
      await client.models.list({ limit: 1 }, { signal, timeout: REACH_MS })
      return { ok: true, value: { ms: Math.round(performance.now() - began) } }
    } catch (error) {
      return { ok: false, problem: signal.aborted ? aborted : thrownProblem(error, this.failureContext(), false) }
    }
  }

  /** Claude before 4 has no form of the tool that is spoken here. */
  private instead(): readonly string[] | null {
    return /^claude-(3|2|instant)/.test(this.id) ? ANTHROPIC_MODELS.slice(0, 3) : null
  }

  private connect(): Promise<Connection> {
    this.connection ??= connect({ apiKey: this.apiKey, baseUrl: this.baseUrl })
    return this.connection
  }

  private failureContext(): FailureContext {
    return { model: this.id, baseUrl: shownUrl(this.baseUrl), apiKey: this.apiKey, nowMs: Date.now() }
  }

  private parts(request: TurnRequest): Parts {
    const parts = {
      model: this.id,
      family: this.family,
      effort: this.options.effort,
      environment: this.options.environment ?? environmentHere(),
      offers: offersOf(request.tools, TYPED),
      withThinking: this.withThinking,
      withCompaction: this.withCompaction,
    }
    const live = liveMessages(request.history)
    const measure = { perPicture: (size: Size) => this.picture.tokens(size), picture: request.look.picture }
    const tokens = FIXED_TOKENS + estimateTokens(sentMessages(live, request, parts), measure)
    const mayCompact = tokens > ASK_TO_COMPACT_ABOVE || afterCompaction(live) !== null
    return { ...parts, withCompaction: this.withCompaction && mayCompact, live, tokens }
  }

  private async ask(
    parts: RequestParts,
    request: TurnRequest,
    messages: WithPictures,
    signal: AbortSignal,
    onProgress: ((progress: ModelProgress) => void) | undefined,
  ): Promise<Outcome<FinishedAnswer, Problem>> {
    const betas = [betaOf(this.family.tool), parts.withCompaction ? COMPACTION_BETA : null].filter((beta) => beta !== null)
    const { listening } = await this.connect()
    return ask({
      idleMs: this.options.idleMs ?? idleMsFor(this.options.effort),
      signal,
      send: async (asking) => {
        const body = requestBody(parts, request, messages.value as readonly Item[])
        // the SDK keeps pings to itself
        const client = listening({ began: () => asking.heard(), heard: () => asking.heard() })
        const headers = betas.length === 0 ? {} : { headers: { 'anthropic-beta': betas.join() } }
        const stream = await client.messages.create(body, { signal: asking.signal, ...headers })
        return readStream(stream, this.failureContext(), asking, onProgress)
      },
      explain: (error, isUnderWay) => this.failure(error, isUnderWay),
    })
  }

  private failure(error: unknown, isUnderWay: boolean): Problem {
    if (this.withThinking && isThinkingRefused(error)) {
      this.withThinking = false
      const message = 'The server did not take its earlier thinking back; it is asked again without it.'
      return { kind: 'model-request', message, retryable: true, waitMs: 0 }
    }
    if (this.withCompaction && isCompactionRefused(error)) {
      this.withCompaction = false
      const message = 'The server does not shorten conversations itself; it is asked again without that.'
      return { kind: 'model-request', message, retryable: true, waitMs: 0 }
    }
    return thrownProblem(error, this.failureContext(), isUnderWay)
  }

  private answered(
    { offers, closer }: RequestParts & { readonly closer: Place | null },
    history: readonly Item[],
    added: Item,
    usage: Usage,
    answer: FinishedAnswer,
  ): TurnAnswer {
    const parsed = parseAnswer(answer, callIds(history), { offers, extras: this.family.extras, closer })
    const message = { ...answer.message, type: 'message', role: 'assistant', model: this.id, content: parsed.content }
    return {
      items: [added, message],
      calls: parsed.calls,
      reasoning: parsed.reasoning,
      messages: parsed.messages,
      ...(parsed.plan ? { plan: parsed.plan } : {}),
      problems: parsed.problems,
      usage,
    }
  }
}

export function createAnthropicModel(options: AnthropicOptions): Model {
  return new AnthropicModel(options)
}
