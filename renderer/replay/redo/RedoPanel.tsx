/** Do it again, without a model: the steps with their verdicts as they come, the values that are typed, and changes to all of it. */
import { Pencil, Undo2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AppState } from '../../../electron/protocol/ipc.js'
import type { SessionCan } from '../../../electron/protocol/redo.js'
import { Button } from '../../shared/components/Button.js'
import { count } from '../../shared/format.js'
import { Icon } from '../../shared/icons.js'
import { PurposeForm } from './EditForms.js'
import { RedoSteps } from './RedoSteps.js'
import { RunForm } from './RunForm.js'
import { SaveForm } from './SaveForm.js'
import { useRedo, type Redo } from './use-redo.js'
import { useRun } from './use-run.js'

interface RedoPanelProps {
  readonly app: AppState
  readonly session: string
  readonly can: SessionCan
  /** shows the step that was recorded in this turn */
  readonly onGo: (turn: number) => void
  readonly onClose: () => void
}

export function RedoPanel({ app, session, can, onGo, onClose }: RedoPanelProps) {
  const redo = useRedo(session)
  const run = useRun(redo)
  const [isEditing, setEditing] = useState(false)
  const recording = redo.read?.recording
  useEffect(() => {
    const opener = document.activeElement
    return () => {
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <aside className="insp redo" aria-label="Do it again">
      <header>
        <h2>Do it again</h2>
        <span className="push" />
        {recording && (
          <Button
            size="small"
            icon={<Icon of={Pencil} />}
            aria-pressed={isEditing}
            disabled={run.isRunning}
            onClick={() => {
              run.forget()
              setEditing(!isEditing)
            }}
          >
            Edit
          </Button>
        )}
        <Button kind="quiet" aria-label="Close" icon={<Icon of={X} />} onClick={onClose} />
      </header>
      {!isEditing && (
        <p className="t2">Without a model: each step waits for its screen, finds its target, acts and is verified.</p>
      )}
      {redo.fault !== null && (
        <p className="note warn" role="alert">
          {redo.fault}
        </p>
      )}
      {redo.read?.problems.map((problem) => (
        <p key={problem} className="small t2">
          {problem}
        </p>
      ))}
      {recording && redo.read && (
        <>
          <Versions redo={redo} isDisabled={run.isRunning} />
          {isEditing && <PurposeForm task={recording.task} redo={redo} />}
          <RedoSteps recording={recording} redo={redo} run={run} isEditing={isEditing} onGo={onGo} />
          {isEditing ? (
            <>
              <Changes redo={redo} />
              <SaveForm redo={redo} />
            </>
          ) : (
            <RunForm key={redo.version} app={app} recording={recording} run={run} whyNot={run.isRunning ? null : can.again} />
          )}
        </>
      )}
    </aside>
  )
}

function Versions({ redo, isDisabled }: { readonly redo: Redo; readonly isDisabled: boolean }) {
  const { read, version, choose } = redo
  if (!read || read.versions.length === 0) return null
  return (
    <label className="stacked">
      <span>Version</span>
      <select
        className="field"
        value={version ?? ''}
        disabled={isDisabled}
        onChange={(event) => choose(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">As this session went</option>
        {read.versions.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Changes({ redo }: { readonly redo: Redo }) {
  const { edits, undo } = redo
  return (
    <p className="row">
      <span className="small t2 grow" role="status">
        {edits.length === 0 ? 'Nothing is changed yet.' : `${count(edits.length, 'change')}, not saved yet.`}
      </span>
      <Button size="small" icon={<Icon of={Undo2} />} disabled={edits.length === 0} onClick={undo}>
        Undo
      </Button>
    </p>
  )
}
