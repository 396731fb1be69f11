/** docs/session-format.md is enough to write a reader in another language: one in Python recomputes what the log says of itself. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSession } from '../../../electron/sessions/read-session.js'
import { temporaryFolder } from './temporary.js'

const READER = join(import.meta.dirname, 'read_session.py')
const FIXTURES = join(import.meta.dirname, '../../fixtures/sessions/v1')
const python = (folder: string): unknown => JSON.parse(execFileSync('python3', [READER, folder], { encoding: 'utf8' }))

test('the reader is short', () => {
  expect(readFileSync(READER, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})

test.each(readdirSync(FIXTURES))('its totals of %s are those of the log', async (name) => {
  const folder = join(temporaryFolder(), name)
  cpSync(join(FIXTURES, name), folder, { recursive: true })
  const read = await readSession(folder)
  if (!read.ok) throw new Error(read.problem.message)
  const end = read.value.events.findLast((event) => event.type === 'session.finished' || event.type === 'session.resumed')
  const finished = end?.type === 'session.finished' ? end : null
  appendFileSync(join(folder, 'log.jsonl'), '{"v":1,"seq":')
  const told = python(folder) as { totals: { usage: { usd: number | null } } }
  expect(told).toMatchObject({ status: finished?.status ?? 'broken-off', brokenPictures: [] })
  if (!finished) return
  const { ms: _ms, usage, ...counts } = finished.totals
  expect(told.totals).toMatchObject({
    ...counts,
    usage: { ...usage, usd: usage.usd === null ? null : (expect.closeTo(usage.usd, 6) as number) },
  })
})
