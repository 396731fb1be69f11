/** The annunciator: one legend, lit only when somebody must look. */
import { Bell, Check, CircleX, Gauge, Hourglass, Mouse, MousePointer2, Pause } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon, StopIcon } from '../icons.js'
import { LEGENDS, type StripState } from '../session-state.js'

interface Look {
  readonly css: string
  readonly icon: ReactNode
}

const lamp = <Icon of={MousePointer2} fill className="lamp breathe" />
const steadyLamp = <Icon of={MousePointer2} fill />

const LOOKS: Readonly<Record<StripState, Look>> = {
  working: { css: 'working', icon: lamp },
  held: { css: 'held', icon: steadyLamp },
  you: { css: 'you on-fill', icon: <Icon of={Mouse} /> },
  paused: { css: 'paused', icon: <Icon of={Pause} fill /> },
  needs: { css: 'needs on-fill', icon: <Icon of={Bell} /> },
  expired: { css: 'expired', icon: <Icon of={Hourglass} /> },
  stopping: { css: 'stopping on-fill', icon: <StopIcon /> },
  done: { css: 'done', icon: <Icon of={Check} /> },
  failed: { css: 'failed', icon: <Icon of={CircleX} /> },
  stopped: { css: 'stopped', icon: <StopIcon /> },
  limit: { css: 'limit', icon: <Icon of={Gauge} /> },
  nobody: { css: 'expired', icon: <Icon of={Hourglass} /> },
}

const ALERTS: ReadonlySet<StripState> = new Set(['stopping', 'needs', 'failed'])

export const stripCss = (state: StripState): string => LOOKS[state].css
export const stripIcon = (state: StripState): ReactNode => LOOKS[state].icon

/** The legend, spoken once when it changes: at once where somebody must look, politely otherwise. */
export function Legend({ state }: { readonly state: StripState }) {
  return (
    <span className="legend" role={ALERTS.has(state) ? 'alert' : 'status'}>
      {LEGENDS[state]}
    </span>
  )
}

interface StripProps {
  readonly state: StripState
  readonly children?: ReactNode
}

export function Strip({ state, children }: StripProps) {
  return (
    <div className={`strip ${stripCss(state)}`}>
      {stripIcon(state)}
      <Legend state={state} />
      {children}
    </div>
  )
}
