/** One legend for a session: which state the strip, the tray words and the session list show, and the sentence below it. PURE. */
import type { OpenApproval, OpenQuestion, SessionView } from './view-types.js'
import { plainWords } from './event-words.js'
import { count, money, tokens } from './format.js'

export type StripState =
  'working' | 'held' | 'you' | 'paused' | 'needs' | 'expired' | 'stopping' | 'done' | 'failed' | 'stopped' | 'limit' | 'nobody'

export const LEGENDS: Readonly<Record<StripState, string>> = {
  working: 'Working',
  held: 'Waiting for you',
  you: 'You have control',
  paused: 'Paused',
  needs: 'Needs you',
  expired: 'Expired',
  stopping: 'Stopping',
  done: 'Done',
  failed: 'Could not finish',
  stopped: 'Stopped by you',
  limit: 'Limit reached',
  nobody: 'Nobody answered',
}

/** What this window knows before the log does: the press is answered in 0 ms. */
export interface Pressed {
  readonly stop: boolean
  readonly takeOver: boolean
}
export const NOT_PRESSED: Pressed = { stop: false, takeOver: false }

const ENDS = { done: 'done', failed: 'failed', stopped: 'stopped', limit: 'limit', 'needs-person': 'nobody' } as const

function controlState(view: SessionView, pressed: Pressed): StripState {
  const { state, by, isTakeOver } = view.control
  const isYours = by === 'human-input' || isTakeOver || pressed.takeOver
  if (state === 'paused') return view.expired ? 'expired' : isYours ? 'you' : 'paused'
  return state === 'held' ? 'held' : 'working'
}

export function stripState(view: SessionView, pressed: Pressed = NOT_PRESSED): StripState {
  if (view.finished) return view.finished.status === 'needs-person' && view.expired ? 'expired' : ENDS[view.finished.status]
  if (pressed.stop || view.control.state === 'stopped') return 'stopping'
  if (view.approval || view.question) return 'needs'
  return controlState(view, pressed)
}

/** States in which the agent may still act: Stop is there, at its place. */
const LIVE: ReadonlySet<StripState> = new Set(['working', 'held', 'you', 'paused', 'needs', 'expired', 'stopping'])
export const isLive = (state: StripState, view: SessionView): boolean => LIVE.has(state) && view.finished === null

export interface Now {
  readonly title: string
  readonly why: string
}

export const totalsInWords = (view: SessionView): string => {
  const used = view.usage ? `${tokens(view.usage.input + view.usage.output)} tokens · ${money(view.usage.usd)}` : null
  return [count(view.turn, 'step'), used].filter((part) => part !== null).join(' · ')
}

const sentence = (text: string): string => (text === '' || /[.?!…]$/.test(text) ? text : `${text}.`)

function working(view: SessionView): Now {
  const row = view.rows.findLast((one) => one.state === 'live') ?? view.rows.find((one) => one.state === 'waiting')
  if (row) return { title: row.title, why: row.why }
  if (view.problem?.retryable && view.problem.kind !== 'limit') return { title: 'Trying again', why: view.problem.message }
  const active = view.plan.find((item) => item.status === 'active')
  const last = view.rows.at(-1)
  if (!last) return { title: view.turn === 0 ? 'Looking at the screen' : 'Choosing the first step', why: view.task }
  return { title: 'Choosing the next step', why: active ? sentence(active.text) : sentence(`Last: ${lowerFirst(last.title)}`) }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function next(view: SessionView): string {
  const row = view.rows.find((one) => one.state === 'waiting')
  return row ? `Next: ${sentence(lowerFirst(row.title))}` : 'It looks at the screen again when you continue.'
}

function atQuestion(question: OpenQuestion): Now {
  const title = plainWords(question.text)
  return { title, why: question.text.startsWith(title) ? question.text.slice(title.length).trim() : question.text }
}
const atApproval = (approval: OpenApproval): Now => ({ title: approval.what, why: approval.why })
const ended = (view: SessionView, fallback: string): Now => ({ title: view.finished?.text || fallback, why: totalsInWords(view) })

const NOW: Readonly<Record<StripState, (view: SessionView) => Now>> = {
  working,
  held: (view) => ({ ...working(view), why: 'Hands wait while you are in this window.' }),
  you: (view) => ({
    title: sentenceOf(view.did),
    why: `All keys are up. ${view.control.isTakeOver ? 'Deskhand waits until you hand back.' : view.goesOn}`.trim(),
  }),
  paused: (view) => ({
    title: `Paused before step ${view.turn + (view.rows.at(-1)?.turn === view.turn ? 1 : 0)}`,
    why: next(view),
  }),
  needs: (view) => (view.approval ? atApproval(view.approval) : view.question ? atQuestion(view.question) : working(view)),
  expired: (view) => ({
    title: view.expired?.what ?? '',
    why: `Nobody answered, so nothing was done.${view.finished ? '' : ' Deskhand is paused.'}`,
  }),
  stopping: () => ({ title: 'Letting go of mouse and keys', why: 'Closing the model call and saving the session.' }),
  done: (view) => ended(view, 'The task is done'),
  failed: (view) => ({ ...ended(view, 'The task could not be finished') }),
  stopped: (view) => ({ title: `Stopped at step ${view.turn}`, why: totalsInWords(view) }),
  limit: (view) => ended(view, 'A limit was reached'),
  nobody: (view) => ended(view, 'An answer was needed and nobody gave it'),
}

const sentenceOf = (did: readonly string[]): string => did.at(-1) ?? 'Mouse and keys are yours'

export const nowOf = (view: SessionView, state: StripState): Now => NOW[state](view)

/** ms worked on the task until `nowMs`, or in all when it is over. */
export function workedMs(view: SessionView, nowMs: number): number {
  if (view.stretchFromMs === 0) return 0
  const until = view.finished ? view.lastAtMs : Math.max(nowMs, view.stretchFromMs)
  return view.workedMs + until - view.stretchFromMs
}

/** 0..1 of a limit that is set; null without one. */
export const shareOf = (used: number, limit: number): number | null => (limit > 0 ? used / limit : null)
