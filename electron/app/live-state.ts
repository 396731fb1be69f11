/** What a session's events say about its state, for the tray and the hotkeys: folded line by line. */
import type { SessionEvent } from '../protocol/event.js'

export type LiveState = 'idle' | 'working' | 'paused' | 'you' | 'needs-you' | 'stopping'

export interface LiveView {
  readonly state: LiveState
  /** approvals and questions that nobody has answered, oldest first */
  readonly open: readonly string[]
  /** the last word of the session's own control */
  readonly control: LiveState
  /** it goes on only when told to; a hold ends by itself */
  readonly isPaused: boolean
}

export const NEW_SESSION: LiveView = { state: 'working', open: [], control: 'working', isPaused: false }

export function foldLive(view: LiveView, event: SessionEvent): LiveView {
  switch (event.type) {
    case 'approval.asked':
    case 'question.asked':
      return seen({ ...view, open: [...view.open, event.id] })
    case 'approval.answered':
    case 'question.answered':
      return seen({ ...view, open: view.open.filter((id) => id !== event.id) })
    case 'control':
      return seen({ ...view, control: controlState(event), isPaused: event.state === 'paused' })
    case 'session.finished':
      return { state: 'idle', open: [], control: 'idle', isPaused: false }
    default:
      return view
  }
}

function controlState(event: Extract<SessionEvent, { type: 'control' }>): LiveState {
  if (event.state === 'running') return 'working'
  if (event.state === 'stopped') return 'stopping'
  return event.by === 'human-input' || event.state === 'held' ? 'you' : 'paused'
}

const seen = (view: LiveView): LiveView => ({
  ...view,
  state: view.open.length > 0 && view.control !== 'stopping' ? 'needs-you' : view.control,
})
