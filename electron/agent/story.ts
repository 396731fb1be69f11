/** The session in short lines, for a model that takes over from one whose conversation it cannot read. */
import { notesIn } from '../protocol/facts.js'
import type { Answer, Item, StepResult } from './plan.js'

export interface Story {
  /** what a model wrote down when its conversation was cut: of all before the lines */
  readonly notes: string
  /** what was said and done since, the newest of it, oldest first */
  readonly lines: readonly string[]
}

export const NO_STORY: Story = { notes: '', lines: [] }

const MOST_LINES = 120
const LONGEST = 400

const short = (text: string): string => {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

const withLines = ({ notes, lines }: Story, more: readonly string[]): Story => ({
  notes,
  lines: [...lines, ...more.map(short)].slice(-MOST_LINES),
})

/** What the model said in its answer. Notes that it wrote take the place of all before. */
export function withWords(story: Story, { items, reasoning, messages }: Pick<Answer, 'items' | 'reasoning' | 'messages'>): Story {
  const notes = notesIn(items)
  const said = [...reasoning, ...messages.map(({ text }) => text)].filter((text) => text.trim() !== '')
  return withLines(notes === null ? story : { notes, lines: [] }, said)
}

/** What was done, and how it ended. */
export function withDeed(story: Story, item: Item, { result, problem, note }: StepResult): Story {
  if (item.kind === 'refused') return story
  const what = item.kind === 'action' ? JSON.stringify(item.action) : `${item.name} ${JSON.stringify(item.input)}`
  const told = [problem?.message, note].filter((text) => text !== undefined && text !== '')
  return withLines(story, [[`${what}: ${result}`, ...told].join('. ')])
}
