/** `deskhand export`: one session as files, with a bar in a terminal, and nothing left of what was interrupted. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeSession } from '../sessions/temporary.js'
import { call, temporaryHome } from './call.js'

const ID = '01JD0000000000000000000000'

async function homeWithSession(): Promise<string> {
  const home = temporaryHome()
  await writeSession(join(home, 'sessions', ID))
  return home
}

test('several forms at once are written and named', async () => {
  const home = await homeWithSession()
  const words = ['export', ID, '--markdown', 'a.md', '--jsonl', 'a.jsonl', '--html', 'a.html', '--video', 'a.webm']
  const exported = call(words, { home })
  expect(await exported.ended).toBe(0)
  expect(exported.out().trim().split('\n').sort()).toEqual(
    ['a.html', 'a.jsonl', 'a.md', 'a.webm'].map((name) => join(home, name)),
  )
  expect(exported.err()).toBe('')
  expect(readFileSync(join(home, 'a.md'), 'utf8')).toContain('# Save the form')
  expect(readFileSync(join(home, 'a.webm')).subarray(0, 4).toString('hex')).toBe('1a45dfa3')
})

test('a terminal shows how far it is, and the bar is gone at the end', async () => {
  const exported = call(['export', ID, '--video', 'a.webm'], { home: await homeWithSession(), isTerminal: true })
  expect(await exported.ended).toBe(0)
  expect(exported.err()).toMatch(/\rvideo [█░]{30} +\d+ %/)
  expect(exported.err().endsWith('\r\u001b[K')).toBe(true)
})

test('Ctrl+C ends it with 130 and leaves no half file', async () => {
  const home = await homeWithSession()
  const exported = call(['export', ID, '--video', 'a.webm'], { home, isTerminal: true })
  await expect.poll(() => exported.err(), { timeout: 20_000, interval: 5 }).toContain('video')
  exported.signal('SIGINT')
  expect(await exported.ended).toBe(130)
  expect(exported.err()).toContain('The export was cancelled; no file was left.')
  expect([existsSync(join(home, 'a.webm')), readdirSync(home).some((name) => name.includes('.part'))]).toEqual([false, false])
})

test('without a form, and to a place that cannot be, it says what to do', async () => {
  const home = await homeWithSession()
  const nothing = call(['export', ID], { home })
  expect([await nothing.ended, nothing.err().trim()]).toEqual([
    2,
    'Say where to: `deskhand export ID` with --html FILE, --video FILE, --markdown FILE, --jsonl FILE.',
  ])
  const nowhere = call(['export', ID, '--markdown', 'no/where.md'], { home })
  expect([await nowhere.ended, nowhere.err()]).toEqual([1, expect.stringContaining('could not be written')])
})
