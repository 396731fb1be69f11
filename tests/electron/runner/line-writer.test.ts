import { expect, it } from 'vitest'
import { createLineWriter } from '../../../electron/runner/line-writer.js'
import { createRedact } from '../../../electron/safety/redact.js'
import { fakeClock } from '../../support/fake-clock.js'
import { memoryLog } from '../../support/memory-log.js'

const secrets = [{ name: 'pw', value: 'hunter2!' }]

it('writes lines in order, without secrets, and says when they are on disk', async () => {
  const log = memoryLog(fakeClock())
  log.slow(20)
  const writer = createLineWriter(log, createRedact(secrets), () => expect.unreachable())
  writer.write({ type: 'reasoning', text: 'It is hunter2!' })
  writer.write({ type: 'turn.started', turn: 2 })
  expect(log.events).toEqual([])
  expect(await writer.drained()).toBe(true)
  expect(log.events).toMatchObject([
    { seq: 1, text: 'It is {{secret:pw}}' },
    { seq: 2, turn: 2 },
  ])
})

it('tells a log that fails once, and never says that anything is on disk after that', async () => {
  const log = memoryLog(fakeClock())
  log.failAfter(1)
  const told: string[] = []
  const writer = createLineWriter(log, createRedact([]), (problem) => told.push(problem.kind))
  for (const turn of [1, 2, 3]) writer.write({ type: 'turn.started', turn })
  expect(await writer.drained()).toBe(false)
  expect(told).toEqual(['disk'])
  expect(writer.problem?.kind).toBe('disk')
})
