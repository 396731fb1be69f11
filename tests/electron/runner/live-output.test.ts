import { expect, it } from 'vitest'
import { LiveOutput } from '../../../electron/runner/live-output.js'
import { createRedact } from '../../../electron/safety/redact.js'
import { fakeClock } from '../../support/fake-clock.js'

function output(secrets: Parameters<typeof createRedact>[0] = []) {
  const said: string[] = []
  const clock = fakeClock()
  const live = new LiveOutput(
    clock,
    new AbortController().signal,
    (stream, text) => said.push(`${stream}: ${text}`),
    createRedact(secrets),
  )
  return { live, said, clock }
}

it('takes a secret out that comes in two pieces, and one of several lines', () => {
  const { live, said } = output([
    { name: 'pw', value: 'hunter2-and-more' },
    { name: 'note', value: 'first line of it\nsecond line of it' },
  ])
  for (const piece of ['it is hunter2-', 'and-more\nfirst line', ' of it\n', 'second line of it\n']) live.add('stdout', piece)
  live.flush()
  expect(said.join('')).not.toMatch(/hunter2|first line|second line/)
  expect(said.join('')).toContain('{{secret:pw}}')
})

it('tells whole lines after a while, and what is left at the end', async () => {
  const { live, said, clock } = output()
  live.add('stdout', 'one\ntw')
  await clock.sleep(1000, new AbortController().signal)
  expect(said).toEqual(['stdout: one\n'])
  live.flush()
  expect(said).toEqual(['stdout: one\n', 'stdout: tw'])
})

it('says what went to another stream in its order, and stops at a sensible length', () => {
  const { live, said } = output()
  live.add('stdout', 'a')
  live.add('stderr', 'b')
  live.add('stdout', `${'x'.repeat(200_000)}`)
  live.add('stdout', 'never')
  live.flush()
  expect(said.slice(0, 2)).toEqual(['stdout: a', 'stderr: b'])
  expect(said.at(-1)).toBe('info: More is not shown here.')
})
