/**
 * The shape of a language's words. A label is what is written on a button, a menu item, a link: a few words. A pattern is made of
 * whole words; `*` at its end stands for up to four words more, at its beginning for up to three before, `#` for an amount.
 * In languages without blanks `*` stands for a few characters. A letter with a mark also fits what a reader of another language
 * makes of it ("loschen").
 */
import type { RiskKind } from '../../protocol/risk.js'

export type WordRisk = Extract<RiskKind, 'sends' | 'pays' | 'deletes' | 'installs' | 'changes-settings' | 'ends-session'>

export interface WordTable {
  readonly language: string
  readonly hasBlanks: boolean
  /** labels that do it at once */
  readonly labels: Readonly<Partial<Record<WordRisk, readonly string[]>>>
  /** labels that begin or end like those and do nothing of the kind */
  readonly harmless: readonly string[]
  /** labels that agree to what the dialog says: what they do stands in its text */
  readonly agreeing: readonly string[]
  /** what a dialog's text then says: words, found anywhere in it */
  readonly asked: Readonly<Partial<Record<WordRisk, readonly string[]>>>
  /** where things are dropped to be deleted */
  readonly bins: readonly string[]
}

/** Patterns between commas. */
export const of = (text: string): readonly string[] =>
  text
    .split(',')
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== '')
