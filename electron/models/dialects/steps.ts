/** Making steps of what a reply says: an action, or why there is none. */
import type { Action } from '../../protocol/action.js'
import type { ProposedStep } from '../model.js'
import { shown } from '../wire/json.js'
import type { Heard } from './dialect.js'

export const act = (action: Action): ProposedStep => ({ ok: true, action })

const SHOWN_CHARS = 300

export function refuse(message: string, from: unknown): ProposedStep {
  return {
    ok: false,
    problem: { kind: 'unknown-action', message, retryable: false },
    shown: typeof from === 'string' ? from.slice(0, SHOWN_CHARS) : shown(from),
  }
}

export const heard = (steps: readonly ProposedStep[], callId?: string): readonly Heard[] =>
  steps.map((step) => ({ kind: 'step', step, ...(callId === undefined ? {} : { callId }) }))

/** Longest wait an action can hold. */
const MOST_MS = 300_000

export const waitFor = (seconds: number): ProposedStep => act({ kind: 'wait', ms: Math.round(Math.min(seconds * 1000, MOST_MS)) })

export const NO_ACTION = 'There is no action in your answer in the format that was asked for. Nothing was done.'
