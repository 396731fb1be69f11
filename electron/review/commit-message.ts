/** The message of a commit of a session's work: what is proposed, and the trailers that keep what people asked for. */
import type { PlanItem, SessionEvent } from '../protocol/event.js'
import { visibleText } from '../replay/visible-text.js'

/** What the prompts of a session were. */
export interface Prompts {
  readonly task: string
  readonly session: string
  readonly model: string
  /** what a person said in between, in order */
  readonly corrections: readonly string[]
}

export function promptsOf(events: readonly SessionEvent[]): Prompts {
  const started = events.find((event) => event.type === 'session.started')
  const said = new Map(
    events.flatMap((event) => (event.type === 'steer' && event.state !== 'pending' ? [[event.id, event.text]] : [])),
  )
  return {
    task: started?.task ?? '',
    session: started?.session ?? '',
    model: started ? `${started.provider} ${started.model}` : '',
    corrections: [...said.values()],
  }
}

const SUBJECT = 72
const WIDTH = 72
/** of one prompt, characters */
const LONGEST = 4000
const MOST_PLAN = 20

/** From the task, the result and the plan; `hide` takes secrets out. */
export function proposedMessage(events: readonly SessionEvent[], hide: (text: string) => string): string {
  const { task } = promptsOf(events)
  const end = events.flatMap((event) => (event.type === 'session.finished' ? [event] : [])).at(-1)
  const plan = events.flatMap((event) => (event.type === 'plan' ? [event] : [])).at(-1)?.items ?? []
  const subject = subjectOf(task)
  const result = plain(end?.text ?? '')
  const body = result !== '' && result !== subject ? [paragraphs(result)] : []
  return hide([subject, ...body, ...planLines(plan)].join('\n\n'))
}

/** The first sentence of the task, without what chose its template. */
function subjectOf(task: string): string {
  const line = plain(task).replace(/^\/[\w-]+\s+/, '').split('\n').find((one) => one.trim() !== '') ?? '' // prettier-ignore
  const sentence = /^(.+?)[.!?](?:\s|$)/.exec(line.trim())?.[1] ?? line.trim()
  const subject = sentence.charAt(0).toUpperCase() + sentence.slice(1)
  return [...subject].length <= SUBJECT ? subject || 'Changes of a session' : `${wrap(subject, SUBJECT - 1)[0] ?? ''}…`
}

const plain = (text: string): string => visibleText(text).trim()

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => (/^\s*$/.test(line) ? [''] : wrap(line, WIDTH)))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')

function planLines(plan: readonly PlanItem[]): readonly string[] {
  const done = plan.filter(({ status }) => status === 'done').slice(0, MOST_PLAN)
  if (done.length < 2) return []
  return [done.map(({ text }) => wrap(`- ${plain(text).replace(/\s+/g, ' ')}`, WIDTH).join('\n  ')).join('\n')]
}

/** Each prompt as a git trailer: folded as git folds them, an empty line in it as a lone dot. */
export function trailersOf(prompts: Prompts, hide: (text: string) => string): string {
  const trailer = (name: string, text: string) => (text.trim() === '' ? [] : [`Deskhand-${name}: ${folded(hide(plain(text)))}`])
  return [
    ...trailer('Task', prompts.task),
    ...prompts.corrections.flatMap((text) => trailer('Correction', text)),
    ...trailer('Model', prompts.model),
    ...trailer('Session', prompts.session),
  ].join('\n')
}

function folded(text: string): string {
  const characters = [...text]
  const whole =
    characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST).join('')} … (${characters.length} characters)`
  return whole
    .split('\n')
    .flatMap((line, at) =>
      line.trim() === '' ? ['.'] : wrap(line.trim(), at === 0 ? WIDTH - 'Deskhand-Correction: '.length : WIDTH),
    )
    .join('\n ')
}

/** Words on lines of at most `width` characters; a longer word keeps its line. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = /^\s*/.exec(text)?.[0] ?? ''
  let isEmpty = true
  for (const word of text.trim().split(/ +/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}

const TRAILERS = /^(?:[A-Za-z0-9][\w-]*: .*|\s+\S.*)$/

/** Below what the person wrote; in one block with trailers of their own. */
export function withTrailers(message: string, trailers: string): string {
  const text = message.replace(/\r\n/g, '\n').trimEnd()
  if (trailers === '') return `${text}\n`
  const blocks = text.split(/\n{2,}/)
  const last = blocks.at(-1)?.split('\n') ?? []
  const isBlock = blocks.length > 1 && /^[A-Za-z0-9]/.test(last[0] ?? '') && last.every((line) => TRAILERS.test(line))
  return `${text}${isBlock ? '\n' : '\n\n'}${trailers}\n`
}
