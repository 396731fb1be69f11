/**
 * Gemini over its generateContent API: streamed, nothing kept by the server, the whole conversation in every request.
 * What stands in gemini/: what a request holds, how an answer is read, what a failure means.
 */
import type { Outcome, Size } from '../../native-bridge/types.js'
import type { Usage } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { connect, type Connection } from './gemini/connection.js'
import { callIds, contentsOf, liveContents, openCalls, saidIn, withQuestion } from './gemini/conversation.js'
import { DEFAULT_GEMINI_MODEL, familyOf, GEMINI_MODELS, type ModelFamily } from './gemini/families.js'
import { newContent, taskPictures } from './gemini/new-items.js'
import { placeInFrame } from './gemini/parse-actions.js'
import { parseAnswer, type Asked } from './gemini/parse-answer.js'
import { thrownProblem } from './gemini/problems.js'
import { readStream, type FinishedAnswer } from './gemini/read-stream.js'
import { requestOf, sentContents } from './gemini/request.js'
import { readUsage } from './gemini/usage.js'
import { pictureWish } from './image-rules.js'
import type { Continuing, LoadFrame, Model, ModelProgress, TurnAnswer, TurnRequest } from './model.js'
import { priceOf } from './prices.js'
import { ask } from './wire/ask.js'
import { checkSettings, shownUrl } from './wire/check-settings.js'
import { closerPlace } from './wire/closer-look.js'
import { idleMsFor, type Effort } from './wire/effort.js'
import { estimateTokens, estimateUsage, FIXED_TOKENS } from './wire/estimate.js'
import { aborted, type FailureContext } from './wire/failures.js'
import { environmentHere, type Environment } from './wire/instructions.js'
import { textOf, type Item } from './wire/json.js'
import { offersOf } from './wire/offers.js'
import { bothUsages, shorten, SHORTEN_ABOVE, type Shortened, type Written } from './wire/shorten.js'
import { newPictures, PictureStore, type WithPictures } from './wire/pictures.js'

export { DEFAULT_GEMINI_MODEL, GEMINI_MODELS } from './gemini/families.js'

export interface GeminiOptions {
  readonly apiKey: string
  /** undefined: the vendor's */
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

const VENDOR_URL = 'https://generativelanguage.googleapis.com'
const REACH_MS = 15_000

class GeminiModel implements Model {
  readonly provider = 'gemini'
  readonly id: string
  readonly picture: Model['picture']
  private readonly family: ModelFamily
  private readonly pictures: PictureStore
  private readonly baseUrl: string
  private readonly apiKey: string
  private readonly environment: Environment
  private connection: Promise<Connection> | undefined

  constructor(private readonly options: GeminiOptions) {
    this.id = options.model ?? DEFAULT_GEMINI_MODEL
    this.family = familyOf(this.id)
    this.picture = pictureWish(this.family.images, 'original')
    this.pictures = new PictureStore(options.loadFrame)
    this.apiKey = options.apiKey.trim()
    this.baseUrl = options.baseUrl?.trim() || VENDOR_URL
    this.environment = options.environment ?? environmentHere()
  }

  /** Whether signatures of thoughts hold for another model is not established, so its conversation is told in words. */
  continues({ provider, model }: { readonly provider: string; readonly model: string }): Continuing {
    return provider === this.provider && model === this.id ? 'items' : 'summary'
  }

  check(): Outcome<void, Problem> {
    const { apiKey, baseUrl, id: model, family } = this
    const names = { vendor: 'Gemini', variable: 'GEMINI_API_KEY' }
    const { effort } = this.options
    return checkSettings({ ...names, apiKey, baseUrl, model, effort, efforts: family.efforts, instead: this.instead() })
  }

  async think(
    request: TurnRequest,
    signal: AbortSignal,
    onProgress?: (progress: ModelProgress) => void,
  ): Promise<Outcome<TurnAnswer, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const cut = await this.shorten(request, signal)
    if (!cut.ok) return cut
    const begun = cut.value ? [cut.value.summary] : []
    const history = liveContents([...request.history, ...begun])
    const kinds = await this.pictures.kinds(newPictures(history, request))
    if (!kinds.ok) return kinds
    const added = newContent(history, request, kinds.value)
    const sent = sentContents([...history, added], request)
    const resolved = await this.pictures.resolve(sent)
    if (!resolved.ok) return resolved
    const answer = await this.ask(request, resolved.value, signal, onProgress)
    if (!answer.ok) return answer
    const all = [...contentsOf(request.history), added]
    const turn = this.answered(all, this.asked(request, history), this.usageOf(answer.value, resolved.value, sent), answer.value)
    const usage = bothUsages(cut.value?.usage ?? null, turn.usage)
    return { ok: true, value: { ...turn, items: [...begun, ...turn.items], usage } }
  }

  private asked({ results, look: { picture }, history: all }: TurnRequest, history: readonly Item[]): Asked {
    const { extras } = this.family
    const open = openCalls(history, contentsOf(all).length)
    const calls = open.map(({ callId, call }) => ({ callId, name: textOf(call, 'name'), input: call['args'] }))
    const sizeOf = (id: string) => this.pictures.sizeOf(id)
    const placeIn = (size: Size) => placeInFrame({ picture: size })
    const closer = closerPlace({ calls, results, sizeOf, placeIn, picture, extras })
    return { picture, environment: this.environment, extras, closer }
  }

  /** Long conversations are cut, in the model's own words. */
  private async shorten(request: TurnRequest, signal: AbortSignal): Promise<Outcome<Shortened | null, Problem>> {
    const live = liveContents(request.history)
    const sent = sentContents(live, request)
    const tokens =
      FIXED_TOKENS + estimateTokens(sent, { perPicture: (size) => this.picture.tokens(size), picture: request.look.picture })
    if (tokens < SHORTEN_ABOVE) return { ok: true, value: null }
    const kinds = await this.pictures.kinds(request.task.images)
    if (!kinds.ok) return kinds
    return shorten({
      request,
      tokens,
      turns: live.length / 2,
      said: () => saidIn(live),
      images: taskPictures(request, kinds.value),
      write: () => this.write(request, withQuestion(sent), signal),
    })
  }

  private async write(request: TurnRequest, contents: readonly Item[], signal: AbortSignal): Promise<Outcome<Written, Problem>> {
    const resolved = await this.pictures.resolve(contents)
    if (!resolved.ok) return resolved
    const answer = await this.ask(request, resolved.value, signal, undefined)
    if (!answer.ok) return answer
    const text = saidIn([{ role: 'model', parts: answer.value.parts }]).join('')
    return { ok: true, value: { text, usage: this.usageOf(answer.value, resolved.value, contents) } }
  }

  /** As the server counted; a server that counts nothing leaves it to us. */
  private usageOf({ usage, parts }: FinishedAnswer, { sizes }: WithPictures, sent: readonly Item[]): Usage {
    const price = priceOf(this.id, this.options.prices ?? {}, new Date())
    const seen = sizes.reduce((sum, size) => sum + (size ? this.picture.tokens(size) : 0), 0)
    return readUsage(usage, price, this.family.images, sizes) ?? estimateUsage(sent, parts, seen, price)
  }

  async reach(signal: AbortSignal): Promise<Outcome<{ readonly ms: number }, Problem>> {
    const usable = this.check()
    if (!usable.ok) return usable
    const began = performance.now()
    try {
      const { client } = await this.connect()
      await client.models.get({
        model: this.id,
        config: { abortSignal: AbortSignal.any([signal, AbortSignal.timeout(REACH_MS)]) },
      })
      return { ok: true, value: { ms: Math.round(performance.now() - began) } }
    } catch (error) {
      return { ok: false, problem: signal.aborted ? aborted : thrownProblem(error, this.failureContext(), false, null) }
    }
  }

  /** Google's models without the tool. */
  private instead(): readonly string[] | null {
    const has = this.family.efforts !== null || !/gemini-(1|2)/.test(this.id)
    return has ? null : GEMINI_MODELS.slice(0, 3)
  }

  private connect(): Promise<Connection> {
    this.connection ??= connect({ apiKey: this.apiKey, baseUrl: this.baseUrl })
    return this.connection
  }

  private failureContext(): FailureContext {
    return { model: this.id, baseUrl: shownUrl(this.baseUrl), apiKey: this.apiKey, nowMs: Date.now() }
  }

  private async ask(
    { tools }: TurnRequest,
    contents: WithPictures,
    signal: AbortSignal,
    onProgress: ((progress: ModelProgress) => void) | undefined,
  ): Promise<Outcome<FinishedAnswer, Problem>> {
    const { id: model, family, environment } = this
    const offers = offersOf(tools, [])
    const { effort, idleMs } = this.options
    let headers: Headers | null = null
    const { client, listening } = await this.connect()
    return ask({
      idleMs: idleMs ?? idleMsFor(effort),
      signal,
      send: async (asking) => {
        const began = (told: Headers) => {
          headers = told
          asking.heard()
        }
        const request = requestOf({ model, family, effort, environment, offers }, contents.value as readonly Item[])
        const fetch = listening({ began, heard: () => asking.heard() })
        const config = { ...request.config, abortSignal: asking.signal, httpOptions: { fetch } }
        const stream = await client.models.generateContentStream({ ...request, config })
        return readStream(stream, this.failureContext(), asking, onProgress)
      },
      explain: (error, isUnderWay) => thrownProblem(error, this.failureContext(), isUnderWay, headers),
    })
  }

  /** `contents`: all that was said before the answer. */
  private answered(contents: readonly Item[], asked: Asked, usage: Usage, answer: FinishedAnswer): TurnAnswer {
    const parsed = parseAnswer(answer.parts, contents.length, callIds(contents), asked)
    return {
      items: [contents.at(-1), { role: 'model', parts: parsed.parts }],
      calls: parsed.calls,
      reasoning: parsed.reasoning,
      messages: parsed.messages,
      ...(parsed.plan ? { plan: parsed.plan } : {}),
      problems: parsed.problems,
      usage,
    }
  }
}

export function createGeminiModel(options: GeminiOptions): Model {
  return new GeminiModel(options)
}
