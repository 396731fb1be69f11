/** One model call: the request put together, the answer checked at the door, and where its points land. */
import { isInPicture, toOsPoint, type PictureSpace } from '../../native-bridge/index.js'
import { pointOf } from '../actions/plan-strokes.js'
import type { Effect } from '../agent/effects.js'
import { itemsIn } from '../agent/history.js'
import { historyFor } from '../agent/transcript.js'
import type { Answer, Landing } from '../agent/plan.js'
import type { TurnAnswer } from '../models/model.js'
import { proposedCallSchema, type ProposedCall } from '../protocol/call.js'
import type { Facts } from '../protocol/facts.js'
import type { Problem } from '../protocol/problem.js'
import { withShape } from './answer-shape.js'
import { handOverNote } from './hand-over.js'
import { spaceOf, type Perform, type Workbench } from './workbench.js'

type ThinkEffect = Extract<Effect, { kind: 'think' }>

export const performThink: Perform<ThinkEffect> = async (bench, effect, signal, state) => {
  const { log } = bench.ports
  const { look, model } = bench
  if (!look) throw new Error('asked to think before anything was seen')
  const { ticket, turn, results, handOver, steers, notes } = effect
  const facts = factsOf(bench, state.facts)
  const taken = handOver === null ? [] : [handOverNote(handOver, state.facts)]
  const request = {
    turn,
    session: log.session,
    task: bench.redact(state.task),
    history: itemsIn(historyFor(state)),
    results: bench.redact(results),
    steers,
    notes: bench.redact([...taken, ...offer(bench), ...notes]),
    facts: bench.redact(facts),
    look,
    pictureDetail: model.picture.detail,
    tools: bench.options.tools?.tools ?? [],
  }
  const thought = await model.think(request, signal)
  if (signal.aborted) return null
  if (!thought.ok) return { kind: 'failed', ticket, problem: thought.problem }
  bench.offeredSecrets = true
  const read = readAnswer(bench, thought.value)
  if ('kind' in read) return { kind: 'failed', ticket, problem: read }
  const shape = bench.options.answer
  const answer = shape ? withShape(read, shape) : read
  return {
    kind: 'thought',
    ticket,
    answer,
    lands: landingsOf(answer.calls, spaceOf(bench)),
    atNoProgress: bench.options.atLimit,
  }
}

const factsOf = (bench: Workbench, facts: Facts): Facts => {
  const told = wordsOf(bench)
  return told.length === 0 ? facts : { ...facts, told: [...told] }
}

/** Which secrets and skills there are, and what the project says of itself. */
const wordsOf = ({ options, secrets }: Workbench): readonly string[] => [
  ...[options.answer?.told ?? null, secrets.offer(), options.skills ?? null].filter((words) => words !== null),
  ...(options.tools?.notes ?? []),
]

/** Once in each life of the session; the conversation keeps it. */
const offer = (bench: Workbench): readonly string[] => (bench.offeredSecrets ? [] : wordsOf(bench))

/** An adapter that hands over what is no call has a bug; nothing of it is done. */
function readAnswer(bench: Workbench, from: TurnAnswer): Answer | Problem {
  const calls: ProposedCall[] = []
  bench.secrets.learn(from.calls)
  for (const call of from.calls) {
    const read = proposedCallSchema.safeParse(bench.redact(call))
    if (!read.success) return { kind: 'model-answer', message: 'The model’s answer could not be read.', retryable: false }
    calls.push(read.data)
  }
  return {
    items: bench.redact(from.items),
    calls,
    reasoning: bench.redact(from.reasoning),
    messages: bench.redact(from.messages),
    plan: bench.redact(from.plan) ?? null,
    problems: bench.redact([...from.problems, ...noPrice(bench, from)]),
    usage: from.usage,
  }
}

/** Said once: a money limit cannot hold for a model whose price is not known. */
function noPrice(bench: Workbench, { usage }: TurnAnswer): readonly Problem[] {
  if (bench.saidNoPrice || !usage || usage.usd !== null || bench.options.limits.costUsd === 0) return []
  bench.saidNoPrice = true
  const message = `The price of ${bench.model.id} is not known: its cost is not counted and the money limit does not hold.`
  return [{ kind: 'configuration', message, retryable: false }]
}

function landingsOf(calls: readonly ProposedCall[], space: PictureSpace): readonly (Landing | null)[] {
  return calls.flatMap((call) =>
    call.kind === 'tool'
      ? []
      : call.actions.flatMap((step) => {
          if (!step.ok) return []
          const point = pointOf(step.action)
          if (!point || !isInPicture(space, point)) return [null]
          return [{ display: space.display.id, ...toOsPoint(space, point) }]
        }),
  )
}
