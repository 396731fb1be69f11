/** What can be changed in a recording: what it does, a step's name, the texts it types, checks before it, and the step itself. */
import { Trash2 } from 'lucide-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { ShownStep } from '../../../electron/protocol/redo.js'
import { Button } from '../../shared/components/Button.js'
import { Icon } from '../../shared/icons.js'
import type { Redo } from './use-redo.js'

interface LineProps {
  readonly label: string
  readonly initial: string
  readonly button: string
  readonly rows?: number
  readonly onSave: (text: string) => void
}

/** A text and the button that takes it. */
function Line({ label, initial, button, rows = 1, onSave }: LineProps) {
  const [text, setText] = useState(initial)
  const save = (event: FormEvent) => {
    event.preventDefault()
    onSave(text)
  }
  return (
    <form className="edit-line" onSubmit={save}>
      <label className="stacked grow">
        <span>{label}</span>
        {rows > 1 ? (
          <textarea className="field" rows={rows} value={text} onChange={(event) => setText(event.target.value)} />
        ) : (
          <input className="field" value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </label>
      <Button type="submit" size="small" disabled={text === initial}>
        {button}
      </Button>
    </form>
  )
}

export function PurposeForm({ task, redo }: { readonly task: string; readonly redo: Redo }) {
  const save = (text: string) => void redo.edit({ kind: 'purpose', text })
  return <Line key={task} label="What it does, and when to use it" initial={task} button="Change" rows={2} onSave={save} />
}

interface StepFormProps {
  readonly step: ShownStep
  readonly redo: Redo
  readonly onDone: () => void
}

export function StepForm({ step, redo, onDone }: StepFormProps) {
  const remove = async () => {
    if (await redo.edit({ kind: 'delete', step: step.id })) onDone()
  }
  return (
    <div className="step-form" role="group" aria-label={`Change step ${step.intent || step.id}`}>
      {step.actions.length > 0 && (
        <Line
          label="Name of this step"
          initial={step.intent}
          button="Rename"
          onSave={(intent) => void redo.edit({ kind: 'describe', step: step.id, intent })}
        />
      )}
      {step.actions.map(
        (action, at) =>
          action.typed !== null && (
            <TypedForm key={at} step={step.id} action={at} typed={action.typed} parameter={action.parameter} redo={redo} />
          ),
      )}
      <CheckForm before={step.id} redo={redo} onDone={onDone} />
      <Button size="small" className="bad" icon={<Icon of={Trash2} />} onClick={() => void remove()}>
        Delete this step
      </Button>
    </div>
  )
}

interface TypedFormProps {
  readonly step: string
  readonly action: number
  /** as recorded */
  readonly typed: string
  readonly parameter: string | null
  readonly redo: Redo
}

function TypedForm({ step, action, typed, parameter, redo }: TypedFormProps) {
  const known = redo.read?.recording.parameters.find(({ name }) => name === parameter)
  const [name, setName] = useState(parameter ?? '')
  const [value, setValue] = useState(known?.value ?? typed)
  const save = (event: FormEvent) => {
    event.preventDefault()
    void redo.edit({ kind: 'parametrise', step, action, name, value })
  }
  return (
    <form className="sunken" onSubmit={save}>
      <Title>
        Types “<span className="clip">{typed}</span>”
      </Title>
      <label className="stacked">
        <span>Name of the parameter</span>
        <input className="field" value={name} spellCheck={false} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="stacked">
        <span>Typed when no value is given</span>
        {typed.includes('\n') ? (
          <textarea className="field" rows={3} value={value} onChange={(event) => setValue(event.target.value)} />
        ) : (
          <input className="field" value={value} onChange={(event) => setValue(event.target.value)} />
        )}
      </label>
      <p className="row">
        <Button type="submit" size="small" disabled={name === '' || (name === parameter && value === known?.value)}>
          {parameter === null ? 'Make it a parameter' : 'Change the parameter'}
        </Button>
        {parameter !== null && (
          <Button size="small" onClick={() => void redo.edit({ kind: 'fix', parameter })}>
            Always type this
          </Button>
        )}
      </p>
    </form>
  )
}

const Title = ({ children }: { readonly children: ReactNode }) => <p className="small b">{children}</p>

interface CheckFormProps {
  /** the step it is put before; null: the end */
  readonly before: string | null
  readonly redo: Redo
  readonly onDone: () => void
}

export function CheckForm({ before, redo, onDone }: CheckFormProps) {
  const [text, setText] = useState('')
  const [absent, setAbsent] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (await redo.edit({ kind: 'insert-check', before, text, absent })) onDone()
  }
  return (
    <form className="sunken" onSubmit={(event) => void add(event)}>
      <Title>{before === null ? 'A check at the end' : 'A check before this step'}</Title>
      <label className="stacked">
        <span>Text</span>
        <input className="field" value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <label className="stacked">
        <span>What must be true of it</span>
        <select
          className="field"
          value={absent ? 'absent' : 'present'}
          onChange={(event) => setAbsent(event.target.value === 'absent')}
        >
          <option value="present">It is on the screen</option>
          <option value="absent">It is not on the screen</option>
        </select>
      </label>
      <p className="row">
        <Button type="submit" size="small" disabled={text.trim() === ''}>
          Insert the check
        </Button>
      </p>
    </form>
  )
}
