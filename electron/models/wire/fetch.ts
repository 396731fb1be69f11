/** A fetch that heeds HTTPS_PROXY and NO_PROXY, sets no time limit of its own, and lets one hear that the server is alive. */
import { Agent, EnvHttpProxyAgent, fetch as undiciFetch, type RequestInfo, type RequestInit } from 'undici'

export type Fetch = typeof globalThis.fetch

export interface Hearing {
  /** the answer has begun */
  readonly began: (headers: Headers) => void
  /** bytes came, whatever they mean */
  readonly heard: () => void
}

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

function dispatcherFor(environment: NodeJS.ProcessEnv): Agent | EnvHttpProxyAgent {
  // how long silence may last is decided in one place, idle-watch.ts
  const limits = { headersTimeout: 0, bodyTimeout: 0 }
  const isProxied = PROXY_VARIABLES.some((name) => environment[name])
  return isProxied ? withoutWarning(() => new EnvHttpProxyAgent(limits)) : new Agent(limits)
}

/** undici calls its proxy agent experimental on standard error, which belongs to the person: there is nothing to do about it. */
function withoutWarning<T>(make: () => T): T {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => undefined
  try {
    return make()
  } finally {
    process.emitWarning = emitWarning
  }
}

function hearBytes(response: Response, heard: () => void): Response {
  if (!response.body) return response
  const listen = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      heard()
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(listen), response)
}

export interface Line {
  readonly dispatcher: Agent | EnvHttpProxyAgent
  readonly fetch: Fetch
  /** the same connection, listened to for one request */
  hearing(hearing: Hearing): Fetch
}

export function openLine(): Line {
  const dispatcher = dispatcherFor(process.env)
  const fetchThroughProxy = ((url: RequestInfo, init?: RequestInit) =>
    undiciFetch(url, { ...init, dispatcher })) as unknown as Fetch
  return {
    dispatcher,
    fetch: fetchThroughProxy,
    hearing:
      ({ began, heard }) =>
      async (url: Parameters<Fetch>[0], init?: Parameters<Fetch>[1]) => {
        const response = await fetchThroughProxy(url, init)
        began(response.headers)
        return hearBytes(response, heard)
      },
  }
}
