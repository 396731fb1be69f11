/** What the pause and the take-over key mean at this moment: begin or end it. The same in the app and on the command line. */
import type { Command } from '../protocol/command.js'
import type { SessionEvent } from '../protocol/event.js'
import type { YieldSettings } from '../protocol/settings.js'

/** `yielded`: hands gave way to a touch and may go on by themselves; `yours`: a person took over */
export type PauseKind = 'none' | 'paused' | 'yielded' | 'yours'

export function pauseAfter(event: Extract<SessionEvent, { type: 'control' }>): PauseKind {
  if (event.state !== 'paused') return 'none'
  if (event.takeOver) return 'yours'
  return event.by === 'human-input' ? 'yielded' : 'paused'
}

type PauseCommand = Extract<Command, { type: 'pause' | 'takeOver' | 'continue' }>

export function pauseCommand(key: 'pause' | 'takeOver', pause: PauseKind, mode: YieldSettings['mode']): PauseCommand {
  if (key === 'pause') return { type: pause === 'none' || pause === 'yielded' ? 'pause' : 'continue' }
  // where only a button or a command may end it, the key makes it a take-over that was asked for
  const isHandedBack = pause === 'yours' || (pause === 'yielded' && mode !== 'never')
  return { type: isHandedBack ? 'continue' : 'takeOver' }
}
