/** Asks the model what the step on show was for: in its next turn while it runs, else the session goes on for the answer. */
import { MessageCircleQuestionMark } from 'lucide-react'
import { useState } from 'react'
import type { ReplayRow } from '../../../electron/protocol/replay.js'
import type { SessionCan } from '../../../electron/protocol/redo.js'
import { whyQuestion } from '../../../electron/replay/why-question.js'
import { ask } from '../../shared/api.js'
import { Button } from '../../shared/components/Button.js'
import { Icon } from '../../shared/icons.js'
import { Popover } from './Popover.js'

interface AskWhyProps {
  readonly session: string
  readonly row: ReplayRow
  readonly can: SessionCan
  /** it is the session that runs */
  readonly isLive: boolean
}

export function AskWhy(props: AskWhyProps) {
  const { row, can, isLive } = props
  const whyNot = row.number === null ? 'Choose a step first.' : isLive ? null : can.resume
  return (
    <Popover label="Ask why" icon={<Icon of={MessageCircleQuestionMark} />} whyNot={whyNot} above>
      {(close) => <AskWhyForm {...props} onDone={close} />}
    </Popover>
  )
}

function AskWhyForm({ session, row, isLive, onDone }: AskWhyProps & { readonly onDone: () => void }) {
  const [fault, setFault] = useState('')
  const go = async () => {
    const text = whyQuestion(`step ${row.number ?? ''}, ${row.title}`)
    const asked = isLive
      ? await ask('command', { session, command: { type: 'steer', text, when: 'next-turn' } })
      : await ask('sessions.resume', { session, message: text })
    if (asked.ok) onDone()
    else setFault(asked.problem.message)
  }
  return (
    <>
      <p>
        What the model said when it did this stands above.{' '}
        {isLive
          ? 'It is asked with its next turn, and goes on after that.'
          : 'Asked now, the session goes on for the answer; the screen is looked at again first.'}
      </p>
      <p role="status" className="bad small">
        {fault}
      </p>
      <Button kind="primary" onClick={() => void go()}>
        Ask
      </Button>
    </>
  )
}
