/** Looks at the settled screen, keeps the picture, and says whether a limit stands before the next model call. */
import { displayRectToPicture, type Look, type LookExpectation, type Rect } from '../../native-bridge/index.js'
import type { Effect } from '../agent/effects.js'
import type { FrameShown } from '../agent/events.js'
import { limitReached } from '../agent/limits.js'
import type { Watched } from '../agent/plan.js'
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
  const { bridge, model, log, clock } = bench.ports
  const { display, limits, atLimit } = bench.options
  if (delayMs > 0) await clock.sleep(delayMs, signal)
  if (signal.aborted) return null
  const { picture } = model
  const mask = bench.secrets.mask.hook
  const seen = await bridge.eyes.look(
    {
      display,
      pictureSize: (size) => picture.size(size),
      mime: picture.mime,
      quality: picture.quality,
      expect: EXPECT[watched],
      ...(mask ? { mask } : {}),
    },
    signal,
  )
  if (signal.aborted) return null
  if (!seen.ok) return { kind: 'failed', ticket, problem: seen.problem }
  const [saved, windows] = await Promise.all([log.saveFrame(seen.value.picture), listWindows(bench)])
  if (!saved.ok) return { kind: 'broke', problem: saved.problem }
  if (signal.aborted) return null
  const look = watched === 'full' ? { ...seen.value, settledMs: seen.value.settledMs + bench.settledMs } : seen.value
  const isFirst = bench.look === null
  bench.look = look
  const told = isFirst ? await whatChanged(bench, look.picture, windows) : undefined
  if (signal.aborted) return null
  const problem = limitReached(state, limits, bench.now())
  return {
    kind: 'looked',
    ticket,
    frame: { ...frameOf(bench, look), ...newlyShown(bench, windows), ...(told === undefined ? {} : { told }) },
    limit: problem ? { problem, then: atLimit } : null,
  }
}

function frameOf({ ports, options }: Workbench, { picture, reason, settledMs, changed }: Look): FrameShown {
  const { id, width, height, bytes, mime } = picture
  const wish = ports.model.picture
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
  }
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
