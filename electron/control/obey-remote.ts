/** Carries out what another process of the user says, and confirms it only after its effect stands in the log. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Command, ControlBy } from '../protocol/command.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'

export interface CommandTarget {
  command(command: Command, by: ControlBy): void
  subscribe(listener: (event: SessionEvent) => void): () => void
}

/** An effect shows in the log within milliseconds; a disk that hangs must not hang the other process too. */
const PATIENCE_MS = 5_000

export function obeyRemote(target: CommandTarget, id: string, command: Command): Promise<Outcome<string, Problem>> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome<string, Problem>) => {
      clearTimeout(timer)
      off()
      resolve(outcome)
    }
    const timer = setTimeout(() => end({ ok: true, value: `The session ${id} was told.` }), PATIENCE_MS)
    const off = target.subscribe((event) => {
      if (event.type === 'problem' && event.kind === 'bad-command') return end({ ok: false, problem: event })
      const said = confirmation(command, event)
      if (said !== null) end({ ok: true, value: `The session ${id} ${said}.` })
    })
    target.command(command, 'person')
  })
}

/** What the event confirms of the command, null when it is about something else. */
function confirmation(command: Command, event: SessionEvent): string | null {
  if (event.type === 'session.finished') return command.type === 'stop' ? 'is stopped' : 'has ended'
  const effect = EFFECTS[command.type]
  return effect?.shows(event) ? effect.said : null
}

interface VisibleEffect {
  readonly shows: (event: SessionEvent) => boolean
  readonly said: string
}

/** A stop is confirmed by the session's end; answers do not come this way. */
const EFFECTS: Readonly<Record<Command['type'], VisibleEffect | null>> = {
  stop: null,
  answer: null,
  pause: { shows: (event) => event.type === 'control' && event.state === 'paused', said: 'is paused' },
  takeOver: { shows: (event) => event.type === 'control' && event.state === 'paused', said: 'is yours' },
  continue: { shows: (event) => event.type === 'control' && event.state === 'running', said: 'goes on' },
  switch: { shows: (event) => event.type === 'model.changed', said: 'has switched' },
  plan: { shows: (event) => event.type === 'plan' && event.by === 'person', said: 'has the new plan' },
  steer: { shows: (event) => event.type === 'steer' && event.state === 'pending', said: 'was told' },
}
