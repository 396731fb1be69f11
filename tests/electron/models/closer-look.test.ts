/** A closer look, and a click in it: real requests to each vendor's strict server. */
import { afterEach, describe, expect, it } from 'vitest'
import type { ProposedCall } from '../../../electron/models/model.js'
import type { Size } from '../../../native-bridge/types.js'
import { Conversation, done, pngPicture } from './conversation.js'
import { VENDORS, type Vendor, type VendorServer, type VendorTurn } from './vendors.js'

let server: VendorServer
afterEach(() => server.close())

const SCREEN: Size = { width: 1000, height: 800 }
/** the region that is looked at, and what it becomes when it is enlarged four times, px */
const REGION = { x: 100, y: 200, width: 300, height: 200 }
const CLOSER: Size = { width: 1200, height: 800 }

interface Form {
  readonly vendor: Vendor
  readonly id?: string
  /** how this model names a place of a picture of that size */
  readonly at: (x: number, y: number, size: Size) => { readonly x: number; readonly y: number }
}
const pixels: Form['at'] = (x, y) => ({ x, y })
const thousandths: Form['at'] = (x, y, size) => ({ x: (x / size.width) * 1000, y: (y / size.height) * 1000 })

const FORMS: readonly (readonly [string, Form])[] = [
  ['openai', { vendor: VENDORS.openai, at: pixels }],
  ['anthropic, the form without a zoom of its own', { vendor: VENDORS.anthropic, id: 'claude-haiku-4-5', at: pixels }],
  ['gemini', { vendor: VENDORS.gemini, at: thousandths }],
  ['open models', { vendor: VENDORS.openModels, at: thousandths }],
]

const zoomIn = ({ at }: Form): VendorTurn => {
  const from = at(REGION.x, REGION.y, SCREEN)
  const to = at(REGION.x + REGION.width, REGION.y + REGION.height, SCREEN)
  return { calls: [{ name: 'zoom', input: { ...from, width: to.x - from.x, height: to.y - from.y } }] }
}
const clickIn = ({ at }: Form, x: number, y: number): VendorTurn => ({
  calls: [{ name: 'zoom_click', input: { ...at(x, y, CLOSER), button: 'left', count: 1 } }],
})
const actionsOf = (calls: readonly ProposedCall[]) =>
  calls
    .flatMap((call) => (call.kind === 'computer' ? call.actions : []))
    .map((step) => (step.ok ? step.action : step.problem.message))

async function lookCloser(form: Form, turns: readonly VendorTurn[]) {
  server = await form.vendor.start([zoomIn(form), ...turns])
  const conversation = new Conversation(SCREEN)
  const model = form.vendor.model(server, conversation, form.id === undefined ? {} : { model: form.id })
  const first = await conversation.answer(model)
  expect(actionsOf(first.calls)).toEqual([{ kind: 'zoom', region: REGION }])
  const crop = pngPicture(CLOSER, 3)
  conversation.frames.set(crop.id, crop)
  const results = [done(first.calls[0]!, { pictures: [crop.id] })]
  return { conversation, model, crop, next: await conversation.answer(model, { results }) }
}

describe.each(FORMS)('a closer look with %s', (_, form) => {
  it.each([
    ['the first pixel', 0, 0, 100, 200],
    ['the middle', 600, 400, 250, 300],
    ['all four px that one pixel became', 603, 403, 250, 300],
    ['the next one', 604, 404, 251, 301],
    ['the last pixel', 1199, 799, 399, 399],
  ])('maps a click back to the pixel: %s', async (_, x, y, screenX, screenY) => {
    const { next, crop } = await lookCloser(form, [clickIn(form, x, y)])
    expect(actionsOf(next.calls)).toEqual([{ kind: 'click', x: screenX, y: screenY, button: 'left', count: 1, modifiers: [] }])
    const sent = JSON.stringify(server.bodies[1])
    expect(sent).toContain(Buffer.from(crop.bytes).toString('base64'))
    expect(sent).toContain('Coordinates stay those of the whole picture.')
    expect(server.refused).toEqual([])
  })

  it('leaves every other click where the whole picture has it', async () => {
    const { x, y } = form.at(500, 400, SCREEN)
    const { next } = await lookCloser(form, [{ click: [x, y] }])
    expect(actionsOf(next.calls)).toMatchObject([{ kind: 'click', x: 500, y: 400 }])
  })

  it('takes no click in it once something else was done', async () => {
    const { conversation, model, next } = await lookCloser(form, [clickIn(form, 4, 4), clickIn(form, 4, 4)])
    const later = await conversation.answer(model, { results: next.calls.map((call) => done(call)) })
    expect(actionsOf(later.calls)).toEqual([expect.stringContaining('there is no closer look in front of you')])
    expect(server.refused).toEqual([])
  })
})

it('Claude’s own zoom leaves the coordinates as they are, and gets no second way to click', async () => {
  server = await VENDORS.anthropic.start([
    { raw: { computer: [{ name: 'zoom', input: { region: [100, 200, 400, 400] } }] } },
    { click: [120, 220] },
  ])
  const conversation = new Conversation(SCREEN)
  const model = VENDORS.anthropic.model(server, conversation)
  const { calls } = await conversation.answer(model)
  expect(actionsOf(calls)).toEqual([{ kind: 'zoom', region: REGION }])
  const crop = pngPicture(CLOSER, 3)
  conversation.frames.set(crop.id, crop)
  const next = await conversation.answer(model, { results: [done(calls[0]!, { pictures: [crop.id] })] })
  expect(actionsOf(next.calls)).toMatchObject([{ kind: 'click', x: 120, y: 220 }])
  expect(JSON.stringify(server.bodies[0])).not.toContain('zoom_click')
  expect(server.refused).toEqual([])
})
