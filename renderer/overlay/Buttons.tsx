/** The row of controls that belongs to a state. Stop keeps its place and size in every state that can still act. */
import { Eye, FileDiff, History, Mouse, Pause, Play, Plus, RotateCw } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { tell } from '../shared/api.js'
import { Button, type ButtonProps } from '../shared/components/Button.js'
import { Icon, StopIcon } from '../shared/icons.js'
import type { StripState } from '../shared/session-state.js'
import { useHasReview } from '../shared/use-has-review.js'
import type { OverlayParts } from './parts.js'

const GO_ON = 'Go on with the task.'
const SLOW_STOP_MS = 1000

type Parts = OverlayParts & { readonly isLarge: boolean }

/** After a second a way out that needs nobody's answer appears, in the place of Stop. */
function StoppingButton({ isLarge }: { isLarge: boolean }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_STOP_MS)
    return () => clearTimeout(timer)
  }, [])
  const icon = <StopIcon size={isLarge ? 20 : 16} />
  return (
    <Button
      kind={isSlow ? 'stop' : 'plain'}
      className="stop-place"
      aria-disabled={!isSlow}
      icon={icon}
      onClick={() => isSlow && tell('app.quit', null)}
    >
      {isSlow ? 'Close Deskhand now' : 'Stopping'}
    </Button>
  )
}

export function StopButton({ overlay, keys, isLarge }: Parts) {
  const cap = keys.held ? keys.stop.at(-1) : null
  const icon = <StopIcon size={isLarge ? 20 : 16} />
  return (
    <Button kind="stop" className="stop-place" cap={cap} icon={icon} onClick={overlay.actions.stop}>
      Stop
    </Button>
  )
}

function PauseButton({ overlay, keys, ...rest }: Parts) {
  const cap = keys.held ? keys.pause.at(-1) : null
  return (
    <Button size={sizeOf(rest)} cap={cap} icon={<Icon of={Pause} />} onClick={overlay.actions.pause}>
      Pause
    </Button>
  )
}

function TakeOverButton({ overlay, keys, ...rest }: Parts) {
  const cap = keys.held ? keys.takeOver.at(-1)?.replace('Space', '␣') : null
  return (
    <Button size={sizeOf(rest)} cap={cap} icon={<Icon of={Mouse} />} onClick={overlay.actions.takeOver}>
      Take over
    </Button>
  )
}

const sizeOf = ({ isLarge }: { isLarge: boolean }): ButtonProps['size'] => (isLarge ? 'large' : 'medium')

interface GoOnProps extends Parts {
  readonly words: string
  readonly isWide?: boolean
}

function GoOnButton({ overlay, keys, words, isWide = false, ...rest }: GoOnProps) {
  const cap = keys.held ? keys.pause.at(-1) : null
  const icon = <Icon of={words === 'Ask me again' ? RotateCw : Play} />
  const css = isWide ? 'wide' : ''
  return (
    <Button kind="primary" size={sizeOf(rest)} className={css} cap={cap} icon={icon} onClick={overlay.actions.goOn}>
      {words}
    </Button>
  )
}

const ReviewButton = ({ review }: Parts) => (
  <Button kind="primary" className="wide" icon={<Icon of={Eye} />} onClick={review}>
    Review
  </Button>
)

const HandBack = (parts: Parts) => <GoOnButton {...parts} words="Hand back" isWide />
const AskAgain = (parts: Parts) => <GoOnButton {...parts} words="Ask me again" isWide />
const Continue = (parts: Parts) => <GoOnButton {...parts} words="Continue" />
const NoButton = () => null

const BESIDE_STOP: Readonly<Partial<Record<StripState, readonly ((parts: Parts) => ReactNode)[]>>> = {
  you: [HandBack],
  expired: [AskAgain],
  needs: [ReviewButton],
  paused: [Continue, TakeOverButton],
}
const WORKING = [PauseButton, TakeOverButton]

function Live(parts: Parts & { readonly state: StripState }) {
  const { state, isLarge } = parts
  if (state === 'stopping') return <StoppingButton isLarge={isLarge} />
  // expanded, the question itself is in sight
  const isInSight = state === 'needs' && isLarge
  const [First = NoButton, Second = NoButton] = isInSight ? WORKING : (BESIDE_STOP[state] ?? WORKING)
  return (
    <>
      <First {...parts} />
      <Second {...parts} />
      <StopButton {...parts} />
    </>
  )
}

function Ended({ overlay, state }: Parts & { readonly state: StripState }) {
  const isDone = state === 'done'
  const hasReview = useHasReview(overlay.session, true)
  const again = state === 'expired' || state === 'nobody' ? 'Ask me again' : 'Resume'
  return (
    <>
      {!isDone && (
        <Button kind="primary" icon={<Icon of={RotateCw} />} onClick={() => overlay.actions.follow(GO_ON)}>
          {again}
        </Button>
      )}
      {hasReview && (
        <Button kind={isDone ? 'primary' : 'plain'} icon={<Icon of={FileDiff} />} onClick={overlay.actions.openReview}>
          Review changes
        </Button>
      )}
      {!(hasReview && !isDone) && (
        <Button icon={<Icon of={History} />} onClick={overlay.actions.openReplay}>
          Open replay
        </Button>
      )}
      {isDone && !hasReview && (
        <Button icon={<Icon of={Plus} />} onClick={() => tell('window.show', { window: 'home' })}>
          New task
        </Button>
      )}
    </>
  )
}

export function Buttons(parts: Parts) {
  const { overlay } = parts
  const isOver = overlay.view.finished !== null
  const Row = isOver ? Ended : Live
  return (
    <div className={isOver ? 'ctl two' : 'ctl'}>
      <Row {...parts} state={overlay.state} />
    </div>
  )
}
