/** The SDK's client for any server that speaks Chat Completions; without a key where the server wants none. */
import OpenAI from 'openai'
import { isItem } from '../wire/json.js'
import { openLine, type Fetch, type Hearing } from '../wire/fetch.js'

export interface Connection {
  readonly client: OpenAI
  /** for one request */
  readonly listening: (hearing: Hearing) => Fetch
}

/** The SDK's own limit on waiting for headers; the turn's idle limit ends it long before. */
const LONGEST_WAIT_MS = 3_600_000
/** Servers on one's own machine want no key, the SDK does. */
const NO_KEY = 'none'

/** FastAPI's servers say `{detail}` where the SDK looks for `{error}` and would drop it. */
class ChatClient extends OpenAI {
  protected override makeStatusError(...[status, body, message, headers]: Parameters<OpenAI['makeStatusError']>) {
    const told = isItem(body) && !('error' in body) ? { error: body } : body
    return super.makeStatusError(status, told, message, headers)
  }
}

export function connect(options: { readonly apiKey: string; readonly baseUrl: string }): Connection {
  const line = openLine()
  const client = new ChatClient({
    apiKey: options.apiKey || NO_KEY,
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: options.baseUrl,
    // the runner decides on retrying
    maxRetries: 0,
    timeout: LONGEST_WAIT_MS,
    logLevel: 'off',
    fetch: line.fetch,
  })
  return { client, listening: (hearing) => line.hearing(hearing) }
}
