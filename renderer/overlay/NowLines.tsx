/** What it is doing now and why, or what happened, and what comes next. */
import { nowOf, type Now, type StripState } from '../shared/session-state.js'
import { countdown, span } from '../shared/format.js'
import { useNow } from '../shared/use-session.js'
import type { Overlay } from './use-overlay.js'

function nowWords({ view, state, releasedMs, fault }: Overlay): Now {
  const now = nowOf(view, state)
  if (fault !== null) return { ...now, why: fault }
  if (state === 'stopped' && releasedMs !== null) return { ...now, why: `Released in ${span(releasedMs)} · ${now.why}` }
  if (state !== 'stopping' || view.control.state !== 'stopped') return now
  const title = releasedMs === null ? 'Mouse and keys are released' : `Mouse and keys released in ${span(releasedMs)}`
  return { ...now, title }
}

/** While it works the words change often and take one line each; what stays may take more. */
const WRAPPED: ReadonlySet<StripState> = new Set(['needs', 'you', 'expired', 'done', 'failed', 'limit', 'nobody'])

/** The last seconds before hands that yielded go on. */
function useCountdown({ state, goesOnAtMs }: Overlay): string | null {
  const isCounting = state === 'you' && goesOnAtMs !== null
  const leftMs = (goesOnAtMs ?? 0) - useNow(isCounting)
  return isCounting ? `Goes on in ${Math.max(1, Math.ceil(leftMs / 1000))} s. Any input keeps control.` : null
}

/** While the next request waits, in seconds: a server that is asked too often, a network that is away. */
function useWait({ view, state }: Overlay): string | null {
  const { problem } = view
  const untilMs = state === 'working' && problem?.retryable && problem.waitMs ? problem.atMs + problem.waitMs : 0
  const leftMs = untilMs - useNow(untilMs > 0)
  return untilMs > 0 && leftMs > 0 ? `Trying again in ${countdown(leftMs)}` : null
}

/** What is shown as what it does now. */
export function useNowWords(overlay: Overlay): Now & { readonly isWaiting: boolean } {
  const now = nowWords(overlay)
  const title = useWait(overlay)
  if (title === null || overlay.fault !== null) return { ...now, isWaiting: false }
  return { title, why: `${now.why} Pause or Stop ends the wait.`, isWaiting: true }
}

export function NowLines({ overlay, isSmall }: { readonly overlay: Overlay; readonly isSmall: boolean }) {
  const now = useNowWords(overlay)
  const why = useCountdown(overlay) ?? now.why
  const { title } = now
  const lines = WRAPPED.has(overlay.state) || now.isWaiting ? 'lines' : 'clip'
  return (
    <>
      <h1 className={lines} title={title}>
        {title}
      </h1>
      <p className={`t2 ${isSmall ? 'small' : ''} ${lines} ${overlay.fault ? 'bad' : ''}`} title={why}>
        {why}
      </p>
    </>
  )
}
