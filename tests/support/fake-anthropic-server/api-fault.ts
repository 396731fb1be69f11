/** An answer that is an error, in the words and the shape of the real server. */
import type { Json } from './turn.js'

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

export class ApiFault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string | null = null,
    readonly type: string = TYPES[status] ?? 'api_error',
  ) {
    super(message)
  }

  get error(): Json {
    return { type: this.type, message: this.message, ...(this.code === null ? {} : { details: { error_code: this.code } }) }
  }

  get body(): string {
    return JSON.stringify({ type: 'error', error: this.error, request_id: 'req_fake' })
  }
}

export const badRequest = (message: string, code: string | null = null) => new ApiFault(400, message, code)
