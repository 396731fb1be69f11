/** `/plan` and `/why` in a terminal: the plan shown and changed, and any step explained. PURE. */
import type { Command } from '../protocol/command.js'
import type { PlanItem, SessionEvent } from '../protocol/event.js'
import { describeAction } from '../replay/describe-action.js'
import { whyQuestion } from '../replay/why-question.js'
import { visibleLine } from '../replay/visible-text.js'

/** What the lines are about: the plan as it stands, and what was done in each step. */
export interface Progress {
  readonly plan: readonly PlanItem[]
  readonly steps: ReadonlyMap<number, readonly string[]>
}

export const NO_PROGRESS: Progress = { plan: [], steps: new Map() }

export function progressAfter(progress: Progress, event: SessionEvent): Progress {
  if (event.type === 'plan') return { ...progress, plan: event.items }
  if (event.type !== 'action.proposed' && event.type !== 'tool.proposed') return progress
  const words = event.type === 'action.proposed' ? describeAction(event.action) : `Use ${event.name}`
  const before = progress.steps.get(event.turn) ?? []
  return { ...progress, steps: new Map(progress.steps).set(event.turn, [...before, words]) }
}

export type Said = { readonly kind: 'command'; readonly command: Command } | { readonly kind: 'say'; readonly sentence: string }

const MARKS = { pending: '[ ]', active: '[>]', done: '[x]', dropped: '[-]' } as const
const HOW = '      Type /plan 2 NEW WORDS, /plan 2 drop, /plan 2 back or /plan + ANOTHER STEP.'

export function readPlanLine(line: string, { plan }: Progress): Said {
  const words = line.replace(/^\/plan\s*/, '').trim()
  if (words === '') return say(plan.length === 0 ? '      There is no plan yet.' : [...plan.map(planLine), HOW].join('\n'))
  const [, added] = /^\+\s*(.+)$/.exec(words) ?? []
  if (added !== undefined) return replan([...plan, { text: added, status: 'pending' }])
  const [, number, change] = /^(\d+)\s+(.+)$/.exec(words) ?? []
  const at = Number(number) - 1
  const item = plan[at]
  if (change === undefined) return say(HOW)
  if (!item) return say(`      The steps of the plan are 1 to ${plan.length}.`)
  if (item.status === 'done') return say('      That step is done.')
  return replan(plan.map((one, index) => (index === at ? changed(one, change) : one)))
}

function changed(item: PlanItem, change: string): PlanItem {
  if (change === 'drop') return { ...item, status: 'dropped' }
  return change === 'back' ? { ...item, status: 'pending' } : { ...item, text: change }
}

const planLine = ({ text, status }: PlanItem, index: number): string =>
  `      ${String(index + 1).padStart(2)} ${MARKS[status]} ${visibleLine(text)}`

/** `/why`: the newest step; `/why 3`: that one. Asked in the next request, so that nothing is interrupted for it. */
export function readWhyLine(line: string, { steps }: Progress): Said {
  const word = line.replace(/^\/why\s*/, '').trim()
  const step = word === '' ? [...steps.keys()].at(-1) : Number(word)
  const done = step === undefined ? undefined : steps.get(step)
  if (step === undefined || !done)
    return say(steps.size === 0 ? '      Nothing was done yet.' : '      Type /why, or /why and the number of a step.')
  const text = whyQuestion(`step ${step}, ${done.join('; ')}`)
  return { kind: 'command', command: { type: 'steer', text, when: 'next-turn' } }
}

const say = (sentence: string): Said => ({ kind: 'say', sentence })
const replan = (items: readonly PlanItem[]): Said => ({ kind: 'command', command: { type: 'plan', items: [...items] } })
