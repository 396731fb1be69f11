/**
 * A conversation made shorter by ourselves: what was so far becomes one text, the model's own words with the facts that must
 * not be lost, and the conversation goes on from there. The text is made once and logged, so that it stays the same to the byte.
 */
import { factsInWords, NO_FACTS, NOTES_HEAD, SUMMARY_TYPE, type Facts } from '../../protocol/facts.js'
import type { TurnRequest } from '../model.js'
import { NOTE_HEAD } from './instructions.js'
import { isItem, listOf, textOf, type Item } from './json.js'

/** Stands in the history where the conversation was cut. */
export interface Summary {
  readonly type: typeof SUMMARY_TYPE
  readonly text: string
  /** of the task, as this vendor writes pictures */
  readonly images: readonly Item[]
}

const isSummary = (item: Item): boolean => item['type'] === SUMMARY_TYPE

export interface SinceSummary {
  readonly summary: Summary | null
  /** the items before the newest summary, and those after it */
  readonly before: readonly Item[]
  readonly after: readonly Item[]
}

export function sinceSummary(history: readonly unknown[]): SinceSummary {
  const items = history.filter(isItem)
  const at = items.findLastIndex(isSummary)
  const item = items[at]
  if (!item) return { summary: null, before: [], after: items }
  const summary: Summary = { type: SUMMARY_TYPE, text: textOf(item, 'text'), images: listOf(item, 'images') }
  return { summary, before: items.slice(0, at), after: items.slice(at + 1) }
}

/** What the model is asked to write before the conversation is cut. */
export const ASK_FOR_SUMMARY = `${NOTE_HEAD} The conversation is about to be shortened: all but your answer to this will be gone for you, except the task, what the person said, the plan and the names of the files you changed, which are kept. Write down, in plain text and without any call: what is done and what remains; every finding that may still be needed, exactly (values, names, addresses, places on the screen, paths); what did not work and why; what you were about to do.`

/** How the facts begin, by which they are known again. */
export const FACTS_HEAD = `${NOTE_HEAD} The conversation was shortened. What must not be lost:`

/** The facts alone: for a server that shortens by itself. */
export const factsText = (facts: Facts, task: string): string =>
  [FACTS_HEAD, `The task, as the person gave it:\n${task}`, ...factsInWords(facts)].join('\n\n')

/** `words`: what the model wrote down. */
export function summaryOf({ task, facts = NO_FACTS }: TurnRequest, words: string, images: readonly Item[]): Summary {
  const text = `${factsText(facts, task.text)}\n\n${NOTES_HEAD}\n${words}`
  return { type: SUMMARY_TYPE, text, images }
}

const MOST_WORDS = 12_000

/** In place of the model's own words, when it cannot be asked for them: what it said on the way, the newest of it. */
export function digestOf(said: readonly string[]): string {
  const lines: string[] = []
  let length = 0
  for (const line of said.toReversed()) {
    length += line.length
    if (length > MOST_WORDS) break
    lines.unshift(line.trim())
  }
  return lines.join('\n') || 'Nothing was written down.'
}
