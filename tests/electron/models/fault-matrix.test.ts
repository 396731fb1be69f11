import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { Conversation } from './conversation.js'
import { FAULTS, faultTable, type VendorName } from './fault-matrix.js'
import { VENDORS, type VendorServer } from './vendors.js'

let server: VendorServer | null = null
afterEach(async () => server?.close())

const CASES = FAULTS.flatMap((row) => Object.entries(row.turns).map(([name, raw]) => ({ ...row, name: name as VendorName, raw })))

describe('a fault', () => {
  it.each(CASES)('$name: $what', async ({ name, raw, kind, then, waitMs }) => {
    const vendor = VENDORS[name]
    server = await vendor.start((number) => (number === 1 ? { click: [10, 20], raw } : { text: 'Done.' }))
    const conversation = new Conversation({ width: 320, height: 200 })
    const model = vendor.model(server, conversation)
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind, retryable: then !== 'ends at once' })
    expect(problem.waitMs).toBe(waitMs)
    expect(problem.message).toMatch(/^[A-Z“"h].{10,}$/s)
    // one sentence or two for a person: no stack, no JSON
    expect(problem.message).not.toMatch(/\n|[{}]|\bat .*:\d+/)
    // nothing of the broken answer is left: asked again, the same model answers
    expect((await conversation.answer(model)).calls).toEqual([])
    expect(conversation.history).not.toContainEqual(expect.objectContaining({ type: 'computer_call' }))
  })

  it('stands in docs/models.md as it is tested here', () => {
    const page = readFileSync('docs/models.md', 'utf8')
    const cells = (text: string) =>
      text
        .split('\n')
        .flatMap((line) =>
          line.startsWith('| ') && !line.startsWith('| ---') ? [line.split('|').map((cell) => cell.trim())] : [],
        )
    const found = cells(page.slice(page.indexOf('<!-- faults -->'), page.indexOf('<!-- /faults -->')))
    expect(found).toEqual(cells(faultTable().replace('|---', '| ---')))
  })
})
