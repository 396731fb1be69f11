/** A reply's meaning as one line a step, so that a corpus is a table one can read. */
import type { Dialect } from '../../../../electron/models/dialects/dialect.js'
import type { ProposedStep } from '../../../../electron/models/model.js'
import type { Action } from '../../../../electron/protocol/action.js'
import type { Size } from '../../../../native-bridge/types.js'

/** So that thousandths are px: what a corpus says can be read off the reply. */
export const THOUSAND: Size = { width: 1000, height: 1000 }

const place = ({ x, y }: { x?: number | undefined; y?: number | undefined }) => (x === undefined ? 'here' : `${x},${y}`)
const held = ({ modifiers }: { modifiers: readonly string[] }) => (modifiers.length > 0 ? ` with ${modifiers.join('+')}` : '')

function briefAction(action: Action): string {
  switch (action.kind) {
    case 'click':
      return `click ${action.button} ${action.count} at ${place(action)}${held(action)}`
    case 'move':
      return `move to ${place(action)}${held(action)}`
    case 'drag':
      return `drag ${action.path.map(place).join(' to ')}${held(action)}`
    case 'mouseDown':
    case 'mouseUp':
      return `${action.kind} ${action.button}`
    case 'scroll':
      // + 0: no negative zero
      return `scroll ${action.dx + 0},${action.dy + 0} at ${place(action)}${held(action)}`
    case 'type':
      return `type ${JSON.stringify(action.text)}`
    case 'chord':
      return `press ${action.keys.join('+')}${action.repeat > 1 ? ` x${action.repeat}` : ''}`
    case 'wait':
      return `wait ${action.ms}`
    case 'done':
      return `${action.status}: ${action.text}`
    case 'askUser':
      return `ask: ${action.text}`
    default:
      return action.kind
  }
}

export const briefStep = (step: ProposedStep): string => (step.ok ? briefAction(step.action) : `refused: ${step.problem.message}`)

export interface Told {
  readonly content?: string
  readonly calls?: readonly { readonly name: string; readonly arguments: string }[]
}

export function briefly(dialect: Dialect, told: Told | string, picture: Size = THOUSAND): readonly string[] {
  const { content = '', calls = [] } = typeof told === 'string' ? { content: told } : told
  const toolCalls = calls.map((call, at) => ({ ...call, id: `call_${at}` }))
  const { heard, answer } = dialect.read({ content, toolCalls }, { picture, tools: [] })
  if (heard.length === 0) return [answer === null ? 'nothing' : `says: ${answer}`]
  return heard.map((one) => {
    if (one.kind === 'step') return briefStep(one.step)
    return one.kind === 'plan' ? `plan of ${one.items.length}` : `tool ${one.name}`
  })
}
