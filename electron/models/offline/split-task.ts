/** Cuts a task into sentences of one step each: at line ends, full stops, semicolons, "then", and "and" before a verb. */
import { maskQuotes } from './quotes.js'

export interface Sentence {
  /** quoted texts are holes */
  readonly text: string
  readonly line: number
}

export interface SplitTask {
  readonly sentences: readonly Sentence[]
  readonly quoted: readonly string[]
  /** line of a quote that is never closed, and what stands after it */
  readonly openQuote: { readonly line: number; readonly text: string } | null
}

/** Words that begin a step. Some are names of keys too ("press Down, Enter"), so they need what follows a verb. */
const VERBS =
  'open|launch|start|(?:double|triple|right|middle|left|ctrl|control|shift|alt)[ +-]?click|click|tap|select|choose|pick|tick|untick|check|uncheck|hover|move the|type|write|enter(?=\\s+\\u27E6)|input(?=\\s+\\u27E6)|fill|set|replace|press|hit|push|scroll|drag|wait|verify|confirm|make sure|ensure|read|tell me|stop|finish|switch to|go to|activate|focus|toggle'

const FILLER =
  /^(?:(?:please|now|and|also|next|finally|afterwards?|after that|lastly|ok|okay|so|just|kindly|first|firstly|second|secondly|then|(?:can|could|would|will) you(?: please)?|i(?:'d| would) like you to|i (?:want|need) you to|you (?:should|must|need to))(?:\s*,)?(?:\s+|$))+/i
const TRAILER = /(?:[\s,]+(?:please|now|for me|thanks?|thank you))+$/i
const LIST_MARK = /^\s*(?:(?:step\s+)?\d{1,3}\s*[.):]|[-*•–])\s+/i

/** Without list marks, politeness and what ends a sentence. "first" stays where it is an ordinal. */
export const trimSentence = (text: string): string => {
  let trimmed = text.trim().replace(LIST_MARK, '').trim()
  const filler = FILLER.exec(trimmed)?.[0]
  if (filler) trimmed = trimmed.slice(filler.length)
  return trimmed
    .replace(/[\s.,;:!?]+$/, '')
    .replace(TRAILER, '')
    .trim()
}

const SEPARATOR = new RegExp(
  [
    ';',
    // a full stop ends a sentence where a blank or the end follows, not in "1.5"
    '[.!?](?=\\s|$)',
    ',?\\s+(?:and\\s+)?then\\b,?',
    ',?\\s+(?:and\\s+)?(?:after that|afterwards|finally),?',
    `,?\\s+and\\s+(?=(?:please\\s+|now\\s+|also\\s+)?(?:${VERBS})\\b)`,
    `,\\s+(?=(?:please\\s+|now\\s+)?(?:${VERBS})\\b)`,
  ].join('|'),
  'i',
)

const splitLine = (text: string): readonly string[] => text.replace(LIST_MARK, '').split(new RegExp(SEPARATOR, 'gi'))

export const splitTask = (task: string): SplitTask => {
  const masked = maskQuotes(task.replace(/\r\n?/g, '\n'))
  if (masked.openAt !== null) {
    const before = task.slice(0, masked.openAt)
    const line = before.split('\n').length
    return { sentences: [], quoted: masked.quoted, openQuote: { line, text: task.split(/\r\n?|\n/)[line - 1]!.trim() } }
  }
  const sentences: Sentence[] = []
  let line = 1
  for (const raw of masked.text.split('\n')) {
    for (const part of splitLine(raw)) {
      const text = trimSentence(part)
      if (text !== '') sentences.push({ text, line })
    }
    line += 1 + newlinesWithin(raw, masked.quoted)
  }
  return { sentences, quoted: masked.quoted, openQuote: null }
}

/** A quoted text may run over several lines of the task. */
const newlinesWithin = (text: string, quoted: readonly string[]): number =>
  [...text.matchAll(/\u27E6(\d+)\u27E7/g)].reduce((sum, hole) => sum + quoted[Number(hole[1])]!.split('\n').length - 1, 0)
