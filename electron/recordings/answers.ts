/** What a recording answers in a turn: a step's actions, a wait for its state, or the end; with the verdicts that stand by then. PURE. */
import type { TurnAnswer, TurnRequest } from '../models/model.js'
import type { Action } from '../protocol/action.js'
import type { StepVerdict } from '../protocol/event.js'
import type { Aimed } from './aim.js'
import type { RecordedStep } from './recording.js'

export function stepAnswer(
  request: TurnRequest,
  step: RecordedStep,
  { actions }: Aimed,
  verdicts: readonly StepVerdict[],
): TurnAnswer {
  return made(request, `step-${step.id}`, actions, { intent: step.intent, verdicts })
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 1500

/** Longer each time: most of what is waited for comes soon. */
export function waitAnswer(request: TurnRequest, waitedMs: number, verdicts: readonly StepVerdict[]): TurnAnswer {
  const ms = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, Math.round(waitedMs / 2)))
  return made(request, `wait-${request.turn}`, [{ kind: 'wait', ms }], { intent: '', verdicts })
}

export function endAnswer(request: TurnRequest, verdicts: readonly StepVerdict[], all: readonly StepVerdict[]): TurnAnswer {
  const failed = all.find(({ verdict }) => verdict === 'failed')
  const text = failed ? `Step ${failed.step} of ${failed.of} failed: ${failed.how}.` : `Done again: ${counted(all)}.`
  const done: Action = { kind: 'done', status: failed ? 'failed' : 'done', text }
  return made(request, 'end', [done], { intent: '', verdicts })
}

function counted(verdicts: readonly StepVerdict[]): string {
  const kinds = ['same', 'adapted', 'repaired'] as const
  const words = kinds.map((kind) => [kind, verdicts.filter(({ verdict }) => verdict === kind).length] as const)
  const told = words.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`)
  return told.length === 0 ? 'nothing to do' : told.join(', ')
}

interface Said {
  readonly intent: string
  readonly verdicts: readonly StepVerdict[]
}

function made(
  { look, results, turn }: TurnRequest,
  callId: string,
  actions: readonly Action[],
  { intent, verdicts }: Said,
): TurnAnswer {
  const calls = [
    { kind: 'computer' as const, callId, actions: actions.map((action) => ({ ok: true as const, action })), safetyChecks: [] },
  ]
  return {
    items: [
      { type: 'recorded.request', turn, results, picture: { $frame: look.picture.id } },
      { type: 'recorded.answer', turn, calls },
    ],
    calls,
    reasoning: intent === '' ? [] : [intent],
    messages: verdicts.map((verdict) => ({ text: sentence(verdict), phase: 'commentary' as const, verdict })),
    problems: [],
    usage: null,
  }
}

function sentence({ step, of, verdict, how }: StepVerdict): string {
  return `Step ${step} of ${of}: ${verdict}${how === '' ? '' : ` (${how})`}.`
}

/** What the model that repaired said last, and what the recording goes on with, as one answer. */
export function answerOf(repaired: TurnAnswer, next: TurnAnswer): TurnAnswer {
  return {
    ...next,
    items: [...repaired.items, ...next.items],
    reasoning: [...repaired.reasoning, ...next.reasoning],
    messages: [...repaired.messages.map((message) => ({ ...message, phase: 'commentary' as const })), ...next.messages],
    problems: [...repaired.problems, ...next.problems],
    usage: repaired.usage,
  }
}
