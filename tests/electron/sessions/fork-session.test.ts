import { cpSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { foldLog } from '../../../electron/agent/fold.js'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { createSessionStore } from '../../../electron/sessions/session-store.js'
import { sessionProblems } from '../../support/event-schema.js'
import { temporaryFolder } from './temporary.js'

const FIXTURES = join(import.meta.dirname, '../../fixtures/sessions/v1')
const [LONG = ''] = readdirSync(FIXTURES).sort()

async function forked(step: number) {
  const home = temporaryFolder()
  cpSync(join(FIXTURES, LONG), join(home, 'sessions', LONG), { recursive: true })
  const store = createSessionStore({ home })
  const fork = await store.fork(LONG, step)
  if (!fork.ok) throw new Error(fork.problem.message)
  const [old, made] = await Promise.all([store.read(LONG), store.read(fork.value)])
  if (!old.ok || !made.ok) throw new Error('not readable')
  return { home, id: fork.value, store, old: old.value, made: made.value }
}

const without = ({ session: _session, ...event }: SessionEvent & { forkedFrom?: unknown }) => {
  const { forkedFrom: _forkedFrom, ...rest } = event
  return rest
}

test.each([1, 2, 3, 4, 5, 6])(
  'a fork at step %i has the lines up to the end of that step, reads clean and can go on',
  async (step) => {
    const { made, old, id } = await forked(step)
    expect(made.problems).toEqual([])
    expect(sessionProblems(made.events)).toEqual([])
    expect(made.events.every((event) => event.session === id)).toBe(true)
    expect(made.events.map(without)).toEqual(old.events.slice(0, made.events.length).map(without))
    expect(made.events.filter((event) => event.type === 'model.items')).toHaveLength(step)
    const folded = foldLog(made.events)
    expect(folded.strangeAt).toBeNull()
    expect(folded.state.turn).toBe(step)
  },
)

test('it tells its origin, stands in the list, and the old session is as it was', async () => {
  const { store, id, made, old } = await forked(2)
  expect(made.events[0]).toMatchObject({ type: 'session.started', forkedFrom: { session: LONG, step: 2 } })
  expect(old.problems).toEqual([])
  expect(await store.list()).toMatchObject([
    { id, forkedFrom: { session: LONG, step: 2 }, status: 'broken-off' },
    { id: LONG, forkedFrom: null, status: 'done' },
  ])
})

test('its pictures are the same files, only those it needs, and stay when the old session is removed', async () => {
  const { home, store, id, old } = await forked(1)
  const frames = join(home, 'sessions', id, 'frames')
  const names = readdirSync(frames)
  expect(names.length).toBeGreaterThan(0)
  expect(names.length).toBeLessThan(readdirSync(join(old.folder, 'frames')).length)
  for (const name of names) expect(statSync(join(frames, name)).ino).toBe(statSync(join(old.folder, 'frames', name)).ino)
  await store.remove(LONG)
  expect((await store.read(id)).ok && readdirSync(frames)).toEqual(names)
})

test.each([0, 7])('step %i, which was not completed, is refused with those there are', async (step) => {
  await expect(forked(step)).rejects.toThrow('The steps of this session are 1 to 6.')
})
