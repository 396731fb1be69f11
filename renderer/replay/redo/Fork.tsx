/** A new session that begins with the turns up to the one on show. */
import { GitFork } from 'lucide-react'
import { useState } from 'react'
import type { ReplayRow } from '../../../electron/protocol/replay.js'
import type { SessionCan } from '../../../electron/protocol/redo.js'
import { ask } from '../../shared/api.js'
import { Button } from '../../shared/components/Button.js'
import { Icon } from '../../shared/icons.js'
import { Popover } from './Popover.js'

interface ForkProps {
  readonly session: string
  readonly row: ReplayRow
  readonly can: SessionCan
}

const NO_TURN = 'Nothing was done here yet. Choose a step first.'

export function Fork({ session, row, can }: ForkProps) {
  return (
    <Popover label="Fork from here" icon={<Icon of={GitFork} />} whyNot={can.fork ?? (row.turn === 0 ? NO_TURN : null)} above>
      {(close) => <ForkForm session={session} turn={row.turn} onDone={close} />}
    </Popover>
  )
}

interface FormProps {
  readonly session: string
  readonly turn: number
  readonly onDone: () => void
}

function ForkForm({ session, turn, onDone }: FormProps) {
  const [fault, setFault] = useState('')
  const fork = async () => {
    const forked = await ask('sessions.fork', { session, turn })
    if (forked.ok) onDone()
    else setFault(forked.problem.message)
  }
  return (
    <>
      <p>
        A new session begins with {turn === 1 ? 'turn 1' : `turns 1 to ${turn}`} of this one and opens beside it. Resume goes on
        from there. This session stays as it is.
      </p>
      <p role="status" className="bad small">
        {fault}
      </p>
      <Button kind="primary" onClick={() => void fork()}>
        Fork
      </Button>
    </>
  )
}
