/** A recording changed by a person: every kind of change, good and bad. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { editAll, editRecording, type Edit } from '../../../electron/recordings/edit-recording.js'
import { recordingFrom } from '../../../electron/recordings/from-session.js'
import { substitution, withValues } from '../../../electron/recordings/parameters.js'
import { recordingSchema, type Recording } from '../../../electron/recordings/recording.js'
import { shownRecording } from '../../../electron/recordings/shown-recording.js'
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

/** The recording after the change; its sentence where it is refused. */
function after(recording: Recording, ...edits: readonly Edit[]): Recording {
  const edited = editAll(recording, edits)
  if (!edited.ok) throw new Error(edited.problem.message)
  expect(recordingSchema.parse(edited.value)).toEqual(edited.value)
  return edited.value
}

const firstTyped = ({ parameters: [one] }: Recording) => {
  if (!one) throw new Error('nothing is typed')
  return { step: one.step, action: one.action }
}

test('a step and the whole get other words, and the original stays as it is', async () => {
  const recording = await recorded()
  const [first] = recording.steps
  const before = structuredClone(recording)
  const changed = after(
    recording,
    { kind: 'describe', step: first?.id ?? '', intent: ' Open the form. ' },
    { kind: 'purpose', text: ' Fills the form. ' },
  )
  expect(changed.steps[0]?.intent).toBe('Open the form.')
  expect(changed.task).toBe('Fills the form.')
  expect(skillText({ ...changed, name: 'form' })).toContain('Fills the form.')
  expect(recording).toEqual(before)
})

test('a parameter types its default when no value is given, and a given one wins', async () => {
  const recording = await recorded()
  const changed = after(recording, { kind: 'parametrise', ...firstTyped(recording), name: 'greeting', value: 'good day' })
  const typed = (values: ReadonlyMap<string, string>) => {
    const filled = withValues(changed, values)
    return filled.ok ? JSON.stringify(filled.value.steps) : filled.problem.message
  }
  expect(typed(new Map())).toContain('good day')
  expect(typed(new Map([['greeting', 'hi there']]))).toContain('hi there')
  expect(substitution(changed, new Map())('they say hello')).toBe('they say good day')
  expect(shownRecording(changed).parameters).toContainEqual({ name: 'greeting', value: 'good day', mayBreak: false })
})

test('a text that is no parameter any more is always typed as it was', async () => {
  const recording = await recorded()
  const changed = after(recording, { kind: 'fix', parameter: 'text1' })
  expect(changed.parameters.some(({ name }) => name === 'text1')).toBe(false)
  expect(withValues(changed, new Map([['text1', 'x']])).ok).toBe(false)
})

test('checks are inserted before a step and at the end, of a text that must be there or must not', async () => {
  const recording = await recorded()
  const [first, second] = recording.steps
  const changed = after(
    recording,
    { kind: 'insert-check', before: second?.id ?? '', text: ' Ready ' },
    { kind: 'insert-check', before: null, text: 'Error', absent: true },
  )
  expect(changed.steps).toHaveLength(recording.steps.length + 2)
  expect(changed.steps[1]).toMatchObject({ id: 'check1', actions: [], check: 'Ready', before: { id: second?.before.id } })
  expect(changed.steps.at(-1)).toMatchObject({ id: 'check2', check: 'Error', absent: true, after: null })
  expect(changed.steps[0]?.after).toEqual(first?.after)
  expect(skillText(changed)).toContain('“Error” must not be on the screen')
  const shown = shownRecording(changed)
  expect(shown.steps[1]).toMatchObject({ turn: null, check: { text: 'Ready', absent: false } })
  expect(shown.steps.at(-1)?.check).toEqual({ text: 'Error', absent: true })
  // taking it out again leaves what the step before it claims
  expect(after(changed, { kind: 'delete', step: 'check1' }).steps[0]?.after).toEqual(first?.after)
})

test.each<[string, (recording: Recording) => Edit, string]>([
  ['no purpose', () => ({ kind: 'purpose', text: ' ' }), 'Say what it does.'],
  [
    'an empty check',
    () => ({ kind: 'insert-check', before: null, text: ' ' }),
    'Say which text must be on the screen, or must not be.',
  ],
  ['a check before nothing', () => ({ kind: 'insert-check', before: 's999', text: 'x' }), 'has no step s999'],
  ['a strange name', (one) => ({ kind: 'parametrise', ...firstTyped(one), name: '1 of them' }), 'begins with a letter'],
  [
    'a default with a line end',
    (one) => ({ kind: 'parametrise', ...firstTyped(one), name: 'a', value: 'a\nb' }),
    'holds a line end',
  ],
  [
    'a default with a control character',
    (one) => ({ kind: 'parametrise', ...firstTyped(one), name: 'a', value: '\u001b' }),
    'U+001B',
  ],
  [
    'a click as a parameter',
    (one) => ({
      kind: 'parametrise',
      step: one.steps.find(({ actions }) => actions[0]?.kind !== 'type')?.id ?? '',
      action: 0,
      name: 'a',
    }),
    'Only a text that is typed',
  ],
])('%s is refused', async (_what, edit, sentence) => {
  const recording = await recorded()
  const refused = editRecording(recording, edit(recording))
  expect(refused.ok ? 'taken' : refused.problem.message).toContain(sentence)
})

test('a name that another text has is refused', async () => {
  const recording = await recorded()
  const other = { name: 'other', value: 'x', step: 's999', action: 0 }
  const two = { ...recording, parameters: [...recording.parameters, other] }
  const refused = editRecording(two, { kind: 'parametrise', ...firstTyped(two), name: 'other' })
  expect(refused.ok ? 'taken' : refused.problem.message).toBe('There is a parameter `other` already.')
})

test('the last step stays, and a change that cannot be refuses those with it', async () => {
  const recording = await recorded()
  const [first] = recording.steps
  const one = { ...recording, steps: first ? [first] : [] }
  const last = editRecording(one, { kind: 'delete', step: first?.id ?? '' })
  expect(last.ok ? '' : last.problem.message).toContain('remove the recording instead')
  expect(
    editAll(recording, [
      { kind: 'purpose', text: 'x' },
      { kind: 'fix', parameter: 'nothing' },
    ]).ok,
  ).toBe(false)
})
