/** Search in the text of a session: every word has to be in an item, in any order and any case. */
import type { SessionEvent } from '../protocol/event.js'
import type { ReplayItem } from './replay-item.js'

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

export const hasWords = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word))

/** All that was said and done in it, in small letters. */
export function textOf(item: ReplayItem): string {
  const facts = item.facts.map(([, value]) => value)
  const events = item.events.map(saidIn)
  return [item.title, item.result, ...item.why, ...item.words, ...item.output, ...facts, ...events].join('\n').toLowerCase()
}

/** What only the event itself holds. */
function saidIn(event: SessionEvent): string {
  switch (event.type) {
    case 'approval.answered':
      return `${event.answer} ${event.by}`
    case 'action.finished':
    case 'tool.finished':
      return event.problem?.kind ?? ''
    default:
      return ''
  }
}
