import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOutputSchema } from '../../../electron/cli/output-schema.js'
import { schemaProblems } from '../../support/event-schema.js'
import { call, scripted, sessionsIn, temporaryHome } from './call.js'

const SCHEMA = {
  type: 'object',
  properties: { total: { type: 'number' }, names: { type: 'array', items: { type: 'string' } } },
  required: ['total'],
  additionalProperties: false,
}
const GOOD = '{"total": 3, "names": ["a"]}'

/** A run whose model gives these answers, each a final text. */
async function answered(...texts: readonly string[]) {
  const home = temporaryHome()
  const file = join(home, 'schema.json')
  writeFileSync(file, JSON.stringify(SCHEMA))
  const turns = texts.map((text) => ({ text }))
  const running = call(['run', 'Add it up', '--json', '--output-schema', file, ...scripted(home, turns)], { home })
  const code = await running.ended
  const events = running.events()
  expect(events.flatMap(schemaProblems)).toEqual([])
  const end = events.find((event) => event.type === 'session.finished')
  return { home, file, code, events, end, err: running.err(), id: events[0]?.session ?? '' }
}

const problems = (events: Awaited<ReturnType<typeof answered>>['events']) =>
  events.flatMap((event) => (event.type === 'problem' ? [event.message] : []))

describe('an answer of a given schema', () => {
  it('ends the run with the value beside the text', async () => {
    const { code, end, events } = await answered(GOOD)
    expect([code, problems(events)]).toEqual([0, []])
    expect(end).toMatchObject({ status: 'done', text: GOOD, output: { total: 3, names: ['a'] } })
  })

  it('may stand in a fence', async () => {
    const { end } = await answered(`\`\`\`json\n${GOOD}\n\`\`\``)
    expect(end).toMatchObject({ output: { total: 3 } })
  })

  it('that does not fit is asked for again, and the model is told why', async () => {
    const { code, end, events } = await answered('All done!', '{"total": "three"}', GOOD)
    expect(code).toBe(0)
    expect(problems(events)).toEqual([
      'The final answer must be JSON and nothing else; it is no JSON.',
      'The final answer does not fit its schema: at /total it must be number.',
    ])
    expect(end).toMatchObject({ output: { total: 3 } })
    expect(events.filter((event) => event.type === 'message').map(({ text }) => text)).toEqual([GOOD])
    const told = events.flatMap((event) => (event.type === 'model.items' ? [JSON.stringify(event.items)] : []))
    expect(told[0]).toContain('must be JSON of this schema and nothing else')
    expect(told[2]).toContain('at /total it must be number. Answer again.')
  })

  it('that never fits fails the run with the reason, and no output is claimed', async () => {
    const { code, end, err } = await answered('no', 'no', 'no', 'no', GOOD)
    expect(code).toBe(1)
    expect(end).toMatchObject({ status: 'failed' })
    expect(end).not.toHaveProperty('output')
    expect(err).toMatch(/must be JSON/)
  })

  it('leaves a log that a resume goes on from', async () => {
    const { home, id } = await answered('no', GOOD)
    const script = join(home, 'script.json')
    writeFileSync(
      script,
      JSON.stringify({
        turns: [...(JSON.parse(readFileSync(script, 'utf8')) as { turns: object[] }).turns, { text: 'In words.' }],
      }),
    )
    const resumed = call(['resume', id, 'Say it in words', '--json'], { home })
    expect(await resumed.ended, resumed.err()).toBe(0)
    expect(resumed.events().at(-1)).toMatchObject({ status: 'done', text: 'In words.' })
  })
})

describe('a schema', () => {
  it.each([
    ['that is not there', null, /cannot be read/],
    ['that is no JSON', '{', /must hold a JSON schema/],
    ['that is no object', '[]', /must hold a JSON schema/],
    ['that is no schema', '{"type":"objekt"}', /is no JSON schema: /],
  ])('%s is exit 2 with one sentence and no session', async (_what, text, sentence) => {
    const home = temporaryHome()
    const file = join(home, 'schema.json')
    if (text !== null) writeFileSync(file, text)
    const running = call(['run', 'x', '--output-schema', file, ...scripted(home, [{ text: 'x' }])], { home })
    expect([await running.ended, running.out()]).toEqual([2, ''])
    expect(running.err()).toMatch(sentence)
    expect(running.err().trim().split('\n')).toHaveLength(1)
    expect(sessionsIn(home)).toEqual([])
  })

  it.each(['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema'])(
    'of %s is understood',
    async ($schema) => {
      const file = join(temporaryHome(), 's.json')
      writeFileSync(file, JSON.stringify({ $schema, ...SCHEMA }))
      const read = await readOutputSchema(file, '/')
      expect(read.ok && read.value?.read(GOOD)).toEqual({ ok: true, value: { total: 3, names: ['a'] } })
      expect(read.ok && read.value?.read('{"total":1,"more":2}').ok).toBe(false)
    },
  )
})
