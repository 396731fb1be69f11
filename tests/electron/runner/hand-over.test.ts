import { expect, it } from 'vitest'
import { NO_STORY, withDeed, withWords } from '../../../electron/agent/story.js'
import { summaryOf } from '../../../electron/models/wire/summary.js'
import type { TurnRequest } from '../../../electron/models/model.js'
import { handOverNote } from '../../../electron/runner/hand-over.js'
import { click } from '../../support/builders.js'

const from = { provider: 'openai', model: 'gpt-6.1-sol', effort: null }
const facts = {
  said: ['Use the blue form.'],
  plan: [{ text: 'Save', status: 'active' as const }],
  files: ['report.md'],
  told: [],
}
const said = (text: string, items: readonly unknown[] = []) => ({
  items,
  reasoning: [],
  messages: [{ text, phase: 'commentary' as const }],
})
const item = { kind: 'action', call: 0, step: 0, id: 'a1', action: click(1, 2), why: '', checks: [] } as const

it('says who was before, what the person said, the plan, the files, and what was said and done', () => {
  const story = withDeed(withWords(NO_STORY, said('The invoice is no. 4711.')), item, { result: 'done' })
  const results = [{ callId: 'c', steps: [{ result: 'done' as const }, { result: 'skipped' as const }], acknowledged: [] }]
  const note = handOverNote({ from, story, results }, facts)
  for (const words of ['gpt-6.1-sol', 'Use the blue form.', 'Save (active)', 'report.md', 'no. 4711', '"kind":"click"'])
    expect(note).toContain(words)
  expect(note).toContain('Of the 2 things it wanted to do last, 1 did not come about.')
})

it('begins with what an earlier model wrote down when its conversation was cut, whole', () => {
  const long = `Finding: ${'x'.repeat(3000)} 4712`
  const request = { task: { text: 'Save', images: [] }, facts } as unknown as TurnRequest
  const cut = said('And on.', [{ any: 'item' }, summaryOf(request, long, [])])
  const story = withWords(withWords(NO_STORY, said('Long ago.')), cut)
  expect(story).toEqual({ notes: long, lines: ['And on.'] })
  expect(handOverNote({ from, story, results: [] }, facts)).toContain(long)
})

it('stays short, however long the session was', () => {
  let story = NO_STORY
  for (let turn = 0; turn < 3000; turn++) story = withWords(story, said(`${turn} ${'word '.repeat(500)}`))
  expect(story.lines).toHaveLength(120)
  expect(story.lines.at(-1)).toMatch(/^2999 word/)
  expect(handOverNote({ from, story, results: [] }, facts).length).toBeLessThan(60_000)
})
