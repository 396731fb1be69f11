/** The steps of a recording, each with its verdict once there is one, or with what can be changed in it. */
import { CircleCheck, CircleDashed, CircleDot, CircleEqual, CircleX, Wrench } from 'lucide-react'
import { useState } from 'react'
import type { StepVerdict } from '../../../electron/protocol/event.js'
import type { ShownRecording, ShownStep } from '../../../electron/protocol/redo.js'
import { frameUrl } from '../../shared/api.js'
import { Button } from '../../shared/components/Button.js'
import { Icon } from '../../shared/icons.js'
import { CheckForm, StepForm } from './EditForms.js'
import type { Redo } from './use-redo.js'
import type { Run } from './use-run.js'

interface RedoStepsProps {
  readonly recording: ShownRecording
  readonly redo: Redo
  readonly run: Run
  readonly isEditing: boolean
  readonly onGo: (turn: number) => void
}

export function RedoSteps({ recording, redo, run, isEditing, onGo }: RedoStepsProps) {
  const [open, setOpen] = useState<string | null>(null)
  const [most, setMost] = useState(AT_ONCE)
  // what is being done is always in the list
  const shown = recording.steps.slice(0, Math.max(most, run.verdicts.length + 1))
  const more = recording.steps.length - shown.length
  const verdictOf = (number: number) => run.verdicts.find(({ step }) => step === number) ?? null
  return (
    <ol className="redo-steps" aria-label="Steps of the recording">
      {shown.map((step, at) => {
        const isOpen = isEditing && open === step.id
        return (
          <li key={step.id} aria-current={run.isRunning && at === run.verdicts.length ? 'step' : undefined}>
            <button
              type="button"
              className="line"
              aria-expanded={isEditing ? isOpen : undefined}
              onClick={() => {
                if (step.turn !== null) onGo(step.turn)
                if (isEditing) setOpen(isOpen ? null : step.id)
              }}
            >
              <span className="n">{at + 1}</span>
              <span className="grow">{wordsOf(step)}</span>
              {!isEditing && <VerdictIcon verdict={verdictOf(at + 1)} run={run} isNext={at === run.verdicts.length} />}
            </button>
            <Verdict verdict={verdictOf(at + 1)} session={run.session} />
            {isOpen && <StepForm key={JSON.stringify(step)} step={step} redo={redo} onDone={() => setOpen(null)} />}
          </li>
        )
      })}
      {more > 0 && (
        <li>
          <Button size="small" onClick={() => setMost(most + AT_ONCE)}>
            Show {Math.min(more, AT_ONCE)} of {more} more
          </Button>
        </li>
      )}
      {isEditing && (
        <li>
          <Button size="small" aria-expanded={open === END} onClick={() => setOpen(open === END ? null : END)}>
            Add a check at the end
          </Button>
          {open === END && <CheckForm before={null} redo={redo} onDone={() => setOpen(null)} />}
        </li>
      )}
    </ol>
  )
}

/** More rows than this are drawn when they are asked for. */
const AT_ONCE = 200
/** no step has this name */
const END = ''

export const checkWords = ({ text, absent }: NonNullable<ShownStep['check']>): string =>
  `“${text}” must ${absent ? 'not be' : 'be'} on the screen`

/** A name given when it was recorded may hold the old value: the parameter is said beside it. */
function wordsOf({ intent, actions, check }: ShownStep): string {
  const done = actions.map(({ words, parameter }) => (parameter ? `Type the value of “${parameter}”` : words)).join(', then ')
  const values = actions.some(({ parameter }) => parameter) ? done : ''
  const name = intent.replace(/[.:]+$/, '')
  return [check && checkWords(check), name || done, name && values].filter((part) => part).join('; ')
}

const VERDICTS = {
  same: { icon: CircleCheck, words: 'Same', css: '' },
  adapted: { icon: CircleEqual, words: 'Adapted', css: 'warn' },
  repaired: { icon: Wrench, words: 'Repaired', css: 'warn' },
  failed: { icon: CircleX, words: 'Failed', css: 'bad' },
} as const

interface VerdictIconProps {
  readonly verdict: StepVerdict | null
  readonly run: Run
  readonly isNext: boolean
}

function VerdictIcon({ verdict, run, isNext }: VerdictIconProps) {
  if (verdict) {
    const { icon, words, css } = VERDICTS[verdict.verdict]
    return (
      <span className={`verdict ${css}`}>
        <Icon of={icon} />
        {words}
      </span>
    )
  }
  if (run.isRunning && isNext)
    return (
      <span className="verdict">
        <Icon of={CircleDot} />
        Now
      </span>
    )
  return run.session === null ? null : <Icon of={CircleDashed} label="Not done" className="t3" />
}

/** How it was adapted, or what was expected and what was seen. */
function Verdict({ verdict, session }: { readonly verdict: StepVerdict | null; readonly session: string | null }) {
  if (!verdict || session === null || verdict.how === '') return null
  const { expected, seen } = verdict
  return (
    <div className="how">
      <p className="small t2">{verdict.how}</p>
      {(expected !== undefined || seen !== undefined) && (
        <div className="pair">
          {expected !== undefined && <Still session={session} frame={expected} words="Expected" />}
          {seen !== undefined && <Still session={session} frame={seen} words="Seen" />}
        </div>
      )}
    </div>
  )
}

function Still({ session, frame, words }: { readonly session: string; readonly frame: string; readonly words: string }) {
  return (
    <figure>
      <span className="still">
        <img src={frameUrl(session, frame)} alt={`The screen as it was ${words.toLowerCase()}`} />
      </span>
      <figcaption>{words}</figcaption>
    </figure>
  )
}
