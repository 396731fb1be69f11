/** Before the first task: five steps that make sure Deskhand can work and can always be stopped. */
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { Button } from '../shared/components/Button.js'
import { FirstStep } from './FirstStep.js'
import { ApprovalStep, ModelStep, StopKeyStep } from './first-steps.js'
import { usePractice } from './use-practice.js'

const check = (app: AppState, name: 'screen' | 'input') => app.machine.find((one) => one.name === name)

export function FirstRun({ app, onDone }: { readonly app: AppState; readonly onDone: () => void }) {
  const practice = usePractice(app.settings.hotkeys.stop)
  const [hasModel, setHasModel] = useState(false)
  const [hasRules, setHasRules] = useState(false)
  const [screen, input] = [check(app, 'screen'), check(app, 'input')]
  const oks = [screen?.state !== 'failed', input?.state !== 'failed', practice.isDone, hasModel, hasRules]
  const current = oks.indexOf(false)
  const ready = oks.filter(Boolean).length
  const stateOf = (at: number) => (oks[at] ? 'ok' : at === current ? 'current' : 'later')
  return (
    <main className="first">
      <h1>Before the first task</h1>
      <p className="t2">Deskhand moves your real mouse and keys. These five steps make sure you can always stop it.</p>
      <div className="progress" role="img" aria-label={`${ready} of ${oks.length} ready`}>
        {oks.map((isOk, at) => (
          <i key={at} className={isOk ? 'on' : ''} />
        ))}
      </div>
      <ol className="card steps">
        <FirstStep number={1} state={stateOf(0)} title="See the screen" done={screen?.detail ?? ''} />
        <FirstStep number={2} state={stateOf(1)} title="Move the mouse and type" done={input?.detail ?? ''} />
        <StopKeyStep app={app} practice={practice} state={stateOf(2)} />
        <ModelStep app={app} state={stateOf(3)} onDone={() => setHasModel(true)} />
        <ApprovalStep app={app} state={stateOf(4)} onDone={() => setHasRules(true)} />
      </ol>
      <div className="row last">
        <p className="small t3 grow">No account, no telemetry. Sessions stay on this machine.</p>
        <Button kind="quiet" onClick={onDone}>
          Later
        </Button>
        <Button kind={current < 0 ? 'primary' : 'plain'} disabled={current >= 0} onClick={onDone}>
          Start the first task
        </Button>
      </div>
    </main>
  )
}
