/** What happened between steps, in words: the answer to a question or the state of a message replaces its item's result. */
import type { SessionEvent } from '../protocol/event.js'
import { modelInWords } from '../protocol/model-use.js'
import { visibleLine } from './visible-text.js'
import type { ItemKind, ItemTone } from '../protocol/replay.js'

export interface Note {
  readonly kind: ItemKind
  readonly icon: string
  readonly tone: ItemTone
  readonly title: string
  readonly words: readonly string[]
}

type Noters = { readonly [T in SessionEvent['type']]?: (event: Extract<SessionEvent, { type: T }>) => Note }

const TITLE = 120

const note = (kind: ItemKind, icon: string, tone: ItemTone, title: string, ...words: string[]): Note => ({
  kind,
  icon,
  tone,
  title,
  words,
})

const NOTERS: Noters = {
  'session.started': ({ task }) => note('start', 'flag', 'plain', 'The task', task),
  'session.resumed': ({ why }) => note('start', 'flag', 'plain', 'It goes on', why),
  'model.changed': ({ turn, conversation, ...use }) =>
    note(
      'control',
      'hand',
      'you',
      `From step ${turn} on ${visibleLine(modelInWords(use), TITLE)} answers`,
      conversation === 'kept' ? 'It reads the conversation as it stands.' : 'It is told in words what was so far.',
    ),
  message: ({ text, phase, verdict }) =>
    verdict
      ? note(
          'message',
          VERDICTS[verdict.verdict].icon,
          VERDICTS[verdict.verdict].tone,
          visibleLine(text, TITLE),
          text,
          verdict.how,
        )
      : note('message', 'message', 'plain', phase === 'final_answer' ? 'The answer' : visibleLine(text, TITLE), text),
  plan: ({ items }) =>
    note('plan', 'list', 'plain', 'The plan', items.map(({ text, status }) => `${status}: ${text}`).join('\n')),
  'approval.asked': ({ what, where, why, risk, rule }) =>
    note('approval', 'shield', 'asked', `May it: ${visibleLine(what, TITLE)}?`, `${where} (${risk} risk, rule ${rule})`, why),
  'approval.answered': ({ answer, by }) => note('approval', 'shield', 'asked', `${ANSWERS[answer]}, by ${by}`),
  'question.asked': ({ text, choices }) =>
    note('question', 'bell', 'asked', `Asked: ${visibleLine(text, TITLE)}`, text, ...(choices ?? [])),
  'question.answered': ({ value }) => note('question', 'bell', 'asked', `You: ${visibleLine(String(value), TITLE)}`),
  steer: ({ text, state }) =>
    state === 'pending'
      ? note('steer', 'message', 'you', `You: “${visibleLine(text, TITLE)}”`, text)
      : note('steer', 'message', 'you', STEERS[state]),
  control: ({ state, by }) => note('control', 'hand', state === 'stopped' ? 'bad' : 'you', `${CONTROLS[state]}, by ${by}`),
  human: ({ did }) => note('human', 'mouse', 'you', 'You had control', ...did),
  problem: ({ kind, message }) => note('problem', 'alert', 'bad', visibleLine(message, TITLE), message, `Kind: ${kind}`),
  'session.finished': ({ status, text }) => note('end', 'flag', status === 'done' ? 'good' : 'bad', STATUS_WORDS[status], text),
}

const VERDICTS = {
  same: { icon: 'done', tone: 'plain' },
  adapted: { icon: 'noeffect', tone: 'warn' },
  repaired: { icon: 'noeffect', tone: 'warn' },
  failed: { icon: 'failed', tone: 'bad' },
} as const
const ANSWERS = {
  allow: 'Allowed',
  'allow-session': 'Allowed for this session',
  deny: 'Denied',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
} as const
const STEERS = { delivered: 'Delivered', applied: 'Applied' } as const
const CONTROLS = { running: 'Going on', paused: 'Paused', held: 'Hands held', stopped: 'Stopped' } as const
export const STATUS_WORDS = {
  done: 'Done',
  failed: 'Could not finish',
  stopped: 'Stopped',
  'needs-person': 'Needs you',
  limit: 'Limit reached',
  running: 'Running',
  'broken-off': 'Broken off',
} as const

/** Null: the event belongs to a step and is no item of its own. */
export function noteOf(event: SessionEvent): Note | null {
  const describe = NOTERS[event.type] as ((event: SessionEvent) => Note) | undefined
  return describe?.(event) ?? null
}
