/** What stands on the line that is being typed, per window: a command may come in several pieces. */
import type { Action } from '../protocol/action.js'
import { plainKey } from '../safety/typed-risks.js'

export interface TypedLine {
  readonly window: string
  readonly text: string
  /** it was recalled, completed or edited by keys: what stands there is not known */
  readonly isUnsure: boolean
}

export const NO_LINE: TypedLine = { window: '', text: '', isUnsure: false }

export function afterAction(line: TypedLine, action: Action, window: string): TypedLine {
  const here = line.window === window ? line : { ...NO_LINE, window }
  if (action.kind === 'type') {
    const at = action.text.lastIndexOf('\n')
    return at === -1 ? { ...here, text: here.text + action.text } : { ...NO_LINE, window, text: action.text.slice(at + 1) }
  }
  return action.kind === 'chord' || action.kind === 'holdKey' ? afterKeys(here, action.keys.map(plainKey)) : line
}

function afterKeys(line: TypedLine, keys: readonly string[]): TypedLine {
  const last = keys.at(-1) ?? ''
  const isAlone = keys.length === 1
  const isControl = keys.includes('ctrl')
  if ((isAlone && last === 'enter') || (isControl && CLEARS.has(last))) return { ...NO_LINE, window: line.window }
  if (isAlone && last === 'backspace') return { ...line, text: line.text.slice(0, -1) }
  const isEdit = (isAlone && EDITS.test(last)) || (isControl && RECALLS.has(last))
  return isEdit ? { ...line, isUnsure: true } : line
}

const CLEARS: ReadonlySet<string> = new Set(['c', 'u', 'd'])
const RECALLS: ReadonlySet<string> = new Set(['r', 'p', 'n', 'y', 'v', 'x'])
const EDITS = /^(?:up|down|tab|left|right|home|end|delete|insert|arrow(?:up|down|left|right))$/
