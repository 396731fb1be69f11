/** One line of the first steps: done, current with what to do, or later. */
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../shared/icons.js'

export type StepState = 'ok' | 'current' | 'later'

interface FirstStepProps {
  readonly number: number
  readonly state: StepState
  readonly title: string
  /** one line when it is done; for a current step without children: what is wrong */
  readonly done: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

export function FirstStep({ number, state, title, done, children, action }: FirstStepProps) {
  return (
    <li className={state} aria-current={state === 'current' ? 'step' : undefined}>
      <span className="no">{state === 'ok' ? <Icon of={Check} label="Done" /> : number}</span>
      <div className="grow">
        <h2>{title}</h2>
        {state !== 'ok' && (children ?? (done && <p className="bad">{done}</p>))}
      </div>
      {state === 'ok' ? <span className="st">{done}</span> : action}
    </li>
  )
}
