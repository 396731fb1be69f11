/** A recording made from a log, with other values, and changed by a person. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { editRecording, type Edit } from '../../../electron/recordings/edit-recording.js'
import { recordingFrom } from '../../../electron/recordings/from-session.js'
import { substitution, withValues } from '../../../electron/recordings/parameters.js'
import { recordingSchema, type Recording } from '../../../electron/recordings/recording.js'
import { skillText } from '../../../electron/recordings/skill.js'
import { readSession } from '../../../electron/sessions/read-session.js'

const FIXTURES = join(import.meta.dirname, '../../fixtures/sessions/v1')
const [LONG = ''] = readdirSync(FIXTURES).sort()

async function recorded(): Promise<Recording> {
  const read = await readSession(join(FIXTURES, LONG))
  const made = read.ok ? recordingFrom(read.value.events) : null
  if (!made) throw new Error('nothing recorded')
  return made.recording
}

const values = (given: Readonly<Record<string, string>>) => new Map(Object.entries(given))
const typed = ({ steps }: Recording) =>
  steps.flatMap((step) => step.actions.flatMap((action) => (action.kind === 'type' ? [action.text] : [])))

test('only what was done is a step; questions, waits and what was refused or skipped are none', async () => {
  const recording = await recorded()
  expect(recordingSchema.parse(recording)).toEqual(recording)
  const kinds = recording.steps.flatMap((step) => step.actions.map(({ kind }) => kind))
  expect(kinds).not.toContain('askUser')
  expect(kinds).not.toContain('done')
  expect(typed(recording)).not.toContain('never')
  for (const { before } of recording.steps) expect(before.id).toMatch(/^[0-9a-f]{64}$/)
  expect(recording.parameters[0]).toMatchObject({ name: 'text1', value: 'hello' })
})

test('another value is typed in place of the old one, with the line end that belongs to the step', async () => {
  const filled = withValues(await recorded(), values({ text1: 'good day' }))
  expect(filled.ok && typed(filled.value)).toContain('good day\n')
  const reword = substitution(await recorded(), values({ text1: 'good day' }))
  expect(reword('say hello twice')).toBe('say good day twice')
})

test('what looks like a secret in a value is typed as it stands, in two pieces', async () => {
  const filled = withValues(await recorded(), values({ text1: 'a{{secret:bank}}' }))
  const texts = filled.ok ? typed(filled.value) : []
  expect(texts.join('')).toContain('a{{secret:bank}}')
  for (const text of texts) expect(text).not.toMatch(/\{\{secret:/)
})

test.each([
  ['text1', 'two\nlines', 'holds a line end'],
  ['text1', 'a\rb', 'holds a line end'],
  ['text1', 'a\tb', 'control character U+0009'],
  ['text1', 'a\u001bb', 'control character U+001B'],
  ['colour', 'red', 'has no parameter `colour`; it has text1'],
])('%s cannot be %j', async (name, value, sentence) => {
  const refused = withValues(await recorded(), values({ [name]: value }))
  expect(refused.ok ? '' : refused.problem.message).toContain(sentence)
})

const edited = async (edit: (recording: Recording) => Edit) => {
  const recording = await recorded()
  return editRecording(recording, edit(recording))
}

test('a step is deleted with its parameter, and the one before it no longer claims its effect', async () => {
  const before = await recorded()
  const [first] = before.steps
  const after = await edited(() => ({ kind: 'delete', step: first?.id ?? '' }))
  expect(after.ok && after.value.steps).toHaveLength(before.steps.length - 1)
  expect(after.ok && after.value.parameters.some(({ step }) => step === first?.id)).toBe(false)
})

test('a value gets a name, and a check is put before a step and taken away', async () => {
  const named = await edited(({ parameters: [one] }) => ({
    kind: 'parametrise',
    step: one?.step ?? '',
    action: one?.action ?? 0,
    name: 'greeting',
  }))
  expect(named.ok && named.value.parameters.map(({ name }) => name)).toContain('greeting')
  expect(named.ok && skillText({ ...named.value, name: 'greet' })).toContain('Type the value of `greeting`')
  const id = (recording: Recording) => recording.steps[0]?.id ?? ''
  const checked = await edited((recording) => ({ kind: 'check', step: id(recording), text: 'Ready' }))
  expect(checked.ok && checked.value.steps[0]?.check).toBe('Ready')
  const bare = checked.ok ? editRecording(checked.value, { kind: 'check', step: id(checked.value), text: ' ' }) : checked
  expect(bare.ok && bare.value.steps[0]).not.toHaveProperty('check')
})

test.each<[Edit, string]>([
  [{ kind: 'rename', name: '../elsewhere' }, 'letters, digits'],
  [{ kind: 'delete', step: 'nowhere' }, 'has no step nowhere'],
  [{ kind: 'fix', parameter: 'colour' }, 'has no parameter `colour`'],
])('%j is refused', async (edit, sentence) => {
  const refused = await edited(() => edit)
  expect(refused.ok ? '' : refused.problem.message).toContain(sentence)
})
