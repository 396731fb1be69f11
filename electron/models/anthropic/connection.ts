/** The SDK's client: only with the key it is given, over a line that heeds proxies, without retries of its own. */
import type { Anthropic } from '@anthropic-ai/sdk'
import { openLine, type Hearing } from '../wire/fetch.js'

/** The SDK's own limit on waiting for headers; the turn's idle limit ends it long before. */
const LONGEST_WAIT_MS = 3_600_000

export interface Connection {
  readonly client: Anthropic
  /** for one request */
  readonly listening: (hearing: Hearing) => Anthropic
}

/** The package is large and only loaded when it is needed. */
export async function connect(options: { readonly apiKey: string; readonly baseUrl: string }): Promise<Connection> {
  const { Anthropic } = await import('@anthropic-ai/sdk')
  const line = openLine()
  const client = new Anthropic({
    apiKey: options.apiKey,
    authToken: null,
    webhookKey: null,
    baseURL: options.baseUrl,
    // the runner decides on retrying
    maxRetries: 0,
    timeout: LONGEST_WAIT_MS,
    logLevel: 'off',
    fetch: line.fetch,
  })
  return { client, listening: (hearing) => client.withOptions({ fetch: line.hearing(hearing) }) }
}
