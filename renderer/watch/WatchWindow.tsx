/** A private desktop live: what is on it, who has its mouse and keyboard, and taking them. */
import { History, Mouse, Play } from 'lucide-react'
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { Command } from '../../electron/protocol/command.js'
import { ask, tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Legend, stripCss, stripIcon } from '../shared/components/Strip.js'
import { TitleBar } from '../shared/components/TitleBar.js'
import { Icon, StopIcon } from '../shared/icons.js'
import { chordCaps } from '../shared/key-names.js'
import { NOT_PRESSED, stripState } from '../shared/session-state.js'
import { useApp } from '../shared/use-app.js'
import { useSession } from '../shared/use-session.js'
import type { SessionView } from '../shared/view-types.js'
import { LiveScreen } from './LiveScreen.js'
import { useFrame } from './use-frame.js'
import { useHands } from './use-hands.js'

/** Paused by whomever: Deskhand's hands wait, so the person's may act. */
const isWithPerson = ({ control, finished }: SessionView): boolean => control.state === 'paused' && finished === null

function words(view: SessionView, app: AppState): string {
  if (view.finished) return 'The task has ended, and its desktop with it. This is the last of it.'
  if (isWithPerson(view))
    return `Click and type here. ${chordCaps(app.settings.hotkeys.takeOver, app.platform).join(' ')} hands back.`
  return 'Take over to click and type here.'
}

function Controls({ session, view, onFault }: { session: string; view: SessionView; onFault: (why: string | null) => void }) {
  const say = async (command: Command) => {
    const answer = await ask('command', { session, command })
    onFault(answer.ok ? null : answer.problem.message)
  }
  if (view.finished)
    return (
      <Button icon={<Icon of={History} />} onClick={() => tell('sessions.openReplay', { session })}>
        Open replay
      </Button>
    )
  return (
    <>
      {isWithPerson(view) ? (
        <Button kind="primary" icon={<Icon of={Play} />} onClick={() => void say({ type: 'continue' })}>
          Hand back
        </Button>
      ) : (
        <Button icon={<Icon of={Mouse} />} onClick={() => void say({ type: 'takeOver' })}>
          Take over
        </Button>
      )}
      <Button kind="stop" icon={<StopIcon />} onClick={() => void say({ type: 'stop' })}>
        Stop
      </Button>
    </>
  )
}

export function WatchWindow({ session }: { readonly session: string }) {
  const app = useApp()
  const view = useSession(session)
  const frame = useFrame(session)
  const [fault, setFault] = useState<string | null>(null)
  const isYours = isWithPerson(view)
  const hands = useHands(session, isYours, setFault)
  if (!app) return null
  const state = stripState(view, NOT_PRESSED)
  return (
    <div className="watch">
      <TitleBar title="Virtual display" platform={app.platform} canMaximize>
        <span className="clip small t2 watch-task">{view.task}</span>
      </TitleBar>
      <main>
        {frame ? (
          <LiveScreen frame={frame} isYours={isYours} hands={hands} hotkeys={app.settings.hotkeys} />
        ) : (
          <p className="t2">{view.finished ? 'Its desktop is gone with the task.' : 'The first picture is on its way.'}</p>
        )}
      </main>
      <footer>
        <span className={`strip ${stripCss(state)}`}>
          {stripIcon(state)}
          <Legend state={state} />
        </span>
        <p className={fault ? 'grow small bad' : 'grow small t2'} role="status">
          {fault ?? words(view, app)}
        </p>
        <Controls session={session} view={view} onFault={setFault} />
      </footer>
    </div>
  )
}
