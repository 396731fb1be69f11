/** The trace a person reads: what is done, why, how it ended, what it cost. One or a few lines an event, no redrawing. */
import { pauseAfter } from '../hotkeys/index.js'
import type { SessionEvent, Usage } from '../protocol/event.js'
import { modelInWords } from '../protocol/model-use.js'
import { yieldSchema, type YieldSettings } from '../protocol/settings.js'
import { describeAction, wantsEffect } from '../replay/describe-action.js'
import { visibleLine, visibleText } from '../replay/visible-text.js'
import type { Colours } from './colours.js'

export interface TracePrinter {
  take(event: SessionEvent): void
}

type Lines = (event: never, printer: TextPrinter) => readonly string[]
type Finished = EventOf<'action.finished' | 'tool.finished'>
type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>

const WHY_LENGTH = 400

export function createTextPrinter(
  out: (text: string) => void,
  colours: Colours,
  yielding: YieldSettings = yieldSchema.parse({}),
): TracePrinter {
  return new TextPrinter(out, colours, yielding)
}

class TextPrinter implements TracePrinter {
  /** what was proposed and has not finished */
  readonly open = new Map<string, { readonly words: string; readonly wantsEffect: boolean }>()
  /** the plan's texts when it was last printed whole */
  plan = ''
  step = 0

  constructor(
    private readonly out: (text: string) => void,
    readonly colours: Colours,
    readonly yielding: YieldSettings,
  ) {}

  take(event: SessionEvent): void {
    const describe = LINES[event.type] as Lines | undefined
    const lines = describe?.(event as never, this) ?? []
    if (lines.length > 0) this.out(`${lines.join('\n')}\n`)
  }

  finish({ id, result, ms, problem }: Finished, effect: string): readonly string[] {
    const { words, wantsEffect } = this.open.get(id) ?? { words: id, wantsEffect: false }
    this.open.delete(id)
    const ending = paintResult(result, wantsEffect ? effect : 'unknown', ms, this.colours)
    this.step += 1
    const line = `${String(this.step).padStart(4)}  ${words}  ${ending}`
    return problem === undefined ? [line] : [line, this.colours.bad(`      ${visibleLine(problem.message, WHY_LENGTH)}`)]
  }
}

const quiet = (): readonly string[] => []

/** Events without a line here are for machines only. */
const LINES: { readonly [T in SessionEvent['type']]: (event: EventOf<T>, printer: TextPrinter) => readonly string[] } = {
  'session.started': ({ session, provider, model, task }, { colours }) => [
    `${colours.bold(visibleText(task).trimEnd())}`,
    colours.dim(`Session ${session} · ${visibleLine(provider === model ? model : `${provider} ${model}`)}`),
  ],
  'session.resumed': ({ why }, { colours }) => [colours.dim(`Goes on: ${visibleLine(why)}`)],
  'model.changed': (event, { colours }) => [
    colours.hand(
      `  –   From here on ${visibleLine(modelInWords(event))} answers${event.conversation === 'kept' ? '' : '; it is told in words what was so far'}.`,
    ),
  ],
  'turn.started': quiet,
  frame: quiet,
  reasoning: ({ text }, { colours }) => [colours.dim(`      ${visibleLine(text, WHY_LENGTH)}`)],
  message: ({ text, phase }) => (phase === 'final_answer' ? [] : [`      ${visibleLine(text, WHY_LENGTH)}`]),
  plan: planLines,
  'action.proposed': ({ id, action }, { open }) => {
    open.set(id, { words: describeAction(action), wantsEffect: wantsEffect(action) })
    return []
  },
  'action.started': quiet,
  'action.finished': (event, printer) => printer.finish(event, event.effect),
  'tool.proposed': ({ id, name }, { open }) => {
    open.set(id, { words: `Use ${visibleLine(name, 60)}`, wantsEffect: false })
    return []
  },
  'tool.started': quiet,
  'tool.output': ({ text }) => [visibleText(text).trimEnd()],
  'tool.finished': (event, printer) => printer.finish(event, 'unknown'),
  'approval.asked': ({ what, where, why, risk }, { colours }) => [
    colours.warn(`  ?   ${visibleLine(what)} — ${visibleLine(where)} (${risk} risk)`),
    colours.warn(`      ${visibleLine(why, WHY_LENGTH)}`),
  ],
  'approval.answered': ({ answer, by }, { colours }) => [colours.dim(`      ${ANSWERS[answer]} (by ${by})`)],
  'question.asked': ({ text, choices }, { colours }) => [
    colours.warn(`  ?   ${visibleLine(text, WHY_LENGTH)}`),
    ...(choices ?? []).map((choice, index) => `      ${index + 1}  ${visibleLine(choice)}`),
  ],
  'question.answered': ({ value }, { colours }) => [colours.dim(`      Answered: ${visibleLine(String(value))}`)],
  steer: ({ text, state }, { colours }) => [
    state === 'pending' ? `  >   ${visibleLine(text, WHY_LENGTH)}` : colours.dim(`      Your message is ${state}.`),
  ],
  control: (event, { colours, yielding }) => [colours.hand(`  –   ${controlWords(event, yielding)}`)],
  human: ({ did }, { colours }) => did.map((what) => colours.dim(`      You: ${visibleLine(what)}`)),
  usage: ({ total }, { colours }) => (isFree(total) ? [] : [colours.dim(`      ${costWords(total)}`)]),
  problem: ({ message, waitMs }, { colours }) => [
    colours.warn(
      `  !   ${visibleLine(message, WHY_LENGTH)}${waitMs === undefined ? '' : ` Trying again in ${seconds(waitMs)}.`}`,
    ),
  ],
  'model.items': quiet,
  'session.finished': ({ status, text, totals }, { colours }) => [
    '',
    ...(text === '' || text === `${END_WORDS[status]}.` ? [] : [visibleText(text).trimEnd()]),
    (status === 'done' ? colours.good(END_WORDS.done) : colours.bad(END_WORDS[status])) +
      colours.dim(
        ` · ${countOf(totals.turns, 'turn')}, ${countOf(totals.actions, 'action')}, ${seconds(totals.ms)}${isFree(totals.usage) ? '' : ` · ${costWords(totals.usage)}`}`,
      ),
  ],
}

/** Whole when it is new; later only what is worked on now. */
function planLines({ items }: EventOf<'plan'>, printer: TextPrinter): readonly string[] {
  const texts = JSON.stringify(items.map((item) => item.text))
  const shown = texts === printer.plan ? items.filter((item) => item.status === 'active') : items
  printer.plan = texts
  return shown.map((item) => printer.colours.dim(`      ${PLAN_MARKS[item.status]} ${visibleLine(item.text)}`))
}

const PLAN_MARKS = { pending: '·', active: '>', done: 'x', dropped: '-' } as const
const ANSWERS = {
  allow: 'Allowed',
  'allow-session': 'Allowed for this session',
  deny: 'Denied',
  expired: 'Expired, not denied',
  withdrawn: 'Withdrawn',
} as const
function controlWords(event: EventOf<'control'>, { mode, idleSeconds }: YieldSettings): string {
  const pause = pauseAfter(event)
  if (pause === 'yours') return `You have control until you hand back (by ${event.by})`
  if (pause !== 'yielded') return `${CONTROL_WORDS[event.state]} (by ${event.by})`
  const seconds = `${idleSeconds} s after your last input`
  const ends = { idle: seconds, off: seconds, hotkey: 'when you hand back by hotkey', never: 'when you tell it to' }
  return `You have control. Deskhand goes on ${ends[mode]}.`
}

const CONTROL_WORDS = { running: 'Going on', paused: 'Paused', held: 'Waiting for your hand', stopped: 'Stopped' } as const
export const END_WORDS = {
  done: 'Done',
  failed: 'Could not finish',
  stopped: 'Stopped',
  'needs-person': 'Needs you',
  limit: 'Limit reached',
} as const

function paintResult(result: EventOf<'action.finished'>['result'], effect: string, ms: number, colours: Colours): string {
  const time = colours.dim(seconds(ms))
  if (result === 'failed') return `${colours.bad('failed')}  ${time}`
  if (result !== 'done') return `${colours.warn(result)}  ${time}`
  return `${effect === 'unchanged' ? colours.warn('no effect') : colours.dim('done')}  ${time}`
}

/** A model that used nothing costs nothing: no word about it. */
function isFree(usage: Usage): boolean {
  return usage.input + usage.output === 0
}

export function costWords(usage: Usage): string {
  const cached = usage.input > 0 && usage.cached > 0 ? ` (${Math.round((usage.cached / usage.input) * 100)} % cached)` : ''
  const tokens = `${(usage.input + usage.output).toLocaleString('en')} tokens${cached}`
  return usage.usd === null ? tokens : `${tokens}, $${usage.usd.toFixed(4)}`
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`
}
