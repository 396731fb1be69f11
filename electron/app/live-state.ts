/** What a session's events say about its state, for the tray and the hotkeys: folded line by line. */
import { pauseAfter, type PauseKind } from '../hotkeys/index.js'
import type { SessionEvent } from '../protocol/event.js'

export type LiveState = 'idle' | 'working' | 'paused' | 'you' | 'needs-you' | 'stopping'

export interface LiveView {
  readonly state: LiveState
  /** approvals and questions that nobody has answered, oldest first */
  readonly open: readonly string[]
  /** the last word of the session's own control */
  readonly control: LiveState
  /** a hold is none: it ends with the hand */
  readonly pause: PauseKind
}

export const NEW_SESSION: LiveView = { state: 'working', open: [], control: 'working', pause: 'none' }

export function foldLive(view: LiveView, event: SessionEvent): LiveView {
  switch (event.type) {
    case 'approval.asked':
    case 'question.asked':
      return seen({ ...view, open: [...view.open, event.id] })
    case 'approval.answered':
    case 'question.answered':
      return seen({ ...view, open: view.open.filter((id) => id !== event.id) })
    case 'control':
      return seen({ ...view, control: controlState(event), pause: pauseAfter(event) })
    case 'session.finished':
      return { state: 'idle', open: [], control: 'idle', pause: 'none' }
    default:
      return view
  }
}

function controlState(event: Extract<SessionEvent, { type: 'control' }>): LiveState {
  if (event.state === 'running') return 'working'
  if (event.state === 'stopped') return 'stopping'
  return event.by === 'human-input' || event.takeOver || event.state === 'held' ? 'you' : 'paused'
}

const seen = (view: LiveView): LiveView => ({
  ...view,
  state: view.open.length > 0 && view.control !== 'stopping' ? 'needs-you' : view.control,
})
