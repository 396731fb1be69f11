/** A final answer that must have a given shape: what does not fit is no answer, and the model is asked again. */
import type { EventBody } from '../protocol/event.js'
import type { ProposedCall } from '../protocol/call.js'
import type { Answer } from '../agent/plan.js'
import type { Problem } from '../protocol/problem.js'

export interface AnswerShape {
  /** told to the model once in each life of the session */
  readonly told: string
  /** the value that the text is, or in a sentence why it is none */
  read(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string }
}

/** The answer without what claims to be the end and does not fit; that is a problem instead. */
export function withShape(answer: Answer, shape: AnswerShape): Answer {
  if (answer.calls.length > 0) return { ...answer, calls: answer.calls.map((call) => withShapedEnd(call, shape)) }
  const text = finalText(answer)
  const read = text === '' ? null : shape.read(text)
  return read && !read.ok ? { ...answer, messages: [], misfit: read.why } : answer
}

/** As the state machine takes it: the final words, or all there are. */
function finalText({ messages }: Answer): string {
  const finals = messages.filter(({ phase }) => phase === 'final_answer')
  return (finals.length > 0 ? finals : messages)
    .map(({ text }) => text)
    .join('\n')
    .trim()
}

/** Some models say the end by an action. */
function withShapedEnd(call: ProposedCall, shape: AnswerShape): ProposedCall {
  if (call.kind !== 'computer') return call
  const actions = call.actions.map((step) => {
    if (!step.ok || step.action.kind !== 'done' || step.action.status !== 'done') return step
    const read = shape.read(step.action.text ?? '')
    return read.ok ? step : { ok: false as const, shown: 'done', problem: misfit(read.why) }
  })
  return { ...call, actions }
}

const misfit = (why: string): Problem => ({ kind: 'model-answer', message: why, retryable: true })

/** The last line of a session that is done says the value as well. */
export function withOutput(line: EventBody, shape: AnswerShape | undefined): EventBody {
  if (!shape || line.type !== 'session.finished' || line.status !== 'done') return line
  const read = shape.read(line.text)
  return read.ok ? { ...line, output: read.value } : line
}
