/** The SDK's client: only with the key it is given, over a line that heeds proxies, without retries of its own. */
import type OpenAI from 'openai'
import { openLine } from '../wire/fetch.js'

/** The SDK's own limit on waiting for headers; the turn's idle limit ends it long before. */
const LONGEST_WAIT_MS = 3_600_000

/** The package is large and only loaded when it is needed. */
export async function connect(options: { readonly apiKey: string; readonly baseUrl: string }): Promise<OpenAI> {
  const { default: Client } = await import('openai')
  return new Client({
    apiKey: options.apiKey,
    adminAPIKey: null,
    baseURL: options.baseUrl,
    // the runner decides on retrying
    maxRetries: 0,
    timeout: LONGEST_WAIT_MS,
    logLevel: 'off',
    fetch: openLine().fetch,
  })
}
