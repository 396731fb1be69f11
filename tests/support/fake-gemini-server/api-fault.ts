/** An answer that is an error, in the words and the shape of the real server. */
import type { Json } from './turn.js'

const CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}

export class ApiFault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string = CODES[status] ?? 'UNKNOWN',
    readonly details: readonly Json[] = [],
  ) {
    super(message)
  }

  get error(): Json {
    const details = this.details.length > 0 ? { details: this.details } : {}
    return { error: { code: this.status, message: this.message, status: this.code, ...details } }
  }
}

export const badRequest = (message: string) => new ApiFault(400, message)
