// Writes docs/events.schema.json and docs/config.schema.json from the one definition in electron/protocol.
// `--check` writes nothing and fails when a file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sessionEventSchema } from '../electron/protocol/event.js'
import { settingsSchema } from '../electron/protocol/settings.js'

const root = join(import.meta.dirname, '..')
const FILES = [
  [
    'docs/events.schema.json',
    'Deskhand session event: one line of log.jsonl and of --json',
    z.toJSONSchema(sessionEventSchema, { io: 'output', override: allowLaterFields }),
  ],
  ['docs/config.schema.json', 'Deskhand config.json', z.toJSONSchema(settingsSchema, { io: 'input' })],
] as const

let differs = false
for (const [path, title, schema] of FILES) {
  const text = `${JSON.stringify({ title, ...schema }, null, 2)}\n`
  if (!process.argv.includes('--check')) {
    writeFileSync(join(root, path), text)
    continue
  }
  if (read(join(root, path)) === text) continue
  differs = true
  console.error(`${path} is not what electron/protocol says. Run: npm run schema`)
}
process.exit(differs ? 1 : 0)

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Readers must ignore fields they do not know, so the schema must let them be. */
function allowLaterFields({ jsonSchema }: { jsonSchema: { additionalProperties?: unknown } }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}
