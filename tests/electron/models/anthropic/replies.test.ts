import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnswer } from '../../../../electron/models/anthropic/parse-answer.js'
import type { ProposedCall } from '../../../../electron/models/model.js'
import { offersOf } from '../../../../electron/models/wire/offers.js'
import { proposedCallSchema } from '../../../../electron/protocol/call.js'
import { BROKEN, GOOD, type Block } from './replies.js'

const parse = (blocks: readonly Block[], broken: ReadonlySet<string> = new Set()) =>
  parseAnswer({ content: blocks.map((block, i) => ({ id: `toolu_${i}`, ...block })), broken }, new Set(), {
    offers: offersOf([], []),
    extras: [],
    closer: null,
  }).calls

const stepsOf = (call: ProposedCall | undefined) => (call?.kind === 'computer' ? call.actions : [])

describe('a reply that can be read', () => {
  it.each(GOOD)('%s', (_, block, actions) => {
    const [call] = parse([block])
    expect(stepsOf(call)).toEqual(actions.map((action) => ({ ok: true, action })))
    expect(proposedCallSchema.parse(call)).toEqual(call)
  })

  it('clicks twice where an action before it in the same answer has left the pointer', () => {
    const member = (name: string, input = {}) => ({ type: 'tool_use', toolset_name: 'computer', name, input })
    const calls = parse([
      member('mouse_move', { coordinate: [7, 8] }),
      member('screenshot'),
      member('double_click'),
      member('left_click', { text: 'ctrl' }),
    ])
    expect(stepsOf(calls[2])).toMatchObject([{ action: { kind: 'click', x: 7, y: 8, count: 2 } }])
    expect(stepsOf(calls[3])).toMatchObject([{ action: { kind: 'click', x: 7, y: 8, modifiers: ['ctrl'] } }])
  })
})

describe('a reply that cannot be read', () => {
  it.each(BROKEN)('%s is told to the model and never done', (_, block, words) => {
    const steps = stepsOf(parse([block])[0])
    expect(steps).toHaveLength(1)
    const [step] = steps
    if (step?.ok !== false) throw new Error('it was read')
    expect(step.problem.message).toMatch(words)
    expect(step.problem.retryable).toBe(false)
    expect(step.shown).not.toBe('')
  })

  it('whatever is mangled in a reply, nothing is thrown and every call is answered', () => {
    const value = fc.anything({ withNullPrototype: false, withBigInt: false })
    const blocks = fc.array(
      fc.tuple(
        fc.constantFrom(...GOOD.map(([, block]) => block)),
        fc.constantFrom('name', 'input', 'toolset_name', 'extra'),
        value,
      ),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(blocks, (mangled) => {
        const content = mangled.map(([block, field, instead]) => ({ ...block, [field]: instead }))
        const calls = parse(content)
        expect(calls).toHaveLength(content.length)
        for (const call of calls) proposedCallSchema.parse(call)
      }),
      { numRuns: 2000 },
    )
  })
})

it('both lists are long enough to be worth the name', () => {
  expect(GOOD.length).toBeGreaterThanOrEqual(40)
  expect(BROKEN.length).toBeGreaterThanOrEqual(40)
})
