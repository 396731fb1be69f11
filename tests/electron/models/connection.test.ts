/** What holds for the line to every vendor's server: keys, silence, giving up, proxies, settings, reaching it. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Problem } from '../../../electron/protocol/problem.js'
import { Conversation } from './conversation.js'
import { startProxy } from './connect-proxy.js'
import { VENDORS, type Vendor, type VendorOptions, type VendorServer, type VendorTurn } from './vendors.js'

let server: VendorServer
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

const click: VendorTurn = { click: [10, 20] }
const raw = (more: Record<string, unknown>): VendorTurn => ({ ...click, raw: more })
const http = (status: number, more: Record<string, unknown> = {}): VendorTurn => raw({ fault: { kind: 'http', status, ...more } })

async function begin(vendor: Vendor, turns: readonly VendorTurn[], options: VendorOptions = {}) {
  server = await vendor.start(turns, { apiKey: 'sk-right' })
  const conversation = new Conversation({ width: 320, height: 200 })
  return { conversation, model: vendor.model(server, conversation, { apiKey: 'sk-right', ...options }) }
}

type Refused = readonly [string, VendorOptions, Problem['kind'], string]
interface Own {
  /** a body of an error with these words, where it is not `message` */
  readonly body?: (words: string) => Record<string, unknown>
  /** what makes an answer slow without making it silent */
  readonly slow: Record<string, unknown>
  /** what is asked to see whether it is there */
  readonly reached: string
  readonly settings: readonly Refused[]
  readonly strange?: VendorOptions
}

const keyIs = (variable: string): readonly Refused[] => [
  ['no key', { apiKey: ' ' }, 'missing-key', variable],
  ['a key in two lines', { apiKey: 'sk-\nright' }, 'configuration', 'characters that no key has'],
]
const MESSAGE = (words: string) => ({ message: words })

const OWN: Readonly<Record<keyof typeof VENDORS, Own>> = {
  openai: {
    slow: { eventMs: 60 },
    reached: '/v1/models',
    settings: [
      ...keyIs('OPENAI_API_KEY'),
      [
        'an effort the model does not know',
        { effort: 'none' },
        'configuration',
        'gpt-6.1-sol knows no effort "none"; it knows low, medium',
      ],
    ],
    strange: { model: 'gpt-9', effort: 'minimal' },
  },
  anthropic: {
    slow: { pings: 12, eventMs: 60 },
    reached: '/v1/models',
    settings: [
      ...keyIs('ANTHROPIC_API_KEY'),
      ['an effort the model does not know', { effort: 'none' }, 'configuration', 'knows no effort "none"; it knows low, medium'],
      ['a model without hands', { model: 'claude-3-haiku-20240307' }, 'configuration', 'cannot operate a computer'],
    ],
    strange: { model: 'claude-saga-9', effort: 'minimal' },
  },
  gemini: {
    slow: { text: 'A text that comes in many small pieces, one after another.', eventMs: 60 },
    reached: '/v1beta/models/gemini-3.8-flash',
    settings: [
      ...keyIs('GEMINI_API_KEY'),
      ['an effort the model does not know', { effort: 'none' }, 'configuration', 'knows no effort "none"; it knows minimal, low'],
      ['a model without hands', { model: 'gemini-2.0-flash' }, 'configuration', 'cannot operate a computer'],
    ],
    strange: { model: 'gemini-9', effort: 'max' },
  },
  openModels: {
    body: (words) => ({ body: { error: { message: words } } }),
    slow: { eventMs: 60 },
    reached: '/v1/models',
    settings: [['a key in two lines', { apiKey: 'sk-\nright' }, 'configuration', 'characters that no key has']],
  },
}

describe.each(Object.entries(VENDORS))('%s', (name, vendor) => {
  const own = OWN[name as keyof typeof VENDORS]
  const body = own.body ?? MESSAGE

  describe('a key', () => {
    it('that is wrong is told after one request, without a word of it', async () => {
      const { model, conversation } = await begin(vendor, [click], { apiKey: 'sk-very-wrong' })
      expect(await conversation.problem(model)).toEqual({
        kind: 'model-auth',
        message: 'The key was refused. Check it, or enter another one.',
        retryable: false,
      })
      expect(server.requests).toHaveLength(1)
    })

    it('is never shown, whatever the server repeats of it', async () => {
      const { model, conversation } = await begin(vendor, [http(400, body('Bad sk-right\nin line 2'))])
      expect((await conversation.problem(model)).message).toBe('The server refused the request: Bad … in line 2.')
    })
  })

  describe('waiting', () => {
    it('until a date the server names', async () => {
      const at = new Date(Date.now() + 90_000).toUTCString()
      const { model, conversation } = await begin(vendor, [http(429, { ...body('Slow.'), headers: { 'retry-after': at } })])
      const { waitMs } = await conversation.problem(model)
      expect(waitMs).toBeGreaterThan(80_000)
      expect(waitMs).toBeLessThanOrEqual(90_000)
    })

    it('ends when the server falls silent in the middle', async () => {
      const { model, conversation } = await begin(
        vendor,
        [raw({ ...own.slow, eventMs: 0, fault: { kind: 'stall', after: 1 } })],
        { idleMs: 100 },
      )
      const problem = await conversation.problem(model)
      expect(problem).toMatchObject({ kind: 'model-stream', retryable: true })
      expect(problem.message).toContain('said nothing for too long')
    })

    it('ends when the server never answers at all', async () => {
      const { model, conversation } = await begin(vendor, [raw({ delayMs: 400 })], { idleMs: 60 })
      expect(await conversation.problem(model)).toMatchObject({ kind: 'model-stream', retryable: true })
    })

    it('goes on as long as the server says something', async () => {
      const { model, conversation } = await begin(vendor, [raw(own.slow)], { idleMs: 500 })
      expect((await conversation.answer(model)).calls).toHaveLength(1)
    })
  })

  describe('an address', () => {
    it('where nobody listens is told', async () => {
      const { model, conversation } = await begin(vendor, [])
      await server.close()
      const problem = await conversation.problem(model)
      expect(problem).toMatchObject({ kind: 'model-connection', retryable: true })
      expect(problem.message).toContain(`${server.url} cannot be reached (ECONNREFUSED)`)
    })

    it('with a password is never shown with it', async () => {
      const { conversation } = await begin(vendor, [])
      await server.close()
      const baseUrl = server.url.replace('//', '//ann:s3cret@')
      const problem = await conversation.problem(vendor.model(server, conversation, { baseUrl }))
      expect(problem.message).toContain('127.0.0.1')
      expect(problem.message).not.toContain('s3cret')
    })
  })

  describe('a request that is given up', () => {
    it('before it was sent is never sent', async () => {
      const { model, conversation } = await begin(vendor, [click])
      const answer = await conversation.ask(model, {}, AbortSignal.abort())
      expect(answer).toMatchObject({ ok: false, problem: { kind: 'aborted', retryable: false } })
      expect(server.requests).toHaveLength(0)
    })

    it.each([
      ['in the middle of the answer', raw({ ...own.slow, eventMs: 0, fault: { kind: 'stall', after: 1 } })],
      ['while the server has not answered yet', raw({ delayMs: 60_000 })],
    ])('%s ends at once', async (_, turn) => {
      const { model, conversation } = await begin(vendor, [turn])
      const giveUp = new AbortController()
      const asked = conversation.ask(model, {}, giveUp.signal)
      await expect.poll(() => server.bodies.length).toBe(1)
      giveUp.abort()
      expect(await asked).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
    })
  })

  describe('settings that cannot work', () => {
    const addresses: readonly Refused[] = [
      ['a base URL that is none', { baseUrl: 'localhost' }, 'configuration', 'is no base URL'],
      ['a base URL without http', { baseUrl: 'localhost:8080/v1' }, 'configuration', 'begins with https:// or http://'],
    ]
    it.each([...own.settings, ...addresses])('%s is said before any request', async (_, options, kind, words) => {
      const { model, conversation } = await begin(vendor, [click], options)
      const checked = model.check('anything')
      expect(checked).toMatchObject({ ok: false, problem: { kind, retryable: false } })
      expect(checked.ok ? '' : checked.problem.message).toContain(words)
      expect(await conversation.problem(model)).toMatchObject({ kind })
      expect(await model.reach(new AbortController().signal)).toMatchObject({ ok: false, problem: { kind } })
      expect(server.requests).toHaveLength(0)
    })

    const { strange } = own
    if (strange)
      it('an effort is taken as it is where nothing is known of the model', async () => {
        const { model } = await begin(vendor, [], strange)
        expect(model.check('anything').ok).toBe(true)
      })
  })

  describe('reaching it', () => {
    it('is one cheap request, and tells how long it took', async () => {
      const { model } = await begin(vendor, [])
      const reached = await model.reach(new AbortController().signal)
      expect(reached.ok ? reached.value.ms : -1).toBeGreaterThanOrEqual(0)
      expect(server.requests).toMatchObject([{ method: 'GET', path: own.reached }])
    })

    it('tells that the key is wrong', async () => {
      const { model } = await begin(vendor, [], { apiKey: 'sk-wrong' })
      expect(await model.reach(new AbortController().signal)).toMatchObject({ ok: false, problem: { kind: 'model-auth' } })
    })
  })

  it.each([
    ['is used when the environment names one', '', 1],
    ['is passed by for hosts in NO_PROXY', '127.0.0.1', 0],
  ])('a proxy %s', async (_, noProxy, uses) => {
    const proxy = await startProxy()
    for (const variable of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(variable, proxy.url)
    for (const variable of ['NO_PROXY', 'no_proxy']) vi.stubEnv(variable, noProxy)
    const { model, conversation } = await begin(vendor, [click])
    expect((await conversation.answer(model)).calls).toHaveLength(1)
    expect(proxy.seen).toHaveLength(uses)
    await server.close()
    await proxy.close()
  })

  it('the connection is used again for the next turn', async () => {
    const { model, conversation } = await begin(vendor, [{ text: 'One.' }, { text: 'Two.' }])
    await conversation.answer(model)
    // the connection is free a moment after the answer's last byte
    await new Promise((resolve) => setImmediate(resolve))
    await conversation.answer(model)
    expect(server.connections()).toBe(1)
  })
})
