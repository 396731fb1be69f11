/** The three first steps a person takes part in: try the stop key, choose a model, set what may be done alone. */
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { ApprovalMode } from '../../electron/protocol/settings.js'
import { tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { KeyForm } from '../shared/components/KeyForm.js'
import { Keys } from '../shared/components/KeyCap.js'
import { Menu } from '../shared/components/Menu.js'
import { span } from '../shared/format.js'
import { chordCaps } from '../shared/key-names.js'
import { useKeyLayout } from '../shared/use-app.js'
import { APPROVAL_WORDS, canRun, chosenModel, modelName } from './choices.js'
import { FirstStep, type StepState } from './FirstStep.js'
import type { Practice } from './use-practice.js'

interface StepProps {
  readonly app: AppState
  readonly state: StepState
  readonly onDone: () => void
}

export function StopKeyStep({ app, practice, state }: Omit<StepProps, 'onDone'> & { readonly practice: Practice }) {
  const layout = useKeyLayout()
  const done = practice.ms === null ? 'Pressed and heard' : `Answers in ${span(practice.ms)}`
  const other = (
    <Button size="small" onClick={() => tell('window.show', { window: 'settings' })}>
      Use other keys
    </Button>
  )
  return (
    <FirstStep number={3} state={state} title="Try the stop key" done={done} action={other}>
      <p>Press these keys together. They stop Deskhand from anywhere, also when this window is hidden.</p>
      <div className="practice" role="status">
        <Keys caps={chordCaps(app.settings.hotkeys.stop, app.platform, layout)} />
        <span>Waiting for the keys</span>
      </div>
    </FirstStep>
  )
}

export function ModelStep({ app, state, onDone }: StepProps) {
  const [adding, setAdding] = useState<string | null>(null)
  const provider = app.providers.find((one) => one.id === adding)
  const items = app.providers.map((one) => ({
    id: one.id,
    words: one.name,
    detail: !one.needsKey ? 'No key, no network' : canRun(one) ? 'A key is here' : 'Paste a key',
  }))
  const choose = (id: string) => {
    const chosen = app.providers.find((one) => one.id === id)
    if (!chosen) return
    if (!canRun(chosen) && app.keychainProblem === null) return setAdding(id)
    tell('settings.set', { provider: chosen.id })
    onDone()
  }
  const keep = () => {
    if (provider) tell('settings.set', { provider: provider.id })
    setAdding(null)
    onDone()
  }
  const action = (
    <Menu items={items} onChoose={choose} className="btn smallb" align="end" disabled={state !== 'current'}>
      Choose
    </Menu>
  )
  return (
    <FirstStep number={4} state={state} title="Choose a model" done={modelName(app, chosenModel(app, null))} action={action}>
      <p>Paste a key, or use the offline model that is already here.</p>
      {app.keychainProblem !== null && <p className="warn">{app.keychainProblem}</p>}
      {provider && <KeyForm provider={provider} onDone={keep} onCancel={() => setAdding(null)} />}
    </FirstStep>
  )
}

export function ApprovalStep({ app, state, onDone }: StepProps) {
  const items = (Object.keys(APPROVAL_WORDS) as ApprovalMode[]).map((id) => ({
    id,
    ...APPROVAL_WORDS[id],
    isChosen: id === app.settings.approvals,
  }))
  const choose = (id: string) => {
    tell('settings.set', { approvals: id as ApprovalMode })
    onDone()
  }
  const action = (
    <Menu isChoice items={items} onChoose={choose} className="btn smallb" align="end" above disabled={state !== 'current'}>
      Review
    </Menu>
  )
  const done = APPROVAL_WORDS[app.settings.approvals].words
  return (
    <FirstStep number={5} state={state} title="Set what it may do alone" done={done} action={action}>
      <p>Risky actions are asked for. You can be stricter now and looser later.</p>
    </FirstStep>
  )
}
