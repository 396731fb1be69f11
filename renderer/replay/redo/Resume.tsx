/** Goes on with the session on show, with a message if there is one. */
import { Play } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { SessionCan } from '../../../electron/protocol/redo.js'
import { ask } from '../../shared/api.js'
import { Button } from '../../shared/components/Button.js'
import { Icon } from '../../shared/icons.js'
import { Popover } from './Popover.js'

interface ResumeProps {
  readonly session: string
  readonly can: SessionCan
}

export function Resume({ session, can }: ResumeProps) {
  return (
    <Popover label="Resume" icon={<Icon of={Play} />} whyNot={can.resume}>
      {(close) => <ResumeForm session={session} needsMessage={can.needsMessage} onStarted={close} />}
    </Popover>
  )
}

interface FormProps {
  readonly session: string
  readonly needsMessage: boolean
  readonly onStarted: () => void
}

function ResumeForm({ session, needsMessage, onStarted }: FormProps) {
  const [message, setMessage] = useState('')
  const [fault, setFault] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isMissing = needsMessage && message.trim() === ''
  const go = async (event: FormEvent) => {
    event.preventDefault()
    if (isMissing || isBusy) return
    setBusy(true)
    const started = await ask('sessions.resume', { session, message: message.trim() || null })
    setBusy(false)
    if (started.ok) onStarted()
    else setFault(started.problem.message)
  }
  return (
    <form onSubmit={(event) => void go(event)}>
      <p className="t2 small">
        {needsMessage
          ? 'Its task is done. It goes on with the same context; the screen is looked at again first.'
          : 'It goes on where it ended, with the same context; the screen is looked at again first.'}
      </p>
      <label className="stacked">
        <span>{needsMessage ? 'What shall it also do?' : 'Anything to tell it? May stay empty.'}</span>
        <textarea className="field" rows={3} value={message} onChange={(event) => setMessage(event.target.value)} />
      </label>
      <p role="status" className="bad small">
        {fault}
      </p>
      <Button kind="primary" type="submit" disabled={isMissing || isBusy}>
        Go on
      </Button>
    </form>
  )
}
