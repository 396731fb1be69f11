/** The smallest overlay: what, since when, Stop. */
import { ChevronsUpDown, Eye, Pause, Play } from 'lucide-react'
import { Button } from '../shared/components/Button.js'
import { Legend, stripCss, stripIcon } from '../shared/components/Strip.js'
import { countdown } from '../shared/format.js'
import { Icon } from '../shared/icons.js'
import { useNow } from '../shared/use-session.js'
import { StopButton } from './Buttons.js'
import { useNowWords } from './NowLines.js'
import { Clock } from './OverlayStrip.js'
import type { OverlayParts } from './parts.js'

function Expiry({ overlay }: Pick<OverlayParts, 'overlay'>) {
  const approval = overlay.view.approval
  const now = useNow(approval !== null, 500)
  if (!approval) return null
  return <span className="small">{countdown(approval.expiresAtMs - now)}</span>
}

const HAND_BACK = { you: 'Hand back', paused: 'Continue', expired: 'Ask me again' } as const

function Middle(parts: OverlayParts) {
  const { overlay, review, keys } = parts
  const { state, actions } = overlay
  const cap = keys.held ? keys.pause.at(-1) : null
  if (state === 'needs')
    return (
      <Button kind="quiet" size="small" icon={<Icon of={Eye} />} onClick={review}>
        Review
      </Button>
    )
  if (state === 'you' || state === 'paused' || state === 'expired')
    return (
      <Button kind="quiet" size="small" cap={cap} icon={<Icon of={Play} />} onClick={actions.goOn}>
        {HAND_BACK[state]}
      </Button>
    )
  return <Button kind="quiet" aria-label="Pause" cap={cap} icon={<Icon of={Pause} />} onClick={actions.pause} />
}

export function Pill(parts: OverlayParts) {
  const { overlay, resize } = parts
  const { state, view } = overlay
  const now = useNowWords(overlay)
  const isWorking = state === 'working' || state === 'held'
  const isOver = view.finished !== null
  return (
    <section className={`float pill ${stripCss(state)}`} aria-label="Deskhand">
      {stripIcon(state)}
      {isWorking ? <span className="clip what">{now.title}</span> : <Legend state={state} />}
      {isWorking ? <Clock overlay={overlay} /> : <Expiry overlay={overlay} />}
      <span className="sep" />
      {!isOver && state !== 'stopping' && <Middle {...parts} />}
      {state !== 'you' && state !== 'needs' && (
        <Button kind="quiet" aria-label="Make compact" icon={<Icon of={ChevronsUpDown} />} onClick={() => resize('compact')} />
      )}
      {!isOver && state !== 'stopping' && <StopButton {...parts} isLarge={false} />}
    </section>
  )
}
