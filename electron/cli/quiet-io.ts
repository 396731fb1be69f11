/** What the process says while it knows secrets: none of them, whatever an error's words hold. Events are without them already. */
import { createFoundKeys } from '../safety/key-shapes.js'
import { createRedact } from '../safety/redact.js'
import type { SecretGrant } from '../runner/running-session.js'
import type { Io } from './plugs.js'

export function withoutSecrets(io: Io, secrets: readonly SecretGrant[]): Io {
  const redact = createRedact(secrets, createFoundKeys())
  const err = (text: string) => io.err(redact(text))
  // a process's Io may be more than its own properties
  return Object.assign(Object.create(io) as Io, { err })
}

/** The same error, its words and its stack without any value. */
export function withoutValues(error: unknown, secrets: readonly SecretGrant[]): Error {
  const redact = createRedact(secrets, createFoundKeys())
  const clean = new Error(redact(error instanceof Error ? error.message : String(error)))
  if (error instanceof Error && error.stack !== undefined) clean.stack = redact(error.stack)
  return clean
}
