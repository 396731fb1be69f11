/** A completed answer: said in the log, counted, and turned into things to do, an end, or another request. */
import type { EventBody } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import { openAsk } from './asking.js'
import { breakOff, finish, skipAll } from './ending.js'
import type { AgentEvent, LimitHit } from './events.js'
import { withAnswer } from './facts.js'
import { inTurn, say, stay, type Step } from './flow.js'
import { addUsage } from './limits.js'
import { itemsOf, openCallsOf, type Answer, type Item, type Landing } from './plan.js'
import { noticeProgress, type Noticed } from './progress.js'
import { runQueue } from './queue.js'
import { NO_RETRY, type AgentState } from './state.js'
import { endAtLimit, look } from './turns.js'
import { withWords } from './story.js'
import { extended } from './history.js'
import { historyFor, withNote } from './transcript.js'

type Thought = Extract<AgentEvent, { kind: 'thought' }>

export function onThought(state: AgentState, { answer, lands, atNoProgress }: Thought): Step {
  const turn = state.turn + 1
  const items = itemsOf(answer.calls, turn)
  const noticed = noticeProgress(state.progress, answer.calls, seenBy(state), hasFailed(state))
  const wasAsked = isAsked(state)
  return inTurn(
    state,
    (now) => heard(now, answer),
    applySteers,
    (now) => say(now, ...proposals(items, lands, turn)),
    (now) => (answer.calls.length === 0 ? withoutCalls(now, answer, wasAsked) : withCalls(now, items, noticed, atNoProgress)),
  )
}

/** Of what the last answer wanted, nothing could be done. What a person denied is no failure. */
const hasFailed = ({ calls }: AgentState): boolean => {
  const results = calls.flatMap(({ steps }) => steps.map((step) => step?.result ?? 'skipped'))
  return results.includes('failed') && results.every((result) => result === 'failed' || result === 'skipped')
}

const seenBy = ({ lastFrame, calls }: AgentState): string =>
  [lastFrame, ...calls.flatMap((call) => (call.kind === 'tool' ? [call.output ?? ''] : []))].join('\n')

/** What was said, in the log and in the state: from here on the model knows all that was asked with it. */
function heard(state: AgentState, answer: Answer): Step {
  const turn = state.turn + 1
  const usage = answer.usage ? addUsage(state.usage, answer.usage) : state.usage
  const next: AgentState = {
    ...state,
    story: withWords(state.story, answer),
    turn,
    isTurnOpen: false,
    author: state.model,
    handOver: null,
    history: extended(historyFor(state), answer.items),
    facts: withAnswer(state.facts, answer),
    calls: openCallsOf(answer.calls),
    notes: [],
    retry: NO_RETRY,
    usage,
    lastUsage: answer.usage,
  }
  const lines: EventBody[] = [{ type: 'model.items', turn, items: [...answer.items], calls: [...answer.calls] }]
  if (answer.usage) lines.push({ type: 'usage', turn, forTurn: answer.usage, total: usage })
  for (const text of answer.reasoning) lines.push({ type: 'reasoning', text })
  for (const message of answer.messages) lines.push({ type: 'message', ...message })
  if (answer.plan) lines.push({ type: 'plan', items: [...answer.plan] })
  for (const problem of answer.problems) lines.push({ type: 'problem', ...problem })
  return say(next, ...lines)
}

/** Steers that were in the request are taken up by its answer; those said since stay pending. */
function applySteers(state: AgentState): Step {
  const applied = state.steers.filter((steer) => steer.state === 'delivered')
  const steers = state.steers.filter((steer) => steer.state === 'pending')
  return say({ ...state, steers }, ...applied.map((steer): EventBody => ({ type: 'steer', ...steer, state: 'applied' })))
}

function proposals(items: readonly Item[], lands: readonly (Landing | null)[], turn: number): readonly EventBody[] {
  let index = 0
  return items.flatMap((item): EventBody[] => {
    if (item.kind === 'refused') return []
    if (item.kind === 'tool') return [{ type: 'tool.proposed', id: item.id, turn, name: item.name, input: item.input }]
    const landing = lands[index++] ?? null
    return [{ type: 'action.proposed', id: item.id, turn, action: item.action, ...(landing ? { lands: landing } : {}) }]
  })
}

function withCalls(state: AgentState, items: readonly Item[], noticed: Noticed, then: LimitHit['then']): Step {
  const next = { ...state, progress: noticed.progress, emptyAnswers: 0 }
  switch (noticed.verdict) {
    case 'moving':
      return runQueue(next, items)
    case 'tell':
      return inTurn(
        withNote(next, STUCK.message),
        (now) => say(now, { type: 'problem', ...STUCK }),
        (now) => runQueue(now, items),
      )
    case 'end':
      return inTurn(
        next,
        (now) => skipAll(now, items),
        (now) => (then === 'ask' ? openAsk(now, [], { kind: 'limit', problem: NOTHING_MOVES }) : endAtLimit(now, NOTHING_MOVES)),
      )
  }
}

/** A text without a call is the end, unless the person has said something that was not heard yet. */
function withoutCalls(state: AgentState, answer: Answer, wasAsked: boolean): Step {
  if (state.steers.length > 0) return look({ ...state, emptyAnswers: 0 })
  const finals = answer.messages.filter((message) => message.phase === 'final_answer')
  const text = (finals.length > 0 ? finals : answer.messages)
    .map((message) => message.text)
    .join('\n')
    .trim()
  if (text === '') return askAgain(state, answer.misfit ?? null)
  return wasAsked ? look(withNote({ ...state, emptyAnswers: 0 }, ANSWERED)) : finish(state, { status: 'done', text })
}

/**
 * Did the person ask something that this answer is the first to? A text without a call is then an answer to them and not
 * the end. A question that goes on with a finished session is all there is to do, so its answer is.
 */
function isAsked({ steers, turn, base }: AgentState): boolean {
  const isFollowUp = base.turns > 0 && turn === base.turns
  return !isFollowUp && steers.some(({ state, text }) => state === 'delivered' && QUESTION.test(text))
}

const QUESTION = /[?？؟]\s*$/u
const ANSWERED =
  'The person has read your answer. Go on with the task where you were; if nothing of it is left, say in words that it is done.'

/** CONTRACT 6: an answer with neither call nor text is asked again, at most three times. */
const MAX_EMPTY = 3

function askAgain(state: AgentState, misfit: string | null): Step {
  const attempt = state.emptyAnswers + 1
  const problem: Problem = { kind: 'model-answer', message: misfit ?? EMPTY, retryable: attempt <= MAX_EMPTY, attempt }
  if (!problem.retryable) return breakOff(state, { ...problem, message: misfit ?? NOTHING_COMES })
  return inTurn(
    withNote({ ...state, emptyAnswers: attempt }, misfit === null ? EMPTY_NOTE : `${misfit} Answer again.`),
    (now) => say(now, { type: 'problem', ...problem }),
    stay,
    (now) => look(now),
  )
}

const EMPTY = 'The model answered with neither an action nor a text; it is asked again.'
const NOTHING_COMES = 'The model answered with neither an action nor a text, again and again.'
const EMPTY_NOTE = 'Your last answer held neither a call nor a text. Call a tool to go on, or say in words that you are done.'
const STUCK: Problem = {
  kind: 'no-progress',
  message: 'The same was done again and again and the screen shows nothing new. Try another way, or say what stands in it.',
  retryable: true,
}
const NOTHING_MOVES: Problem = {
  kind: 'no-progress',
  message: 'The model did the same again and again, and the screen showed nothing new.',
  retryable: false,
}
