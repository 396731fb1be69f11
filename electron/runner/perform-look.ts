/** Looks at the settled screen, keeps the picture, and says whether a limit stands before the next model call. */
import {
  displayRectToPicture,
  type Look,
  type LookRequest,
  type LookExpectation,
  type Outcome,
  type Rect,
} from '../../native-bridge/index.js'
import type { Effect } from '../agent/effects.js'
import type { FrameShown, LimitHit } from '../agent/events.js'
import { limitNear, limitReached } from '../agent/limits.js'
import type { Watched } from '../agent/plan.js'
import type { AgentState } from '../agent/state.js'
import type { Problem } from '../protocol/problem.js'
import type { ShownWindow } from '../protocol/event.js'
import { whatChanged } from './what-changed.js'
import type { Perform, Workbench } from './workbench.js'

type LookEffect = Extract<Effect, { kind: 'look' }>

/** CONTRACT 6 "Freshness". What was waited for already is not waited for again. */
const EXPECT: { readonly [K in Watched]: LookExpectation } = {
  nothing: { kind: 'none' },
  short: { kind: 'effect', firstChangeMs: 300, patienceMs: 3000 },
  waited: { kind: 'effect', firstChangeMs: 0, patienceMs: 3000 },
  full: { kind: 'none' },
}

export const performLook: Perform<LookEffect> = async (bench, { ticket, delayMs, watched }, signal, state) => {
  const { log, clock } = bench.ports
  if (delayMs > 0) await clock.sleep(delayMs, signal)
  if (signal.aborted) return null
  const seen = await lookNow(bench, watched, signal)
  if (signal.aborted) return null
  if (!seen.ok) return { kind: 'failed', ticket, problem: seen.problem }
  const [saved, windows] = await Promise.all([log.saveFrame(seen.value.picture), listWindows(bench)])
  if (!saved.ok) return { kind: 'broke', problem: saved.problem }
  if (signal.aborted) return null
  const look = watched === 'full' ? { ...seen.value, settledMs: seen.value.settledMs + bench.settledMs } : seen.value
  const isFirst = bench.look === null
  bench.look = look
  const news = isFirst ? await newsOf(bench, look, windows) : {}
  if (signal.aborted) return null
  const frame = frameOf(bench, look)
  return {
    kind: 'looked',
    ticket,
    frame: { ...frame, ...newlyShown(bench, windows), ...news },
    ...limitsAt(bench, state, frame.sent?.tokens ?? 0),
  }
}

/** The screen as the model may see it. */
export const lookNow = (bench: Workbench, watched: Watched, signal: AbortSignal): Promise<Outcome<Look>> =>
  bench.ports.bridge.eyes.look(requestOf(bench, watched), signal)

/** Does a limit stand before the next call, or is one nearly used up? */
function limitsAt(bench: Workbench, state: AgentState, picture: number): { limit: LimitHit | null; near?: Problem } {
  const { limits, atLimit } = bench.options
  const problem = limitReached(state, limits, bench.now(), picture)
  if (problem) return { limit: { problem, then: atLimit } }
  const near = limitNear(state, limits, bench.now())
  return { limit: null, ...(near ? { near } : {}) }
}

async function newsOf(bench: Workbench, { picture }: Look, windows: readonly ShownWindow[] | null): Promise<{ told?: string }> {
  const told = await whatChanged(bench, picture, windows)
  return told === undefined ? {} : { told }
}

function frameOf({ model, options }: Workbench, look: Look): FrameShown {
  const { picture, reason, settledMs, changed } = look
  const { id, width, height, bytes, mime } = picture
  const wish = model.picture
  return {
    id,
    width,
    height,
    bytes: bytes.byteLength,
    mime,
    display: options.display.id,
    reason,
    settledMs: Math.round(settledMs),
    changed,
    sent: { detail: wish.detail, tokens: wish.tokens({ width, height }) },
    ...maskedIn(look),
  }
}

function requestOf({ model, options, secrets }: Workbench, watched: Watched): LookRequest {
  const { picture } = model
  const { mime, quality } = picture
  const mask = secrets.mask.hook
  const { display } = options
  return { display, pictureSize: (size) => picture.size(size), mime, quality, expect: EXPECT[watched], ...(mask ? { mask } : {}) }
}

async function listWindows({ ports }: Workbench): Promise<readonly ShownWindow[] | null> {
  const listed = await ports.bridge.windows.list()
  if (!listed.ok) return null
  return listed.value.map(({ title, app, x, y, width, height, active }) => ({ title, app, x, y, width, height, active }))
}

/** Said only when they are others than those said last. */
function newlyShown(bench: Workbench, windows: readonly ShownWindow[] | null): { windows?: ShownWindow[] } {
  const text = windows && JSON.stringify(windows)
  if (!windows || text === bench.shownWindows) return {}
  bench.shownWindows = text
  return { windows: bench.redact([...windows]) }
}

/** Which parts of the picture are covered: told in the log, and where an earlier life's secrets are looked for again. */
function maskedIn({ masked = [], space }: Look): { readonly masked?: Rect[] } {
  return masked.length === 0 ? {} : { masked: masked.map((rect) => displayRectToPicture(space, rect)) }
}
