/**
 * OpenAI over the Responses API: streamed, nothing kept by the server, the whole conversation in every request.
 * What stands in openai/: what a request holds, how an answer is read, what a failure means.
 */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { pictureWish } from './image-rules.js'
import type { LoadFrame, Model, ModelProgress, TurnAnswer, TurnRequest } from './model.js'
import { connect } from './openai/connection.js'
import { DEFAULT_OPENAI_MODEL, familyOf, OPENAI_MODELS, type Effort } from './openai/families.js'
import { watchIdle, type IdleWatch } from './wire/idle-watch.js'
import { isCall, isItem, type Item } from './openai/item.js'
import { newItems } from './openai/new-items.js'
import { parseAnswer } from './openai/parse-answer.js'
import { PictureStore, type WithPictures } from './openai/pictures.js'
import { aborted, isSummaryRefused, thrownProblem, type FailureContext } from './openai/problems.js'
import { readStream, type FinishedAnswer } from './openai/read-stream.js'
import { requestBody, sentHistory, type RequestParts } from './openai/request.js'
import { readUsage } from './openai/usage.js'
import { priceOf } from './prices.js'
import type { Environment } from './openai/tools.js'

export { DEFAULT_OPENAI_MODEL, OPENAI_MODELS } from './openai/families.js'

export interface OpenAiOptions {
  readonly apiKey: string
  /** undefined: OPENAI_BASE_URL, else the vendor's */
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

const VENDOR_URL = 'https://api.openai.com/v1'
const IDLE_MS = 90_000
/** a model that thinks hard says nothing for long */
const IDLE_MS_HARD = 300_000
const REACH_MS = 15_000

const fail = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem })
const configuration = (message: string) => fail({ kind: 'configuration', message, retryable: false })

function idleMsFor(effort: Effort | undefined): number {
  return effort === 'high' || effort === 'xhigh' || effort === 'max' ? IDLE_MS_HARD : IDLE_MS
}

function environmentHere(): Environment {
  if (process.platform === 'darwin') return 'mac'
  return process.platform === 'win32' ? 'windows' : 'linux'
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}

/** The first thing in the settings that cannot work; before any request. */
function checkSettings(options: OpenAiOptions, model: string, baseUrl: string): Outcome<void, Problem> {
  const family = familyOf(model)
  const key = options.apiKey.trim()
  if (key === '')
    return fail({ kind: 'missing-key', message: 'OpenAI needs a key: set OPENAI_API_KEY or enter one.', retryable: false })
  if (!/^[\x21-\x7e]+$/.test(key)) return configuration('The OpenAI key holds characters that no key has. Enter it again.')
  if (!isHttp(baseUrl)) return configuration(`"${baseUrl}" is no base URL; one begins with https:// or http://.`)
  if (family.tool === 'none')
    return configuration(`${model} cannot operate a computer. Choose one of ${OPENAI_MODELS.slice(0, 3).join(', ')}.`)
  const { effort } = options
  if (effort !== undefined && family.efforts && !family.efforts.includes(effort))
    return configuration(`${model} knows no effort "${effort}"; it knows ${family.efforts.join(', ')}.`)
  return { ok: true, value: undefined }
}

class OpenAiModel implements Model {
  readonly provider = 'openai'
  readonly id: string
  readonly picture: Model['picture']
  private readonly family
  private readonly pictures: PictureStore
  private readonly baseUrl: string
  private client: ReturnType<typeof connect> | undefined
  private withSummary = true

  constructor(private readonly options: OpenAiOptions) {
    this.id = options.model ?? DEFAULT_OPENAI_MODEL
    this.family = familyOf(this.id)
    this.picture = pictureWish(this.family.images, this.family.detail)
    this.pictures = new PictureStore(options.loadFrame)
    this.baseUrl = options.baseUrl?.trim() || process.env['OPENAI_BASE_URL']?.trim() || VENDOR_URL
  }

  check(): Outcome<void, Problem> {
    return checkSettings(this.options, this.id, this.baseUrl)
  }

  async think(
    request: TurnRequest,
    signal: AbortSignal,
    onProgress?: (progress: ModelProgress) => void,
  ): Promise<Outcome<TurnAnswer, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const history = sentHistory(request.history)
    const added = newItems(history, request)
    const resolved = await this.pictures.resolve([...history, ...added])
    if (!resolved.ok) return resolved
    const answer = await this.ask(request, resolved.value, signal, onProgress)
    return answer.ok ? this.answered(request, added, resolved.value, answer.value) : answer
  }

  async reach(signal: AbortSignal): Promise<Outcome<{ readonly ms: number }, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const began = performance.now()
    try {
      await this.connection().models.list({ signal, timeout: REACH_MS })
      return { ok: true, value: { ms: Math.round(performance.now() - began) } }
    } catch (error) {
      return fail(signal.aborted ? aborted : thrownProblem(error, this.failureContext(), false))
    }
  }

  private connection(): ReturnType<typeof connect> {
    this.client ??= connect({ apiKey: this.options.apiKey.trim(), baseUrl: this.baseUrl })
    return this.client
  }

  private failureContext(): FailureContext {
    // without the name and password an address may hold
    const { origin, pathname } = new URL(this.baseUrl)
    return { model: this.id, baseUrl: `${origin}${pathname}`, apiKey: this.options.apiKey.trim(), nowMs: Date.now() }
  }

  private parts(): RequestParts {
    return {
      model: this.id,
      family: this.family,
      effort: this.options.effort,
      environment: this.options.environment ?? environmentHere(),
      withSummary: this.withSummary,
    }
  }

  private async ask(
    request: TurnRequest,
    input: WithPictures,
    signal: AbortSignal,
    onProgress: ((progress: ModelProgress) => void) | undefined,
  ): Promise<Outcome<FinishedAnswer, Problem>> {
    if (signal.aborted) return fail(aborted)
    const watch = watchIdle(this.options.idleMs ?? idleMsFor(this.options.effort), signal)
    let isUnderWay = false
    const heard = () => {
      isUnderWay = true
      watch.heard()
    }
    try {
      const body = requestBody(this.parts(), request, input.value)
      const stream = await this.connection().responses.create(body, { signal: watch.signal })
      heard()
      const answer = await readStream(stream, this.failureContext(), { heard, ended: () => watch.ended() }, onProgress)
      return signal.aborted ? fail(aborted) : (answer ?? fail(this.brokenOff(watch)))
    } catch (error) {
      return fail(this.failure(error, signal, watch, isUnderWay))
    } finally {
      watch.stop()
    }
  }

  private brokenOff(watch: IdleWatch): Problem {
    const message = watch.isStalled
      ? 'The server said nothing for too long. Nothing of its answer was done.'
      : 'The answer ended before it was complete. Nothing of it was done.'
    return { kind: 'model-stream', message, retryable: true }
  }

  private failure(error: unknown, signal: AbortSignal, watch: IdleWatch, isUnderWay: boolean): Problem {
    if (signal.aborted) return aborted
    if (watch.isStalled) return this.brokenOff(watch)
    if (this.withSummary && isSummaryRefused(error)) {
      this.withSummary = false
      const message = 'This account may not see summaries of the reasoning; it is asked again without them.'
      return { kind: 'model-request', message, retryable: true, waitMs: 0 }
    }
    return thrownProblem(error, this.failureContext(), isUnderWay)
  }

  private answered(
    request: TurnRequest,
    added: readonly Item[],
    input: WithPictures,
    answer: FinishedAnswer,
  ): Outcome<TurnAnswer, Problem> {
    const known = new Set(
      request.history
        .filter(isItem)
        .filter(isCall)
        .map((item) => item['call_id']),
    )
    const parsed = parseAnswer(answer.output, known)
    if (parsed.refusal !== null && parsed.calls.length === 0)
      return fail({ kind: 'model-refused', message: `The model refused: ${parsed.refusal}`, retryable: false })
    const price = priceOf(this.id, this.options.prices ?? {}, new Date())
    return {
      ok: true,
      value: {
        items: [...added, ...parsed.items],
        calls: parsed.calls,
        reasoning: parsed.reasoning,
        messages: parsed.messages,
        ...(parsed.plan ? { plan: parsed.plan } : {}),
        problems: parsed.problems,
        usage: readUsage(answer.usage, price, this.family, request.pictureDetail, input.sizes),
      },
    }
  }
}

export function createOpenAiModel(options: OpenAiOptions): Model {
  return new OpenAiModel(options)
}
