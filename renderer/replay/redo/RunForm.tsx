/** The values that are typed this time, where it is done, and Start; while it runs, Stop; then what came of it. */
import { Play, Square } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { AppState } from '../../../electron/protocol/ipc.js'
import type { ShownRecording } from '../../../electron/protocol/redo.js'
import { tell } from '../../shared/api.js'
import { Button } from '../../shared/components/Button.js'
import { Icon } from '../../shared/icons.js'
import type { Run } from './use-run.js'

interface RunFormProps {
  readonly app: AppState
  readonly recording: ShownRecording
  readonly run: Run
  readonly whyNot: string | null
}

export function RunForm({ app, recording, run, whyNot }: RunFormProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [display, setDisplay] = useState('')
  const [open, setOpen] = useState('')
  const start = (event: FormEvent) => {
    event.preventDefault()
    if (whyNot === null && !run.isRunning) void run.start(values, { display: display || null, open })
  }
  return (
    <form className="run" onSubmit={start}>
      <fieldset disabled={run.isRunning}>
        {recording.parameters.length > 0 && <h3>Values</h3>}
        {recording.parameters.map(({ name, value, mayBreak }) => (
          <Value
            key={name}
            name={name}
            value={values[name] ?? value}
            mayBreak={mayBreak}
            onChange={(text) => setValues({ ...values, [name]: text })}
          />
        ))}
        <h3>Where</h3>
        <label className="stacked">
          <span>Display</span>
          <select className="field" value={display} onChange={(event) => setDisplay(event.target.value)}>
            <option value="">As in the settings</option>
            {app.displays.map(({ id, width, height }) => (
              <option key={id} value={id}>
                {id}, {width} × {height}
              </option>
            ))}
            {app.canVirtual && <option value="virtual">A private virtual desktop</option>}
          </select>
        </label>
        <label className="stacked">
          <span>Program to open there first. May stay empty.</span>
          <input className="field mono" value={open} spellCheck={false} onChange={(event) => setOpen(event.target.value)} />
        </label>
      </fieldset>
      <p role="status" className="small">
        {run.end ??
          (run.isRunning ? `Step ${Math.min(run.verdicts.length + 1, recording.steps.length)} of ${recording.steps.length}` : '')}
      </p>
      {whyNot !== null && <p className="small t2">{whyNot}</p>}
      <p className="row">
        {run.isRunning ? (
          <Button kind="stop" icon={<Icon of={Square} fill />} onClick={run.stop}>
            Stop
          </Button>
        ) : (
          <Button kind="primary" type="submit" icon={<Icon of={Play} />} disabled={whyNot !== null}>
            Start
          </Button>
        )}
        {run.session !== null && (
          <Button onClick={() => tell('sessions.openReplay', { session: run.session ?? '' })}>Open its replay</Button>
        )}
      </p>
    </form>
  )
}

interface ValueProps {
  readonly name: string
  readonly value: string
  readonly mayBreak: boolean
  readonly onChange: (value: string) => void
}

function Value({ name, value, mayBreak, onChange }: ValueProps) {
  const field = { className: 'field', value, spellCheck: false }
  return (
    <label className="stacked">
      <span>{name}</span>
      {mayBreak ? (
        <textarea rows={3} {...field} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...field} onChange={(event) => onChange(event.target.value)} />
      )}
    </label>
  )
}
