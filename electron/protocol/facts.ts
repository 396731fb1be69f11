/** What must outlast every shortening of a conversation: kept by the agent, told to the model again where it was lost. */
import type { PlanItem } from './event.js'

export interface Facts {
  /** all that the person said after the task, verbatim, oldest first */
  readonly said: readonly string[]
  readonly plan: readonly PlanItem[]
  /** files the model wrote, in the order it first touched them */
  readonly files: readonly string[]
  /** what Deskhand told it that still holds */
  readonly told: readonly string[]
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}\n${lines.map((line) => `- ${line}`).join('\n')}`]

/** The facts in words, a paragraph each. */
export const factsInWords = ({ said, plan, files, told }: Facts): readonly string[] => [
  ...section('What the person said after it, oldest first, verbatim:', said),
  ...section(
    'The plan:',
    plan.map(({ text, status }) => `${text} (${status})`),
  ),
  ...section('Files changed so far:', files),
  ...told,
]

export const NO_FACTS: Facts = { said: [], plan: [], files: [], told: [] }

/** An item that stands in a model's history where the conversation was cut by ourselves; its text ends with the model's own notes. */
export const SUMMARY_TYPE = 'deskhand.summary'
export const NOTES_HEAD = 'Your own notes on what was so far:'

/** The newest notes among a model's items; null: there are none. */
export function notesIn(items: readonly unknown[]): string | null {
  const texts = items.flatMap((item) => {
    const { type, text } = (typeof item === 'object' && item !== null ? item : {}) as { type?: unknown; text?: unknown }
    return type === SUMMARY_TYPE && typeof text === 'string' ? [text] : []
  })
  const newest = texts.at(-1)
  const at = newest?.indexOf(NOTES_HEAD) ?? -1
  return newest === undefined || at === -1 ? null : newest.slice(at + NOTES_HEAD.length).trim()
}
