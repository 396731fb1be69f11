import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { foldLog } from '../../../electron/agent/fold.js'
import { EVENT_VERSION } from '../../../electron/protocol/event.js'
import { migrated, MIGRATIONS, type Migration } from '../../../electron/sessions/migrations.js'
import { readSession } from '../../../electron/sessions/read-session.js'
import { openJsonlLog } from '../../../electron/sessions/jsonl-log.js'
import { temporaryFolder } from './temporary.js'

const FIXTURES = join(import.meta.dirname, '../../fixtures/sessions')
const versions = readdirSync(FIXTURES).sort()
const sessions = versions.flatMap((version) => readdirSync(join(FIXTURES, version)).map((name) => [version, name] as const))

const MADE_UP: readonly Migration[] = [
  { from: 1, name: 'words to text', migrate: ({ words, ...rest }) => ({ ...rest, text: words }) },
  { from: 2, name: 'text in capitals', migrate: ({ text, ...rest }) => ({ ...rest, text: String(text).toUpperCase() }) },
]

test('a line goes through every step from its version on, and is of the newest version then', () => {
  expect(migrated({ v: 1, words: 'hello' }, MADE_UP)).toEqual({ v: 3, text: 'HELLO' })
  expect(migrated({ v: 2, text: 'hello' }, MADE_UP)).toEqual({ v: 3, text: 'HELLO' })
  expect(migrated({ v: 9, other: true }, MADE_UP)).toEqual({ v: 9, other: true })
})

test('there is a named step from every earlier version, and sessions of every version are kept', () => {
  expect(MIGRATIONS.map(({ from }) => from)).toEqual(Array.from({ length: EVENT_VERSION - 1 }, (_, index) => index + 1))
  expect(new Set(MIGRATIONS.map(({ name }) => name)).size).toBe(MIGRATIONS.length)
  expect(versions).toEqual(Array.from({ length: EVENT_VERSION }, (_, index) => `v${index + 1}`))
})

test.each(sessions)('a session of %s, %s, reads clean, goes on, and stays as it is on disk', async (version, name) => {
  const folder = join(temporaryFolder(), name)
  cpSync(join(FIXTURES, version, name), folder, { recursive: true })
  const before = readFileSync(join(folder, 'log.jsonl'), 'utf8')
  const read = await readSession(folder)
  if (!read.ok) throw new Error(read.problem.message)
  expect(read.value.problems).toEqual([])
  expect(read.value.events).toHaveLength(before.trimEnd().split('\n').length)
  expect(foldLog(read.value.events).strangeAt).toBeNull()
  const log = await openJsonlLog({ folder, session: name })
  const next = log.ok && (await log.value.append({ type: 'session.resumed', why: 'test' }))
  expect(next && next.ok && next.value.seq).toBe(read.value.events.length + 1)
  expect(readFileSync(join(folder, 'log.jsonl'), 'utf8').startsWith(before)).toBe(true)
})
