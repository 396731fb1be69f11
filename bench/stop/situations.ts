/** What a session may be in the middle of when it is stopped. */
import type { Model } from '../../electron/models/model.js'
import type { ScriptedTurn } from '../../electron/models/scripted.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import type { StartOptions } from './stand.js'

export interface Situation {
  readonly name: string
  readonly turns: readonly ScriptedTurn[]
  readonly wrap?: StartOptions['wrap']
  /** it is under way */
  readonly isOn: (event: SessionEvent) => boolean
  /** the OS is sent something all the time */
  readonly sends: boolean
}

const started = (event: SessionEvent) => event.type === 'action.started'
const turn = (...actions: NonNullable<ScriptedTurn['actions']>): readonly ScriptedTurn[] => [{ actions }]
const end: ScriptedTurn = { text: 'Done.' }

/** Fails in passing, with a long wait that the server names. */
const overloaded = (model: Model): Model => ({
  ...model,
  think: () =>
    Promise.resolve({
      ok: false,
      problem: { kind: 'model-overloaded', message: 'Too much to do.', retryable: true, waitMs: 60_000 },
    }),
})

/** Answers nothing and does not hear that it is given up. */
const hung = (model: Model): Model => ({ ...model, think: () => new Promise(() => undefined) })

const zigzag = Array.from({ length: 400 }, (_, at) => ({ x: 100 + ((at * 97) % 700), y: 150 + ((at * 53) % 400) }))

export const SITUATIONS: readonly Situation[] = [
  {
    name: 'typing 10,000 characters',
    turns: [...turn({ kind: 'type', text: 'a'.repeat(10_000) }), end],
    isOn: started,
    sends: true,
  },
  {
    name: 'a drag',
    turns: [...turn({ kind: 'drag', path: zigzag, button: 'left', modifiers: [] }), end],
    isOn: started,
    sends: true,
  },
  { name: 'a held key', turns: [...turn({ kind: 'holdKey', keys: ['Shift'], ms: 60_000 }), end], isOn: started, sends: false },
  { name: 'a wait', turns: [...turn({ kind: 'wait', ms: 60_000 }), end], isOn: started, sends: false },
  { name: 'a hung model', turns: [end], wrap: hung, isOn: (event) => event.type === 'frame', sends: false },
  { name: 'a retry pause', turns: [end], wrap: overloaded, isOn: (event) => event.type === 'problem', sends: false },
]
