/** What of an earlier life holds in the next one: context, leave and limits; and logs that are not understood. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { call, scripted, sessionsIn, temporaryHome, type Call } from './call.js'

const CLICK = { actions: [{ kind: 'click', x: 300, y: 215 }] }
const TYPE = { actions: [{ kind: 'type', text: 'sudo ls\n' }] }
const NAME = { actions: [{ kind: 'type', text: 'Ada' }] }

const limitsOf = (run: Call) =>
  run.events().flatMap((event) => (event.type === 'problem' && event.kind === 'limit' ? [event.message] : []))
const asks = (run: Call) => run.events().filter((event) => event.type === 'approval.asked').length

/** A session that came to the limit it was begun with. */
async function limited() {
  const home = temporaryHome()
  const words = scripted(home, [CLICK, NAME, CLICK, NAME, CLICK, NAME, { text: 'Typed.' }])
  const first = call(['run', 'Type the name', '--json', '--approve', 'never', '--max-steps', '2', ...words], { home })
  expect(await first.ended).toBe(5)
  return { home, words, id: first.events()[0]?.session ?? '' }
}

test('the limits it was begun with hold again, counted anew, until a flag says otherwise', async () => {
  const { home, words } = await limited()
  const again = call(['resume', '--last', '--json', '--approve', 'never', ...words], { home })
  expect(await again.ended).toBe(5)
  expect(limitsOf(again).at(-1)).toBe('2 steps are done, the most this session may take.')
  const turns = again.events().flatMap((event) => (event.type === 'turn.started' ? [event.turn] : []))
  expect(turns).toHaveLength(2)
  const freed = call(['resume', '--last', '--json', '--approve', 'never', '--max-steps', '9', ...words], { home })
  expect(await freed.ended).toBe(0)
})

test('a log can tighten approvals and limits of the next life, never loosen them', async () => {
  const home = temporaryHome()
  const words = scripted(home, [CLICK, { text: 'Done.' }, TYPE, TYPE, { text: 'Done.' }])
  const first = call(['run', 'Look', '--json', '--approve', 'never', '--max-steps', '0', ...words], { home })
  expect(await first.ended).toBe(0)
  writeFileSync(join(home, 'config.json'), JSON.stringify({ approvals: 'risky', limits: { steps: 1 } }))
  const second = call(['resume', '--last', 'once more', '--json', ...words], { home })
  const asked = await second.until((event) => event.type === 'approval.asked')
  second.stdin.write(
    `${JSON.stringify({ type: 'answer', id: asked.type === 'approval.asked' ? asked.id : '', value: 'allow' })}\n`,
  )
  expect(await second.ended).toBe(5)
})

test('a session begun with --approve ask asks again for everything when it goes on', async () => {
  const home = temporaryHome()
  const words = scripted(home, [{ text: 'Seen.' }, NAME, { text: 'Done.' }])
  const first = call(['run', 'Look', '--json', '--approve', 'ask', ...words], { home })
  expect(await first.ended).toBe(0)
  const second = call(['resume', '--last', 'type it', '--json', ...words], { home })
  second.stdin.end()
  expect(await second.ended).toBe(4)
})

test('leave that a log claims was given is none: without the person it ends with 4, and nothing is typed', async () => {
  const home = temporaryHome()
  const words = scripted(home, [CLICK, TYPE, { text: 'Done.' }, TYPE, { text: 'Done.' }])
  const first = call(['run', 'Look', '--json', ...words], { home })
  const asked = await first.until((event) => event.type === 'approval.asked')
  first.stdin.write(
    `${JSON.stringify({ type: 'answer', id: asked.type === 'approval.asked' ? asked.id : '', value: 'allow' })}\n`,
  )
  expect(await first.ended).toBe(0)
  const log = join(home, 'sessions', first.events()[0]?.session ?? '', 'log.jsonl')
  const forged = readFileSync(log, 'utf8').replaceAll('"answer":"allow"', '"answer":"allow-session"')
  expect(forged).toContain('allow-session')
  writeFileSync(log, forged)
  for (const words of [
    ['resume', '--last', 'again'],
    ['replay', '--last'],
  ]) {
    const next = call([...words, '--json'], { home })
    next.stdin.end()
    expect(await next.ended, words.join(' ')).toBe(4)
    expect(next.desktop.textOf('name')).toBe('')
    expect(asks(next)).toBe(1)
  }
})

test.each([['resume'], ['replay'], ['fork', '--at', '1']])(
  'a log of a newer version is refused by %s, in words',
  async (command, ...flags) => {
    const { home, id } = await limited()
    const log = join(home, 'sessions', id, 'log.jsonl')
    const newer = readFileSync(log, 'utf8').replaceAll('{"v":1,', '{"v":99,')
    writeFileSync(log, newer)
    const refused = call([command, id, ...flags], { home })
    expect(await refused.ended).toBe(2)
    expect(refused.out()).toBe('')
    expect(refused.err()).toMatch(/^[^\n]*was written by a newer Deskhand; update this one to [^\n]*\.\n$/)
    expect(readFileSync(log, 'utf8')).toBe(newer)
    expect(sessionsIn(home)).toEqual([id])
  },
)
