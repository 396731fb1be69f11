import { afterEach, describe, expect, it } from 'vitest'
import { PNG } from 'pngjs'
import { abilitiesOf } from '../../../electron/models/abilities.js'
import { loadTestPicture, tryModel } from '../../../electron/models/try-model.js'
import { Conversation } from './conversation.js'
import { VENDORS, type VendorServer, type VendorTurn } from './vendors.js'

let server: VendorServer
afterEach(() => server.close())

async function tryWith(vendor: (typeof VENDORS)[keyof typeof VENDORS], turn: VendorTurn) {
  server = await vendor.start([turn])
  const model = vendor.model(server, Object.assign(new Conversation(), { loadFrame: loadTestPicture }))
  return tryModel(model, new AbortController().signal)
}

/** the middle of the square, in pixels and in thousandths */
const MIDDLE = { openai: [912, 344], anthropic: [912, 344], gemini: [712, 430], openModels: [712, 430] } as const

describe.each(Object.entries(VENDORS))('a test of a model of %s', (name, vendor) => {
  const middle = MIDDLE[name as keyof typeof MIDDLE]

  it('asks once with a picture that has a red square where the answer is looked for', async () => {
    const tried = await tryWith(vendor, { click: [middle[0], middle[1]] })
    expect(tried).toMatchObject({ ok: true, value: { isRight: true } })
    const [, data] = /([A-Za-z0-9+/=]{1000,})/.exec(JSON.stringify(server.bodies[0])) ?? []
    const png = PNG.sync.read(Buffer.from(data!, 'base64'))
    const at = (x: number, y: number) => [...png.data.subarray((y * png.width + x) * 4, (y * png.width + x) * 4 + 3)]
    expect(at(912, 344)[0]! - at(912, 344)[1]!).toBeGreaterThan(100)
    expect(at(860, 344)[1]).toBeGreaterThan(200)
    expect(server.bodies).toHaveLength(1)
  })

  it('sees a click beside it', async () => {
    expect(await tryWith(vendor, { click: [100, 100] })).toMatchObject({ ok: true, value: { isRight: false } })
  })

  it('says so when there is no click', async () => {
    expect(await tryWith(vendor, { text: 'There is a red square.' })).toMatchObject({
      ok: false,
      problem: { kind: 'model-answer' },
    })
  })
})

it('what models can do is told from what is known of them', async () => {
  server = await VENDORS.openai.start([])
  expect(abilitiesOf('openai', 'gpt-5.3-codex')).toMatchObject({ computer: 'function', vision: true })
  expect(abilitiesOf('openai', 'gpt-6.1-sol').efforts).toContain('max')
  expect(abilitiesOf('anthropic', 'claude-haiku-4-5').computer).toBe('computer_20250124')
  expect(abilitiesOf('offline', 'offline')).toMatchObject({ vision: false })
})
