import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { Conversation } from './conversation.js'
import { FORMS, type FaultForm } from './fault-forms.js'
import { FAULTS, faultTable, type VendorName } from './fault-matrix.js'
import { VENDORS, type VendorServer } from './vendors.js'

let server: VendorServer | null = null
afterEach(async () => server?.close())

type Case = FaultForm & { readonly name: VendorName }

const ROWS: readonly Case[] = FAULTS.flatMap(({ what, kind, then, waitMs, turns }) =>
  Object.entries(turns).map(([name, raw]) => ({
    what,
    kind,
    raw,
    name: name as VendorName,
    retryable: then !== 'ends at once',
    ...(waitMs === undefined ? {} : { waitMs }),
  })),
)
const MORE: readonly Case[] = Object.entries(FORMS).flatMap(([name, forms]) =>
  forms.map((form) => ({ ...form, name: name as VendorName })),
)

describe('a fault', () => {
  it.each([...ROWS, ...MORE])('$name: $what', async ({ name, raw, kind, retryable, waitMs, words }) => {
    const vendor = VENDORS[name]
    server = await vendor.start((number) => (number === 1 ? { click: [10, 20], raw } : { text: 'Done.' }))
    const conversation = new Conversation({ width: 320, height: 200 })
    const isSilent = JSON.stringify(raw).includes('"stall"')
    const model = vendor.model(server, conversation, isSilent ? { idleMs: 200 } : {})
    const problem = await conversation.problem(model)
    expect(problem).toMatchObject({ kind, retryable })
    expect(problem.waitMs).toBe(waitMs)
    expect(problem.message).toContain(words ?? '')
    expect(problem.message).toMatch(/^\S.{10,}$/s)
    // one sentence or two for a person: no stack, no JSON
    expect(problem.message).not.toMatch(/\n|[{}]|\bat .*:\d+:\d+/)
    expect(server.bodies).toHaveLength(1)
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
