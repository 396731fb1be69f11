import { APIConnectionError } from 'openai'
import { describe, expect, it } from 'vitest'
import { thrownProblem } from '../../../../electron/models/openai/problems.js'
import { waitOf } from '../../../../electron/models/wire/failures.js'

const context = {
  model: 'gpt-6.1-sol',
  baseUrl: 'https://api.example/v1',
  apiKey: 'k',
  nowMs: Date.parse('2026-01-01T00:00:00Z'),
}

describe('a connection that fails', () => {
  const failure = (code: string) => {
    const inner = Object.assign(new Error(code), { code })
    return new APIConnectionError({ message: 'Connection error.', cause: new TypeError('fetch failed', { cause: inner }) })
  }

  it.each([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ])('for its certificate (%s) will not pass by itself', (code) => {
    const problem = thrownProblem(failure(code), context, false)
    expect(problem).toMatchObject({ kind: 'model-connection', retryable: false })
    expect(problem.message).toContain('NODE_EXTRA_CA_CERTS')
  })

  it.each(['ENOTFOUND', 'ECONNRESET', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])('otherwise (%s) may pass', (code) => {
    const problem = thrownProblem(failure(code), context, false)
    expect(problem).toMatchObject({ kind: 'model-connection', retryable: true })
    expect(problem.message).toBe(
      `https://api.example/v1 cannot be reached (${code}). Check the network, the base URL and the proxy.`,
    )
  })

  it('at several addresses is told by the first', () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    const both = new APIConnectionError({ message: 'x', cause: new AggregateError([refused, new Error('other')]) })
    expect(thrownProblem(both, context, false).message).toContain('ECONNREFUSED')
  })

  it('in the middle of an answer says so', () => {
    expect(thrownProblem(new TypeError('terminated'), context, true)).toMatchObject({
      kind: 'model-connection',
      retryable: true,
      message: 'The connection to the server broke in the middle of its answer.',
    })
  })
})

describe('how long the server asks to wait', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': '3600' }, 3_600_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT' }, 90_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after-ms': '-5' }, undefined],
  ])('%o is %s ms', (headers, ms) => {
    expect(waitOf((name) => headers[name] ?? null, context.nowMs)).toBe(ms)
  })
})
