/** A step that failed, handed to a real model: it sees the same screens, has a conversation of its own, and says when it is done. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Model, ProposedCall, TurnAnswer, TurnRequest } from '../models/model.js'
import type { Problem } from '../protocol/problem.js'
import { describeAction } from '../replay/describe-action.js'
import type { RecordedStep } from './recording.js'

export interface RepairOptions {
  readonly model: Model
  readonly step: RecordedStep
  readonly why: string
  /** the turn it begins in */
  readonly request: TurnRequest
  /** the picture that was expected, kept in this session */
  readonly expected: string | null
  readonly reword: (text: string) => string
}

export type RepairTurn =
  | { readonly kind: 'working'; readonly answer: TurnAnswer }
  /** `answer`: what it said as it ended, null when it had ended before */
  | { readonly kind: 'finished'; readonly answer: TurnAnswer | null }
  | { readonly kind: 'gave-up'; readonly answer: TurnAnswer; readonly why: string }

export class Repair {
  readonly step: RecordedStep
  readonly why: string
  readonly fromTurn: number
  private readonly from: number
  private hasEnded = false

  constructor(private readonly options: RepairOptions) {
    this.step = options.step
    this.why = options.why
    this.fromTurn = options.request.turn
    this.from = options.request.history.length
  }

  async think(request: TurnRequest, signal: AbortSignal): Promise<Outcome<RepairTurn, Problem>> {
    if (this.hasEnded) return { ok: true, value: { kind: 'finished', answer: null } }
    const answered = await this.options.model.think(this.ownRequest(request), signal)
    if (!answered.ok) return answered
    const answer = answered.value
    const end = endIn(answer)
    if (end?.status === 'failed') return { ok: true, value: { kind: 'gave-up', answer, why: end.text } }
    const calls = withoutEnd(answer.calls)
    if (calls.length === 0) return { ok: true, value: { kind: 'finished', answer } }
    if (end) this.hasEnded = true
    const working = {
      ...answer,
      calls,
      messages: answer.messages.map((message) => ({ ...message, phase: 'commentary' as const })),
    }
    return { ok: true, value: { kind: 'working', answer: working } }
  }

  private ownRequest(request: TurnRequest): TurnRequest {
    const isFirst = request.turn === this.fromTurn
    const images = this.options.expected === null ? [] : [this.options.expected]
    return {
      ...request,
      turn: request.turn - this.fromTurn + 1,
      task: { text: this.task(), images },
      history: request.history.slice(this.from),
      results: isFirst ? [] : request.results,
    }
  }

  private task(): string {
    const { step, why, options } = this
    const actions = step.actions.map((action) => options.reword(describeAction(action))).join(', then ')
    return [
      'A recorded task is being done again, and one step of it does not work as it is: the screen may look different now.',
      step.intent === '' ? '' : `The step is meant to: ${options.reword(step.intent)}`,
      `It was recorded as: ${actions}.`,
      `What is wrong: ${why}.`,
      options.expected === null ? '' : 'The picture with this task shows the screen as it was expected.',
      'Do this one step on the screen as it is now, and nothing beyond it. Then say that it is done, or that it cannot be done.',
    ]
      .filter((line) => line !== '')
      .join('\n')
  }
}

function endIn({ calls }: TurnAnswer): { readonly status: 'done' | 'failed'; readonly text: string } | null {
  for (const call of calls) {
    if (call.kind === 'tool') continue
    for (const step of call.actions) if (step.ok && step.action.kind === 'done') return step.action
  }
  return null
}

/** Saying that it is done must not end the session. */
function withoutEnd(calls: readonly ProposedCall[]): readonly ProposedCall[] {
  return calls.flatMap((call): ProposedCall[] => {
    if (call.kind === 'tool') return [call]
    const actions = call.actions.filter((step) => !step.ok || step.action.kind !== 'done')
    return actions.length === 0 ? [] : [{ ...call, actions }]
  })
}
