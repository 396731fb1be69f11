import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnswer } from '../../../../electron/models/gemini/parse-answer.js'
import type { ProposedCall } from '../../../../electron/models/model.js'
import { proposedCallSchema } from '../../../../electron/protocol/call.js'
import { BROKEN, GOOD, type Call } from './replies.js'

const PICTURE = { width: 1000, height: 500 }

const parse = (calls: readonly object[], environment: 'linux' | 'mac' = 'linux') => {
  const parts = calls.map((functionCall) => ({ functionCall }))
  return parseAnswer(parts, 1, new Set(), { picture: PICTURE, environment, extras: [], closer: null }).calls
}

const actionsOf = (call: ProposedCall | undefined) =>
  call?.kind === 'computer' ? call.actions.map((step) => (step.ok ? step.action : step.problem)) : []

describe('a reply that can be read', () => {
  it.each(GOOD)('%s', (_, reply, actions) => {
    const [call] = parse([reply])
    expect(actionsOf(call)).toEqual(actions)
    expect(proposedCallSchema.parse(call)).toEqual(call)
  })

  it('uses the shortcuts of the system it operates', () => {
    const calls: readonly Call[] = [
      { name: 'go_back' },
      { name: 'navigate', args: { url: 'example.org' } },
      { name: 'type_text_at', args: { x: 1, y: 1, text: 'a' } },
    ]
    const all = parse(calls, 'mac').flatMap(actionsOf)
    expect(all.filter((action) => action.kind === 'chord')).toMatchObject([
      { keys: ['Meta', '['] },
      { keys: ['Meta', 'l'] },
      { keys: ['Meta', 'a'] },
      { keys: ['Delete'] },
    ])
  })
})

describe('a reply that cannot be read', () => {
  it.each(BROKEN)('%s is told to the model and never done', (_, reply, words) => {
    const [call] = parse([reply])
    const steps = call?.kind === 'computer' ? call.actions : []
    expect(steps).toHaveLength(1)
    const [step] = steps
    if (step?.ok !== false) throw new Error('it was read')
    expect(step.problem.message).toMatch(words)
    expect(step.problem.retryable).toBe(false)
  })

  it('whatever is mangled in a reply, nothing is thrown, every call is answered, and no point lies outside the picture', () => {
    const value = fc.anything({ withNullPrototype: false, withBigInt: false })
    const number = fc.oneof(fc.double(), fc.integer({ min: -2000, max: 3000 }))
    const fields = fc.dictionary(
      fc.constantFrom('x', 'y', 'start_x', 'end_y', 'destination_x', 'direction', 'keys', 'text'),
      fc.oneof(value, number),
    )
    const replies = fc.array(fc.tuple(fc.constantFrom(...GOOD.map(([, reply]) => reply)), fields), { maxLength: 5 })
    fc.assert(
      fc.property(replies, (mangled) => {
        const calls = parse(mangled.map(([reply, more]) => ({ ...reply, args: { ...(reply.args as object), ...more } })))
        expect(calls).toHaveLength(mangled.length)
        for (const call of calls) {
          proposedCallSchema.parse(call)
          for (const action of actionsOf(call)) {
            if (action.kind !== 'click' && action.kind !== 'move') continue
            expect(action.x >= 0 && action.x < PICTURE.width && action.y >= 0 && action.y < PICTURE.height).toBe(true)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
})

it('both lists are long enough to be worth the name', () => {
  expect(GOOD.length).toBeGreaterThanOrEqual(40)
  expect(BROKEN.length).toBeGreaterThanOrEqual(40)
})
