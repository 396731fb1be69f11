/** Eyes for any platform: looks, remembers what the display showed before, and says what changed. settle/ decides when it is at rest. */
import type { Capture, Codec, Displays, Eyes, LookExpectation, LookRequest, Mask, PictureRule } from './bridge.js'
import { systemClock, type Clock } from './clock.js'
import { currentDisplay } from './current-display.js'
import { displayPixels } from './geometry.js'
import { MaskedViews } from './masked-views.js'
import { aborted, done } from './outcome.js'
import { boundsOf, shareOf } from './settle/difference.js'
import { learnAfterAction, learnAtRest, nothingRestless, withoutRestless, type Restless } from './settle/restless.js'
import type { Display, Look, LookReason, Outcome, Picture, RawImage, Rect } from './types.js'
import { regionsBetween, sameOr, waitUntilSettled, type Settled } from './wait-until-settled.js'

/** What is remembered of one display. */
interface Memory {
  lastLook: RawImage | null
  /** the display before the action under way */
  marked: RawImage | null
  /** seen at rest, and nothing was done since */
  rest: Settled | null
  restless: Restless
  encoded: Encoding | null
  /** what the last look wanted: most likely what the next one will */
  rule: PictureRule | null
  mask: Mask | null
  readonly views: MaskedViews
}

interface Encoding {
  readonly raw: RawImage
  readonly rule: PictureRule
  readonly picture: Promise<Outcome<Picture>>
}

const NEVER = new AbortController().signal
const LOOK_AHEAD_PATIENCE_MS = 1000

interface Change {
  readonly changed: number
  readonly changedRect: Rect | null
}

/** With `displays`, each look is taken where the display lies by then; without, displays are taken to stay as they are. */
export function createEyes(capture: Capture, codec: Codec, clock: Clock = systemClock, displays: Displays | null = null): Eyes {
  return new RememberingEyes(capture, codec, clock, displays)
}

class RememberingEyes implements Eyes {
  private readonly memories = new Map<string, Memory>()

  constructor(
    private readonly capture: Capture,
    private readonly codec: Codec,
    private readonly clock: Clock,
    private readonly displays: Displays | null,
  ) {}

  async look(request: LookRequest, signal: AbortSignal): Promise<Outcome<Look>> {
    const { pictureSize, mime, quality, expect, mask = null } = request
    const current = await this.current(request.display)
    if (!current.ok) return current
    const display = current.value
    const memory = this.memoryOf(display)
    const rule = { size: pictureSize(displayPixels(display)), mime, quality }
    memory.rule = rule
    memory.mask = mask
    const settled = await this.settle(display, memory, expect, signal)
    if (!settled.ok) return settled
    const { raw, settledMs } = settled.value
    const view = await memory.views.of(raw, mask, signal)
    if (!view.ok) return view
    const { raw: shown, masked } = view.value
    const picture = await this.encode(memory, shown, rule, signal)
    if (!picture.ok) return picture
    if (signal.aborted) return aborted()

    const before = memory.lastLook
    const change = before ? changeBetween(before, raw, memory.restless) : { changed: 1, changedRect: whole(raw) }
    const reason = before ? reasonOfLook(settled.value, expect, memory.rest, change) : 'first'
    memory.lastLook = raw
    memory.marked = null
    memory.rest = settled.value
    const space = { display, picture: rule.size }
    return done({ space, raw: shown, masked, picture: picture.value, reason, settledMs, ...change })
  }

  async mark(wanted: Display, signal: AbortSignal): Promise<Outcome<void>> {
    const current = await this.current(wanted)
    if (!current.ok) return current
    const display = current.value
    const memory = this.memoryOf(display)
    const grabbed = await this.capture.grab(display, signal)
    if (!grabbed.ok) return grabbed
    if (signal.aborted) return aborted()
    const raw = sameOr(memory.rest?.raw ?? memory.lastLook, grabbed.value)
    if (memory.rest) memory.restless = learnAtRest(memory.restless, regionsBetween(memory.rest.raw, raw))
    memory.marked = raw
    memory.rest = null
    return done(undefined)
  }

  async effect(wanted: Display, expect: LookExpectation, signal: AbortSignal) {
    const current = await this.current(wanted)
    if (!current.ok) return current
    const display = current.value
    const memory = this.memoryOf(display)
    const before = memory.marked ?? memory.lastLook
    const settled = await this.settle(display, memory, expect, signal)
    if (!settled.ok) return settled
    const { raw, reason, settledMs } = settled.value
    memory.rest = settled.value
    return done({ ...changeBetween(before ?? raw, raw, memory.restless), reason, settledMs, raw })
  }

  private current(display: Display): Promise<Outcome<Display>> {
    return this.displays ? currentDisplay(this.displays, display) : Promise.resolve(done(display))
  }

  private memoryOf(display: Display): Memory {
    const key = `${display.id} ${display.x},${display.y} ${display.width}x${display.height}@${display.scale}`
    const memory = this.memories.get(key) ?? {
      lastLook: null,
      marked: null,
      rest: null,
      restless: nothingRestless,
      encoded: null,
      rule: null,
      mask: null,
      views: new MaskedViews(),
    }
    this.memories.set(key, memory)
    return memory
  }

  /** What came to rest once needs no second wait: with nothing done since, only a new movement is waited for. */
  private async settle(
    display: Display,
    memory: Memory,
    expect: LookExpectation,
    signal: AbortSignal,
  ): Promise<Outcome<Settled>> {
    const onStill = (raw: RawImage) => this.encodeAhead(memory, raw, expect)
    const tools = { capture: this.capture, clock: this.clock, signal, onStill }
    const isAtRest = memory.rest !== null && memory.marked !== null
    const patience = isAtRest && expect.kind === 'effect' ? { ...expect, firstChangeMs: 0 } : expect
    const baseline = (isAtRest ? memory.rest?.raw : memory.marked) ?? memory.lastLook
    const settled = await waitUntilSettled(tools, { display, baseline, expect: patience, restless: memory.restless })
    if (!settled.ok) return settled
    const { raw, restless } = settled.value
    memory.restless = restless
    if (expect.kind === 'effect' && baseline) memory.restless = learnAfterAction(memory.restless, regionsBetween(baseline, raw))
    return settled
  }

  /**
   * Encodes on another thread while the quiet time passes, so that the look does not wait for it. Between two actions of
   * one batch (little patience) no look follows. Another call may come to wait for it, so it is not aborted with this one.
   */
  private encodeAhead(memory: Memory, raw: RawImage, expect: LookExpectation): void {
    const isLookAhead = expect.kind === 'effect' && expect.patienceMs >= LOOK_AHEAD_PATIENCE_MS
    if (memory.rule && isLookAhead) void this.encodeView(memory, raw, memory.rule)
  }

  private async encodeView(memory: Memory, raw: RawImage, rule: PictureRule): Promise<void> {
    const view = await memory.views.of(raw, memory.mask, NEVER)
    if (view.ok) void this.encode(memory, view.value.raw, rule, NEVER)
  }

  /** The same pixels under the same rule are the same picture: encoded once. */
  private encode(memory: Memory, raw: RawImage, rule: PictureRule, signal: AbortSignal): Promise<Outcome<Picture>> {
    const last = memory.encoded
    if (last?.raw === raw && isSameRule(last.rule, rule)) return last.picture
    const encoding: Encoding = { raw, rule, picture: this.codec.encode(raw, rule, signal) }
    memory.encoded = encoding
    void encoding.picture.then((outcome) => {
      if (!outcome.ok && memory.encoded === encoding) memory.encoded = null
    })
    return encoding.picture
  }
}

function changeBetween(before: RawImage, after: RawImage, restless: Restless): Change {
  const regions = withoutRestless(regionsBetween(before, after), restless)
  return { changed: shareOf(regions, after), changedRect: boundsOf(regions) }
}

/** A look that did not wait says how it went when something did: an `effect` before it, or else what differs now. */
function reasonOfLook(settled: Settled, expect: LookExpectation, rest: Settled | null, change: Change): LookReason {
  const wasAtRest = expect.kind === 'none' ? rest : null
  if ((wasAtRest ?? settled).reason === 'gave-up') return 'gave-up'
  if (expect.kind === 'effect' && settled.reason === 'settled') return 'settled'
  return change.changed > 0 ? 'settled' : 'unchanged'
}

const whole = (raw: RawImage): Rect => ({ x: 0, y: 0, width: raw.width, height: raw.height })

const isSameRule = (a: PictureRule, b: PictureRule): boolean =>
  a.size.width === b.size.width && a.size.height === b.size.height && a.mime === b.mime && a.quality === b.quality
