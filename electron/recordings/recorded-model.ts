/**
 * A recording behind the port of a model: each turn checks what the step before did, finds the next step's target on the
 * picture of now, and proposes its actions. So runner, policy, stop, yield and log are those of any session. A step that fails ends
 * the session, or is handed to a real model, after which the recording goes on.
 */
import type { DesktopWindow, Outcome, RawImage, ScreenText } from '../../native-bridge/index.js'
import type { LoadFrame, Model, PictureWish, TurnAnswer, TurnRequest } from '../models/model.js'
import type { Action } from '../protocol/action.js'
import type { StepVerdict } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { answerOf, endAnswer, stepAnswer, waitAnswer } from './answers.js'
import { aimAt, type Aimed, type Aiming } from './aim.js'
import type { Effect } from './effect.js'
import type { FrameRef, RecordedStep, Recording } from './recording.js'
import { Repair } from './repair.js'
import { createScene, windowInPicture, type Scene } from './scene.js'
import { stands } from './texts.js'
import { verify } from './verify.js'

export interface RecordedOptions {
  readonly recording: Recording
  /** recorded texts with the values of this time */
  readonly reword: (text: string) => string
  /** pictures of the recording */
  readonly loadFrame: LoadFrame
  readonly decode: (bytes: Uint8Array) => Promise<RawImage | null>
  readonly text: Pick<ScreenText, 'read'>
  readonly windows: () => Promise<readonly DesktopWindow[] | null>
  readonly picture: PictureWish
  /** puts a picture of the recording into the log of this session, so that what was expected can be shown */
  readonly keepFrame: (id: string) => Promise<void>
  /** ms */
  readonly now: () => number
  /** who is asked when a step fails; null: nobody */
  readonly repair: Model | null
  /** at least so long a step may take; left out: 8 s */
  readonly patienceMs?: number
}

export interface RepairedStep {
  readonly step: string
  readonly fromTurn: number
  readonly toTurn: number
}

export interface RecordedModel extends Model {
  readonly verdicts: readonly StepVerdict[]
  readonly repairs: readonly RepairedStep[]
}

/** At least so long a step may take to become possible and to take effect; longer where it did when it was recorded. */
const PATIENCE_MS = 8000
const LONGEST_PATIENCE_MS = 60_000
/** On a busy machine a single look may take seconds. */
const FEWEST_LOOKS = 4

export function createRecordedModel(options: RecordedOptions): RecordedModel {
  return new Replayer(options)
}

interface OpenStep {
  readonly step: RecordedStep
  readonly aimed: Aimed
  readonly old: Scene
}

class Replayer implements RecordedModel {
  readonly provider = 'recorded'
  readonly id: string
  readonly picture: PictureWish
  readonly verdicts: StepVerdict[] = []
  readonly repairs: RepairedStep[] = []
  private next = 0
  private open: OpenStep | null = null
  private since: number | null = null
  private looks = 0
  private repair: Repair | null = null
  private readonly scenes = new Map<string, Scene>()

  constructor(private readonly options: RecordedOptions) {
    this.id = options.recording.name
    this.picture = options.repair?.picture ?? options.picture
  }

  check(): Outcome<void, Problem> {
    return { ok: true, value: undefined }
  }

  reach(): Promise<Outcome<{ ms: number }, Problem>> {
    return Promise.resolve({ ok: true, value: { ms: 0 } })
  }

  async think(request: TurnRequest, signal: AbortSignal): Promise<Outcome<TurnAnswer, Problem>> {
    if (this.repair) return this.goOnRepairing(this.repair, request, signal)
    const now = await this.sceneOf(request)
    if (signal.aborted) return GIVEN_UP
    if (!now) return refuse('codec', 'The picture of the screen could not be read.')
    return this.goOn(request, now, signal)
  }

  private async goOn(request: TurnRequest, now: Scene, signal: AbortSignal): Promise<Outcome<TurnAnswer, Problem>> {
    const { open } = this
    if (open) {
      const wrong = whyNotDone(request) ?? (await this.whyNoEffect(open, now, signal))
      if (signal.aborted) return GIVEN_UP
      if (wrong !== null) return this.waitOrFail(request, open.step, wrong, isFinal(request), signal)
      this.pass(open)
    }
    const step = this.options.recording.steps[this.next]
    if (!step) return { ok: true, value: endAnswer(request, this.newVerdicts(), this.verdicts) }
    const aimed = await this.aim(step, now, signal)
    if (signal.aborted) return GIVEN_UP
    if (!aimed.ok) return this.waitOrFail(request, step, aimed.why, false, signal)
    this.since = null
    this.next += 1
    this.open = { step, aimed: aimed.value, old: now }
    // a step that only checks is done with its check
    if (aimed.value.actions.length === 0) return this.goOn({ ...request, results: [] }, now, signal)
    return { ok: true, value: stepAnswer(request, step, aimed.value, this.newVerdicts()) }
  }

  private async aim(step: RecordedStep, now: Scene, signal: AbortSignal): Promise<Aiming> {
    const before = await this.recorded(step.before)
    if (!before) return { ok: false, why: 'the picture it was recorded with is missing' }
    if (step.check !== undefined) {
      const wanted = this.options.reword(step.check)
      const isThere = stands(wanted, await now.read(null, signal))
      if (isThere && step.absent) return { ok: false, why: `“${wanted}” is on the screen, and must not be` }
      if (!isThere && !step.absent) return { ok: false, why: `“${wanted}” is not on the screen` }
    }
    return aimAt(step, { before, now, reword: this.options.reword }, signal)
  }

  private async whyNoEffect({ step, aimed, old }: OpenStep, now: Scene, signal: AbortSignal): Promise<string | null> {
    const [before, after] = await Promise.all([this.recorded(step.before), step.after && this.recorded(step.after)])
    if (!before || !after) return null
    return verify(
      {
        before,
        after,
        old,
        now,
        points: aimed.last,
        typed: typedIn(aimed.actions),
        values: this.values(),
        reword: this.options.reword,
      },
      signal,
    )
  }

  private values(): Effect['values'] {
    const { steps, parameters } = this.options.recording
    const now = typedIn(steps.flatMap(({ actions }) => actions))
    return { recorded: [...now, ...parameters.map(({ value }) => value)], now }
  }

  private pass({ step, aimed }: OpenStep): void {
    this.open = null
    this.since = null
    this.judge(step, aimed.how === null ? 'same' : 'adapted', aimed.how ?? '')
  }

  private judge(step: RecordedStep, verdict: StepVerdict['verdict'], how: string, shown: Partial<StepVerdict> = {}): void {
    const { steps } = this.options.recording
    this.verdicts.push({ step: steps.indexOf(step) + 1, of: steps.length, verdict, how, ...shown })
  }

  private told = 0

  /** Those the log does not hold yet. */
  private newVerdicts(): readonly StepVerdict[] {
    const fresh = this.verdicts.slice(this.told)
    this.told = this.verdicts.length
    return fresh
  }

  private async waitOrFail(
    request: TurnRequest,
    step: RecordedStep,
    why: string,
    isFinal: boolean,
    signal: AbortSignal,
  ): Promise<Outcome<TurnAnswer, Problem>> {
    const now = this.options.now()
    if (this.since === null) this.looks = 0
    this.since ??= now
    const waited = now - this.since
    const patience = Math.min(LONGEST_PATIENCE_MS, Math.max(this.options.patienceMs ?? PATIENCE_MS, 2 * step.tookMs))
    this.looks += 1
    if (!isFinal && (waited < patience || this.looks < FEWEST_LOOKS))
      return { ok: true, value: waitAnswer(request, waited, this.newVerdicts()) }
    const expected = this.open ? step.after : step.before
    const shown = { ...(expected ? { expected: expected.id } : {}), seen: request.look.picture.id }
    if (expected) await this.options.keepFrame(expected.id)
    this.since = null
    const { repair } = this.options
    if (repair) return this.beginRepair(repair, { request, step, why, expected }, signal)
    this.judge(step, 'failed', why, shown)
    return { ok: true, value: endAnswer(request, this.newVerdicts(), this.verdicts) }
  }

  private beginRepair(
    model: Model,
    { request, step, why, expected }: { request: TurnRequest; step: RecordedStep; why: string; expected: FrameRef | null },
    signal: AbortSignal,
  ): Promise<Outcome<TurnAnswer, Problem>> {
    if (!this.open) this.next += 1
    this.open = null
    this.repair = new Repair({ model, step, why, request, expected: expected?.id ?? null, reword: this.options.reword })
    return this.goOnRepairing(this.repair, request, signal)
  }

  private async goOnRepairing(repair: Repair, request: TurnRequest, signal: AbortSignal): Promise<Outcome<TurnAnswer, Problem>> {
    const turn = await repair.think(request, signal)
    if (!turn.ok) return turn
    if (turn.value.kind === 'working') return { ok: true, value: turn.value.answer }
    this.repair = null
    const { step, fromTurn } = repair
    if (turn.value.kind === 'gave-up') {
      this.judge(step, 'failed', turn.value.why, { seen: request.look.picture.id })
      return { ok: true, value: answerOf(turn.value.answer, endAnswer(request, this.newVerdicts(), this.verdicts)) }
    }
    this.repairs.push({ step: step.id, fromTurn, toTurn: request.turn - 1 })
    this.judge(step, 'repaired', repair.why)
    const now = await this.sceneOf(request)
    if (!now) return refuse('codec', 'The picture of the screen could not be read.')
    const next = await this.goOn(request, now, signal)
    return next.ok && turn.value.answer ? { ok: true, value: answerOf(turn.value.answer, next.value) } : next
  }

  private async sceneOf({ look }: TurnRequest): Promise<Scene | null> {
    const image = await this.options.decode(look.picture.bytes)
    if (!image) return null
    const windows = await this.options.windows()
    const { display } = look.space
    const shown = windows?.map((window) => windowInPicture(window, display, image)) ?? null
    return createScene(look.picture.id, image, shown, this.reader())
  }

  private async recorded(frame: FrameRef): Promise<Scene | null> {
    const known = this.scenes.get(frame.id)
    if (known) return known
    const loaded = await this.options.loadFrame(frame.id)
    const image = loaded.ok ? await this.options.decode(loaded.value.bytes) : null
    if (!image) return null
    const { display } = this.options.recording
    const windows = frame.windows?.map((window) => windowInPicture(window, display, image)) ?? null
    const scene = createScene(frame.id, image, windows, this.reader())
    if (this.scenes.size >= KEPT_SCENES) this.scenes.delete([...this.scenes.keys()][0] ?? '')
    this.scenes.set(frame.id, scene)
    return scene
  }

  private reader(): ScreenText {
    return { read: (...asked) => this.options.text.read(...asked), close: () => Promise.resolve() }
  }
}

const typedIn = (actions: readonly Action[]): readonly string[] =>
  actions.flatMap((action) => (action.kind === 'type' && !action.text.includes('{{secret:') ? [action.text] : []))

/** Pixels of a recorded picture are megabytes. */
const KEPT_SCENES = 4

const refuse = (kind: Problem['kind'], message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind, message, retryable: false },
})
const GIVEN_UP = refuse('aborted', 'It was given up.')

/** An action that could not be done is not waited for. */
const isFinal = (request: TurnRequest): boolean => whyNotDone(request) !== null

function whyNotDone({ results }: TurnRequest): string | null {
  const steps = results.filter(({ callId }) => callId.startsWith('step-')).flatMap((result) => result.steps)
  const bad = steps.find(({ result }) => result !== 'done')
  return bad ? (bad.problem?.message ?? `an action was ${bad.result}`) : null
}
