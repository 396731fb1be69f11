/** A long session with one vendor's model: what a person says on the way is looked for in every request that follows. */
import { withSaid } from '../../../electron/agent/facts.js'
import type { CallResult } from '../../../electron/models/model.js'
import { NO_FACTS, type Facts } from '../../../electron/protocol/facts.js'
import { Conversation, done, pngPicture } from './conversation.js'
import type { Vendor, VendorTurn } from './vendors.js'

export interface LongRun {
  /** tokens of all requests */
  readonly input: number
  /** dollars of each turn */
  readonly costs: readonly number[]
  /** how often the conversation was shortened */
  readonly shortened: number
  /** what was missing where: '12: the key is under the mat' */
  readonly lost: readonly string[]
  readonly refused: readonly string[]
}

const EVERY = 17
const TASK = 'Collect the invoices of the year, and mind that the customer is called Björk & Sons.'
const factAt = (turn: number) => `Correction ${turn}: the amount of invoice ${turn * 7} is ${turn * 13} euros, not dollars.`
const ON_THE_WAY = 'The list is open and the next row shows an invoice that was not read yet, so I open it by its number. '

/** `window`: tokens the server takes. */
export async function longRun(vendor: Vendor, turns: number, window: number): Promise<LongRun> {
  const stated: string[] = [TASK]
  const lost: string[] = []
  let shortened = 0
  const play = (number: number, body: Record<string, unknown>): VendorTurn => {
    const text = JSON.stringify(body)
    if (text.includes('about to be shortened')) {
      shortened += 1
      return { text: 'Some invoices were read; the list is sorted by date.' }
    }
    lost.push(...stated.filter((fact) => !text.includes(JSON.stringify(fact).slice(1, -1))).map((fact) => `${number}: ${fact}`))
    return { text: ON_THE_WAY.repeat(30) + number, click: [100 + (number % 700), 50 + (number % 400)] }
  }
  const server = await vendor.start(play, { window })
  const conversation = new Conversation({ width: 1440, height: 900 })
  conversation.task = TASK
  const pictures = Array.from({ length: 16 }, (_, i) => pngPicture({ width: 1440, height: 900 }, i + 1))
  const model = vendor.model(server, conversation)
  const costs: number[] = []
  let facts: Facts = NO_FACTS
  let results: readonly CallResult[] = []
  let input = 0
  for (let turn = 1; turn <= turns; turn += 1) {
    const steers = turn % EVERY === 0 ? [{ id: `s${turn}`, text: factAt(turn) }] : []
    for (const { text } of steers) {
      facts = withSaid(facts, text)
      stated.push(text)
    }
    conversation.show(pictures[turn % pictures.length]!)
    const answer = await conversation.answer(model, { results, steers, facts })
    results = answer.calls.map((call) => done(call))
    facts = answer.plan ? { ...facts, plan: answer.plan } : facts
    if (answer.items.some((item) => JSON.stringify(item).includes('"type":"compaction"'))) shortened += 1
    input += answer.usage?.input ?? 0
    costs.push(answer.usage?.usd ?? 0)
  }
  const refused = server.refused.map(({ message }) => message)
  await server.close()
  return { input, costs, shortened, lost, refused }
}

export const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length
