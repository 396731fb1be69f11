/** The SDK's client: only with the key it is given, over a line that heeds proxies, without retries of its own. */
import type { GoogleGenAI } from '@google/genai'
import { openLine, type Fetch, type Hearing } from '../wire/fetch.js'

export interface Connection {
  readonly client: GoogleGenAI
  /** for one request */
  readonly listening: (hearing: Hearing) => Fetch
}

/** The package is large and only loaded when it is needed. */
export async function connect(options: { readonly apiKey: string; readonly baseUrl: string }): Promise<Connection> {
  const { GoogleGenAI } = await import('@google/genai')
  const line = openLine()
  const client = new GoogleGenAI({
    apiKey: options.apiKey,
    // whatever the environment says
    vertexai: false,
    // no retryOptions: the runner decides on retrying
    httpOptions: { baseUrl: options.baseUrl, fetch: line.fetch },
  })
  return { client, listening: (hearing) => line.hearing(hearing) }
}
