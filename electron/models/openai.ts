/**
 * OpenAI over the Responses API: streamed, nothing kept by the server, the whole conversation in every request.
 * What stands in openai/: what a request holds, how an answer is read, what a failure means.
 */
import type OpenAI from 'openai'
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import type { Outcome } from '../../native-bridge/types.js'
import type { Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { pictureWish } from './image-rules.js'
import type { Continuing, LoadFrame, Model, ModelProgress, TurnAnswer, TurnRequest } from './model.js'
import { connect } from './openai/connection.js'
import { DEFAULT_OPENAI_MODEL, familyOf, type ModelFamily } from './openai/families.js'
import { isCall, namedCalls, openCalls, saidIn } from './openai/item.js'
import { newItems, taskPictures } from './openai/new-items.js'
import { parseAnswer } from './openai/parse-answer.js'
import { isSummaryRefused, socketProblem, thrownProblem } from './openai/problems.js'
import { readStream, type FinishedAnswer } from './openai/read-stream.js'
import { requestBody, sentHistory, withoutOldPictures, withQuestion, type RequestParts } from './openai/request.js'
import { ResponseSocket, SocketBroken } from './openai/socket.js'
import { readUsage } from './openai/usage.js'
import { priceOf } from './prices.js'
import { ask } from './wire/ask.js'
import { checkSettings, shownUrl } from './wire/check-settings.js'
import { closerPlace } from './wire/closer-look.js'
import { idleMsFor, type Effort } from './wire/effort.js'
import { estimateTokens, estimateUsage, FIXED_TOKENS } from './wire/estimate.js'
import { inPixels, type Place } from './wire/extra-tools.js'
import { openLine } from './wire/fetch.js'
import { aborted, type FailureContext } from './wire/failures.js'
import { environmentHere, type Environment } from './wire/instructions.js'
import { isItem, type Item } from './wire/json.js'
import { offersOf } from './wire/offers.js'
import { bothUsages, shorten, type Shortened, type Written } from './wire/shorten.js'
import { asDataUrl, PictureStore, type WithPictures } from './wire/pictures.js'

export { DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from './openai/families.js'

export interface OpenAiOptions {
  readonly apiKey: string
  /** undefined: OPENAI_BASE_URL, else the vendor's */
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly effort?: Effort | undefined
  /** one WebSocket instead of a request each: only what is new travels */
  readonly webSocket?: boolean | undefined
  readonly loadFrame: LoadFrame
  /** wins over the built-in table */
  readonly prices?: Settings['prices'] | undefined
  /** how long the server may say nothing before the turn is given up */
  readonly idleMs?: number | undefined
  /** what the model is told it operates */
  readonly environment?: Environment | undefined
}

const VENDOR_URL = 'https://api.openai.com/v1'
const REACH_MS = 15_000

/** What went wrong on the way, and not with the request. */
const TRANSPORT: ReadonlySet<string> = new Set(['model-connection', 'model-stream'])

const fail = (problem: Problem) => ({ ok: false as const, problem })

class OpenAiModel implements Model {
  readonly provider = 'openai'
  readonly id: string
  readonly picture: Model['picture']
  private readonly family: ModelFamily
  private readonly pictures: PictureStore
  private readonly baseUrl: string
  private readonly apiKey: string
  private client: ReturnType<typeof connect> | undefined
  private withSummary = true
  private socket: ResponseSocket | null

  constructor(private readonly options: OpenAiOptions) {
    this.id = options.model ?? DEFAULT_OPENAI_MODEL
    this.family = familyOf(this.id)
    this.picture = pictureWish(this.family.images, this.family.detail)
    this.pictures = new PictureStore(options.loadFrame, asDataUrl)
    this.apiKey = options.apiKey.trim()
    this.baseUrl = options.baseUrl?.trim() || process.env['OPENAI_BASE_URL']?.trim() || VENDOR_URL
    const { apiKey, baseUrl } = this
    this.socket = options.webSocket === true ? new ResponseSocket({ apiKey, baseUrl, line: openLine() }) : null
  }

  /** The server leaves out reasoning that is another model's. */
  continues({ provider, model }: { readonly provider: string; readonly model: string }): Continuing {
    return provider === this.provider && familyOf(model).computer === this.family.computer ? 'items' : 'summary'
  }

  check(): Outcome<void, Problem> {
    const { apiKey, baseUrl, id: model, family } = this
    const { effort } = this.options
    const names = { vendor: 'OpenAI', variable: 'OPENAI_API_KEY' }
    return checkSettings({ ...names, apiKey, baseUrl, model, effort, efforts: family.efforts, instead: null })
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
    const history = sentHistory([...request.history, ...begun])
    const added = newItems(history, request)
    const sent = withoutOldPictures([...history, ...added], request)
    const resolved = await this.pictures.resolve(sent)
    if (!resolved.ok) return resolved
    const answer = await this.ask(parts, request, resolved.value, signal, onProgress)
    if (!answer.ok) return answer
    const closer = this.closer(request, history)
    const counted = this.usageOf(request, answer.value, resolved.value, sent)
    const turn = this.answered({ ...parts, closer }, request, added, counted, answer.value)
    if (!turn.ok) return turn
    const usage = bothUsages(cut.value?.usage ?? null, turn.value.usage)
    return { ok: true, value: { ...turn.value, items: [...begun, ...turn.value.items], usage } }
  }

  private closer({ results, look }: TurnRequest, history: readonly Item[]): Place | null {
    const calls = namedCalls(openCalls(history))
    const sizeOf = (id: string) => this.pictures.sizeOf(id)
    return closerPlace({ calls, results, sizeOf, placeIn: () => inPixels, picture: look.picture, extras: this.family.extras })
  }

  /** Long conversations are cut in the model's own words, where the server does not shorten them itself. */
  private async shorten(
    parts: RequestParts,
    request: TurnRequest,
    signal: AbortSignal,
  ): Promise<Outcome<Shortened | null, Problem>> {
    if (this.family.compacts) return { ok: true, value: null }
    const live = sentHistory(request.history)
    const sent = withoutOldPictures(live, request)
    const tokens =
      FIXED_TOKENS + estimateTokens(sent, { perPicture: (size) => this.picture.tokens(size), picture: request.look.picture })
    return shorten({
      request,
      tokens,
      turns: live.length / 3,
      said: () => saidIn(live),
      images: taskPictures(request),
      write: () => this.write(parts, request, withQuestion(sent), signal),
    })
  }

  private async write(
    parts: RequestParts,
    request: TurnRequest,
    items: readonly Item[],
    signal: AbortSignal,
  ): Promise<Outcome<Written, Problem>> {
    const resolved = await this.pictures.resolve(items)
    if (!resolved.ok) return resolved
    const answer = await this.ask(parts, request, resolved.value, signal, undefined)
    if (!answer.ok) return answer
    const text = saidIn(answer.value.output).join('\n')
    return { ok: true, value: { text, usage: this.usageOf(request, answer.value, resolved.value, items) } }
  }

  /** As the server counted; a server that counts nothing leaves it to us. */
  private usageOf(
    { pictureDetail }: TurnRequest,
    { usage, output }: FinishedAnswer,
    { sizes }: WithPictures,
    sent: readonly Item[],
  ): Usage {
    const price = priceOf(this.id, this.options.prices ?? {}, new Date())
    const told = readUsage(usage, price, this.family, pictureDetail, sizes)
    const seen = sizes.reduce((sum, size) => sum + (size ? this.picture.tokens(size) : 0), 0)
    return told ?? estimateUsage(sent, output, seen, price)
  }

  async reach(signal: AbortSignal): Promise<Outcome<{ readonly ms: number }, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const began = performance.now()
    try {
      await (await this.connect()).models.list({ signal, timeout: REACH_MS })
      return { ok: true, value: { ms: Math.round(performance.now() - began) } }
    } catch (error) {
      return fail(signal.aborted ? aborted : thrownProblem(error, this.failureContext(), false))
    }
  }

  private connect(): ReturnType<typeof connect> {
    this.client ??= connect({ apiKey: this.apiKey, baseUrl: this.baseUrl })
    return this.client
  }

  private failureContext(): FailureContext {
    return { model: this.id, baseUrl: shownUrl(this.baseUrl), apiKey: this.apiKey, nowMs: Date.now() }
  }

  private parts({ tools }: TurnRequest): RequestParts {
    return {
      model: this.id,
      family: this.family,
      effort: this.options.effort,
      environment: this.options.environment ?? environmentHere(),
      offers: offersOf(tools, this.family.typed),
      withSummary: this.withSummary,
    }
  }

  private async ask(
    parts: RequestParts,
    request: TurnRequest,
    input: WithPictures,
    signal: AbortSignal,
    onProgress: ((progress: ModelProgress) => void) | undefined,
  ): Promise<Outcome<FinishedAnswer, Problem>> {
    const client = await this.connect()
    const answer = await ask({
      idleMs: this.options.idleMs ?? idleMsFor(this.options.effort),
      signal,
      send: async (asking) => {
        const body = requestBody(parts, request, input.value)
        const stream = await this.events(client, body, asking.signal)
        asking.heard()
        return readStream(stream, this.failureContext(), asking, onProgress)
      },
      explain: (error, isUnderWay) => this.failure(error, isUnderWay),
    })
    return answer.ok || signal.aborted ? answer : fail(this.withoutSocket(answer.problem))
  }

  /** A socket that failed once is not tried again: over HTTP the same request needs nothing of it. */
  private withoutSocket(problem: Problem): Problem {
    if (this.socket === null || !TRANSPORT.has(problem.kind)) return problem
    this.socket.close()
    this.socket = null
    return socketProblem(problem.kind === 'model-stream' ? 'it fell silent' : problem.message)
  }

  private events(client: OpenAI, body: ResponseCreateParamsStreaming, signal: AbortSignal): PromiseLike<AsyncIterable<unknown>> {
    if (this.socket === null) return client.responses.create(body, { signal })
    return Promise.resolve(this.socket.events(body as unknown as Item, signal))
  }

  private failure(error: unknown, isUnderWay: boolean): Problem {
    if (this.withSummary && isSummaryRefused(error)) {
      this.withSummary = false
      const message = 'This account may not see summaries of the reasoning; it is asked again without them.'
      return { kind: 'model-request', message, retryable: true, waitMs: 0 }
    }
    if (error instanceof SocketBroken) return { kind: 'model-connection', message: error.message, retryable: true }
    return thrownProblem(error, this.failureContext(), isUnderWay)
  }

  private answered(
    { offers, closer }: RequestParts & { readonly closer: Place | null },
    request: TurnRequest,
    added: readonly Item[],
    usage: Usage,
    answer: FinishedAnswer,
  ): Outcome<TurnAnswer, Problem> {
    const known = new Set(
      request.history
        .filter(isItem)
        .filter(isCall)
        .map((item) => item['call_id']),
    )
    const parsed = parseAnswer(answer.output, known, { offers, extras: this.family.extras, closer })
    if (parsed.refusal !== null && parsed.calls.length === 0)
      return fail({ kind: 'model-refused', message: `The model refused: ${parsed.refusal}`, retryable: false })
    return {
      ok: true,
      value: {
        items: [...added, ...parsed.items],
        calls: parsed.calls,
        reasoning: parsed.reasoning,
        messages: parsed.messages,
        ...(parsed.plan ? { plan: parsed.plan } : {}),
        problems: parsed.problems,
        usage,
      },
    }
  }
}

export function createOpenAiModel(options: OpenAiOptions): Model {
  return new OpenAiModel(options)
}
