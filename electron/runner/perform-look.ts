/** Looks at the settled screen, keeps the picture, and says whether a limit stands before the next model call. */
import type { LookExpectation } from '../../native-bridge/index.js'
import type { Effect } from '../agent/effects.js'
import { limitReached } from '../agent/limits.js'
import type { Watched } from '../agent/plan.js'
import type { Perform } from './workbench.js'

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
  const seen = await bridge.eyes.look(
    {
      display,
      pictureSize: (size) => picture.size(size),
      mime: picture.mime,
      quality: picture.quality,
      expect: EXPECT[watched],
    },
    signal,
  )
  if (signal.aborted) return null
  if (!seen.ok) return { kind: 'failed', ticket, problem: seen.problem }
  const saved = await log.saveFrame(seen.value.picture)
  if (!saved.ok) return { kind: 'broke', problem: saved.problem }
  if (signal.aborted) return null
  const look = watched === 'full' ? { ...seen.value, settledMs: seen.value.settledMs + bench.settledMs } : seen.value
  bench.look = look
  const { id, width, height, bytes, mime } = look.picture
  const problem = limitReached(state, limits, bench.now())
  return {
    kind: 'looked',
    ticket,
    frame: {
      id,
      width,
      height,
      bytes: bytes.byteLength,
      mime,
      display: display.id,
      reason: look.reason,
      settledMs: Math.round(look.settledMs),
      changed: look.changed,
      sent: { detail: picture.detail, tokens: picture.tokens({ width, height }) },
    },
    limit: problem ? { problem, then: atLimit } : null,
  }
}
