/** The SDK's client, over a connection that heeds HTTPS_PROXY and NO_PROXY. */
import OpenAI from 'openai'
import { Agent, EnvHttpProxyAgent, fetch as undiciFetch, type RequestInfo, type RequestInit } from 'undici'

export interface ConnectionOptions {
  readonly apiKey: string
  readonly baseUrl: string
}

/** The SDK's own limit on waiting for headers; the turn's idle limit ends it long before. */
const LONGEST_WAIT_MS = 3_600_000
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

function dispatcherFor(environment: NodeJS.ProcessEnv): Agent | EnvHttpProxyAgent {
  // how long silence may last is decided in one place, read-stream.ts
  const limits = { headersTimeout: 0, bodyTimeout: 0 }
  return PROXY_VARIABLES.some((name) => environment[name]) ? new EnvHttpProxyAgent(limits) : new Agent(limits)
}

export function connect(options: ConnectionOptions): OpenAI {
  const dispatcher = dispatcherFor(process.env)
  const fetchThroughProxy = (url: RequestInfo, init?: RequestInit) => undiciFetch(url, { ...init, dispatcher })
  return new OpenAI({
    apiKey: options.apiKey,
    adminAPIKey: null,
    baseURL: options.baseUrl,
    // the runner decides on retrying
    maxRetries: 0,
    timeout: LONGEST_WAIT_MS,
    logLevel: 'off',
    fetch: fetchThroughProxy as unknown as typeof globalThis.fetch,
  })
}
