/** Checks events against docs/events.schema.json, the published form of the contract, as a reader in another language would. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020.js'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/events.schema.json'), 'utf8')) as object
const validate = new Ajv2020.default({ strict: false, discriminator: false }).compile(schema)

/** What is wrong with the event, one sentence each; empty when it fits. */
export function schemaProblems(event: unknown): readonly string[] {
  if (validate(event)) return []
  const type = (event as { type?: unknown }).type
  const own = (validate.errors ?? []).filter((error) => !error.schemaPath.includes('/const'))
  return own.map((error) => `${String(type)}${error.instancePath}: ${error.message ?? 'does not fit'}`)
}

/** Checks a whole session: every event fits, seq has no gaps, one session. */
export function sessionProblems(events: readonly { readonly seq: number; readonly session: string }[]): readonly string[] {
  const gaps = events.flatMap((event, index) =>
    event.seq === (events[0]?.seq ?? 1) + index ? [] : [`seq ${event.seq} stands at place ${index}`],
  )
  const strangers = events
    .filter((event) => event.session !== events[0]?.session)
    .map((event) => `seq ${event.seq} belongs to another session`)
  return [...events.flatMap(schemaProblems), ...gaps, ...strangers]
}
