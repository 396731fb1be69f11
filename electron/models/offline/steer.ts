/**
 * What a person says while a task runs. New steps replace those not yet done, unless they begin with "also" or "then":
 * then they follow them. A correction (it is "A", not "B") changes the steps that are left. What is not understood changes nothing.
 */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import { currentIndex, dropRest, dropStep, planned, type Memory } from './memory.js'
import { parseTask } from './parse-task.js'
import { maskQuotes, valueOf } from './quotes.js'

export interface Steered {
  readonly memory: Memory
  /** what the person is told */
  readonly message: string
}

const FOLLOWS =
  /^\s*(?:and\s+)?(?:also|then|and then|after that|afterwards|finally|in addition|when (?:you are |that is )?(?:done|finished))\b[,:]?\s*/i
const SKIP = /^\s*(?:please\s+)?skip(?:\s+(?:it|this|that|the (?:current )?step|this step|that step))?[.!]?\s*$/i

const WORD = '(\u27E6\\d+\u27E7|[\\p{L}\\d][^\\s,;]*)'
const CORRECTIONS: readonly { readonly pattern: RegExp; readonly right: 1 | 2; readonly wrong: 1 | 2 }[] = [
  { pattern: new RegExp(`^(?:no,?\\s+)?(?:it(?:'s|’s| is| should be| must be)|i (?:meant|mean)|that(?:'s|’s| is))?\\s*${WORD},?\\s+(?:and\\s+)?not\\s+${WORD}$`, 'iu'), right: 1, wrong: 2 },
  { pattern: new RegExp(`^(?:no,?\\s+)?(?:it(?:'s|’s| is)\\s+)?not\\s+${WORD},?\\s*(?:but|it(?:'s|’s| is)|rather)?\\s+${WORD}$`, 'iu'), right: 2, wrong: 1 },
  { pattern: new RegExp(`^(?:use|take|write|type)\\s+${WORD}\\s+instead of\\s+${WORD}$`, 'iu'), right: 1, wrong: 2 },
  { pattern: new RegExp(`^(?:instead of|replace|change)\\s+${WORD},?\\s+(?:with|by|to|use|take|write|type)\\s+${WORD}$`, 'iu'), right: 2, wrong: 1 },
] // prettier-ignore

export interface Correction {
  readonly right: string
  readonly wrong: string
}

export const parseCorrection = (text: string): Correction | null => {
  const masked = maskQuotes(text.trim())
  const sentence = masked.text.replace(/[.!]+$/, '').replace(/\s+/g, ' ')
  for (const { pattern, right, wrong } of CORRECTIONS) {
    const found = pattern.exec(sentence)
    if (found) return { right: valueOf(found[right]!, masked.quoted), wrong: valueOf(found[wrong]!, masked.quoted) }
  }
  return null
}

/** Every text of a step, wherever it stands in it. */
const replaceIn = <T>(value: T, { right, wrong }: Correction): T => {
  if (typeof value === 'string') return value.replaceAll(wrong, right) as T
  if (Array.isArray(value)) return value.map((part: unknown) => replaceIn(part, { right, wrong })) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaceIn<unknown>(part, { right, wrong })])) as T
}

const correct = (memory: Memory, correction: Correction): Steered => {
  let changed = 0
  const steps = memory.steps.map((step) => {
    if (step.status !== 'pending') return step
    const statement = replaceIn(step.statement, correction)
    if (JSON.stringify(statement) === JSON.stringify(step.statement)) return step
    changed++
    return { ...step, statement }
  })
  const { right, wrong } = correction
  if (changed === 0) return { memory, message: `No step that is left has "${wrong}": nothing was changed.` }
  return { memory: { ...memory, steps }, message: `"${wrong}" is now "${right}" in ${changed} of the steps that are left.` }
}

const skip = (memory: Memory): Steered => {
  const at = currentIndex(memory)
  const step = memory.steps[at]
  if (!step) return { memory, message: 'There is no step left to skip.' }
  return { memory: dropStep(memory), message: `Skipped: ${step.statement.text}.` }
}

/** Can anything be made of it? */
export const checkSteer = (text: string): Outcome<void, Problem> => {
  if (SKIP.test(text) || parseCorrection(text)) return { ok: true, value: undefined }
  const parsed = parseTask(text.replace(FOLLOWS, ''))
  return parsed.ok ? { ok: true, value: undefined } : parsed
}

export const applySteer = (memory: Memory, text: string): Steered => {
  if (SKIP.test(text)) return skip(memory)
  const correction = parseCorrection(text)
  if (correction) return correct(memory, correction)
  const follows = FOLLOWS.test(text)
  const parsed = parseTask(text.replace(FOLLOWS, ''))
  if (!parsed.ok) return { memory, message: `${parsed.problem.message} The task goes on as before.` }
  const kept = follows ? memory : dropRest(memory)
  const steps = [...kept.steps, ...planned(parsed.value)]
  const count = `${parsed.value.length} step${parsed.value.length === 1 ? '' : 's'}`
  return { memory: { ...kept, steps }, message: follows ? `${count} added at the end.` : `${count} instead of what was left.` }
}
