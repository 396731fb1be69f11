/** The server shortens the conversation itself, fails to, or does not know how. */
import { afterEach, describe, expect, it } from 'vitest'
import { createAnthropicModel, type AnthropicOptions } from '../../../../electron/models/anthropic.js'
import type { CallResult, TurnAnswer } from '../../../../electron/models/model.js'
import type { Problem } from '../../../../electron/protocol/problem.js'
import { startFakeAnthropicServer, type FakeAnthropicServer, type FakeTurn } from '../../../support/fake-anthropic-server.js'
import { Conversation, done, pngPicture } from '../conversation.js'

let server: FakeAnthropicServer
afterEach(() => server.close())

const LONG = 'The next row shows an invoice that was not read yet, so I open it by its number. '.repeat(120)
const SAID = 'The customer is called Björk & Sons.'
const click: FakeTurn = { text: LONG, computer: [{ name: 'left_click', input: { coordinate: [10, 20] } }] }
const isQuestion = (body: object): boolean => JSON.stringify(body).includes('about to be shortened')

async function begin(turn: (number: number, body: object) => FakeTurn) {
  server = await startFakeAnthropicServer({
    turns: (body, number) => (isQuestion(body) ? { text: 'Row 7 is done.' } : turn(number, body)),
  })
  const conversation = new Conversation({ width: 640, height: 400 })
  const create = (options: Partial<AnthropicOptions> = {}) =>
    createAnthropicModel({
      apiKey: 'k',
      baseUrl: server.url,
      loadFrame: conversation.loadFrame,
      environment: 'linux',
      ...options,
    })
  let results: readonly CallResult[] = []
  const facts = { said: [SAID], plan: [], files: [], told: [] }
  const step = async (model = create(), onProblem?: (problem: Problem) => void): Promise<TurnAnswer | null> => {
    conversation.show(pngPicture({ width: 640, height: 400 }, conversation.turn))
    const steers = conversation.turn === 1 ? [{ id: 's', text: SAID }] : []
    const answer = await conversation.ask(model, { results, steers, facts })
    if (!answer.ok) {
      if (!onProblem) throw new Error(answer.problem.message)
      onProblem(answer.problem)
      return null
    }
    results = answer.value.calls.map((call) => done(call))
    return answer.value
  }
  return { conversation, create, step }
}

const holdsCompaction = (answer: TurnAnswer | null): boolean => JSON.stringify(answer?.items).includes('"type":"compaction"')
const bodyAt = (at: number) => server.turns.at(at)!
const count = (text: string, part: string): number => text.split(part).length - 1

describe('a conversation that the server shortens', () => {
  it('goes on from its block, which goes back as it came, with what must not be lost after it', async () => {
    const { create, step } = await begin(() => click)
    const model = create()
    let answer = await step(model)
    while (!holdsCompaction(answer)) answer = await step(model)
    const before = JSON.stringify(bodyAt(-1)).length
    await step(model)
    const sent = JSON.stringify(bodyAt(-1).messages)
    expect(sent.length).toBeLessThan(before / 3)
    const [opening, first] = bodyAt(-1).messages
    expect(opening).toMatchObject({ role: 'user', content: [{ type: 'text', text: 'Rename the file.' }, { type: 'text' }] })
    expect(first?.content).toMatchObject([
      { type: 'compaction', encrypted_content: expect.stringContaining('sealed') as string },
      {},
      {},
    ])
    expect(count(sent, SAID)).toBe(1)
    await step(model)
    expect(count(JSON.stringify(bodyAt(-1).messages), SAID)).toBe(1)
    expect(server.refused).toEqual([])
  })

  it('says nothing strange of the block, and counts what shortening took', async () => {
    const { create, step } = await begin(() => click)
    const model = create()
    let last = 0
    let answer = await step(model)
    while (!holdsCompaction(answer)) {
      last = answer?.usage?.input ?? 0
      answer = await step(model)
    }
    expect(answer?.problems).toEqual([])
    expect(answer?.usage?.input).toBeGreaterThan(2 * last)
  })

  it('is told in words to another model', async () => {
    const { create, step } = await begin(() => click)
    const model = create()
    let answer = await step(model)
    while (!holdsCompaction(answer)) answer = await step(model)
    await step(create({ model: 'claude-opus-5-5' }))
    expect(server.refused).toEqual([])
    expect(JSON.stringify(bodyAt(-1).messages)).toContain('What was so far, in short:\\nSome invoices were read')
    expect(JSON.stringify(bodyAt(-1).messages)).not.toContain('"type":"compaction"')
  })
})

describe('a server that does not shorten when it should', () => {
  it('is told so by its own empty block, and the conversation is cut by us before the window is full', async () => {
    const { create, step } = await begin(() => ({ ...click, compaction: 'fails' }))
    const model = create()
    while (!server.turns.some(isQuestion)) await step(model)
    expect(server.refused).toEqual([])
    expect(JSON.stringify(bodyAt(-2).messages)).toContain('"type":"compaction","content":null')
    expect(JSON.stringify(bodyAt(-1).messages)).toContain('Row 7 is done.')
  })

  it('is asked again without that, and from then on the conversation is cut by us', async () => {
    const refusal = 'context_management: Extra inputs are not permitted'
    const problems: Problem[] = []
    const { create, step } = await begin((_, body) =>
      'context_management' in body ? { ...click, fault: { kind: 'http', status: 400, message: refusal } } : click,
    )
    const model = create()
    while (!server.turns.some((body) => 'context_management' in body)) await step(model, (problem) => problems.push(problem))
    expect(problems).toEqual([expect.objectContaining({ retryable: true, waitMs: 0 })])
    while (!server.turns.some(isQuestion)) await step(model)
    expect(server.requests.at(-1)?.headers['anthropic-beta']).toBeUndefined()
    expect(server.refused).toEqual([])
  })

  it('is not asked to where a model is not known to do it', async () => {
    const { create, step } = await begin(() => click)
    await step(create({ model: 'claude-haiku-4-5' }))
    expect(bodyAt(-1)).not.toHaveProperty('context_management')
    expect(server.requests.at(-1)?.headers['anthropic-beta']).toBe('computer-use-2025-01-24')
  })
})
