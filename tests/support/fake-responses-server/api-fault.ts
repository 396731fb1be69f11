/** An answer that is an error, in the words and the shape of the real server. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string | null = null,
    readonly param: string | null = null,
    readonly type = 'invalid_request_error',
  ) {
    super(message)
  }

  get body(): string {
    return JSON.stringify({ error: { message: this.message, type: this.type, param: this.param, code: this.code } })
  }
}

export const badRequest = (message: string, param: string | null = null, code: string | null = null) =>
  new ApiFault(400, message, code, param)
