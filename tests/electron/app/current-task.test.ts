import { describe, expect, it } from 'vitest'
import { CurrentTask } from '../../../electron/app/current-task.js'
import type { LiveSession } from '../../../electron/app/live-session.js'
import type { EventBody } from '../../../electron/protocol/event.js'
import type { SessionEnd } from '../../../electron/runner/running-session.js'

function fakeSession(id = 's1') {
  const commands: string[] = []
  const holds: boolean[] = []
  let finish: (end: SessionEnd) => void = () => undefined
  const live: LiveSession = {
    id,
    isVirtual: false,
    view: null,
    command: (command, by) => commands.push(`${command.type} by ${by}`),
    hold: (isHeld) => holds.push(isHeld),
    yields: 'idle',
    human: () => undefined,
    ended: new Promise((resolve) => (finish = resolve)),
  }
  const end = async () => {
    finish({ status: 'stopped', text: '', totals: {} as SessionEnd['totals'], problem: null, stoppedBy: 'person' })
    await live.ended
    await Promise.resolve()
  }
  return { live, commands, holds, end }
}

function scene() {
  const told: string[] = []
  const task = new CurrentTask({ changed: () => told.push(task.state), ended: () => told.push('ended') })
  const hear = (body: EventBody) => task.hear({ v: 1, seq: 1, at: '2030-01-01T00:00:00.000Z', session: 's1', ...body })
  return { task, told, hear }
}

describe('the one task of the app', () => {
  it('is told and forgotten with its session', async () => {
    const { task, told } = scene()
    const session = fakeSession()
    await task.start(() => Promise.resolve({ ok: true, value: session.live }))
    expect([task.id, task.state]).toEqual(['s1', 'working'])
    await session.end()
    expect([task.id, task.state]).toEqual([null, 'idle'])
    expect(told).toEqual(['working', 'idle', 'ended'])
  })

  it('refuses a second one while it runs or starts', async () => {
    const { task } = scene()
    const started = task.start(() => Promise.resolve({ ok: true, value: fakeSession().live }))
    const early = await task.start(() => Promise.resolve({ ok: true, value: fakeSession('s2').live }))
    await started
    const late = await task.start(() => Promise.resolve({ ok: true, value: fakeSession('s3').live }))
    expect([early, late].map((each) => (each.ok ? null : each.problem.kind))).toEqual(['display-busy', 'display-busy'])
    expect(task.id).toBe('s1')
  })

  it('can start again after one that could not begin', async () => {
    const { task } = scene()
    const problem = { kind: 'missing-key' as const, message: 'No key.', retryable: false }
    expect(await task.start(() => Promise.resolve({ ok: false, problem }))).toEqual({ ok: false, problem })
    expect((await task.start(() => Promise.resolve({ ok: true, value: fakeSession().live }))).ok).toBe(true)
  })

  it('pauses with one press and goes on with the next', async () => {
    const { task, hear } = scene()
    const session = fakeSession()
    await task.start(() => Promise.resolve({ ok: true, value: session.live }))
    task.toggle('hotkey')
    hear({ type: 'control', state: 'paused', by: 'hotkey' })
    task.toggle('hotkey')
    expect(session.commands).toEqual(['pause by hotkey', 'continue by hotkey'])
  })

  it('lets a hold wait while it is paused, and holds once it goes on', async () => {
    const { task, hear } = scene()
    const session = fakeSession()
    await task.start(() => Promise.resolve({ ok: true, value: session.live }))
    hear({ type: 'control', state: 'paused', by: 'hotkey' })
    task.hold(true)
    expect(session.holds).toEqual([])
    hear({ type: 'control', state: 'running', by: 'hotkey' })
    task.hold(false)
    expect(session.holds).toEqual([true, false])
  })

  it('is paused and not continued by the pause key while it is only held', async () => {
    const { task, hear } = scene()
    const session = fakeSession()
    await task.start(() => Promise.resolve({ ok: true, value: session.live }))
    hear({ type: 'control', state: 'held', by: 'human-input' })
    task.toggle('hotkey')
    expect(session.commands).toEqual(['pause by hotkey'])
  })

  it('is stopped and waited for before the app quits', async () => {
    const { task } = scene()
    const session = fakeSession()
    await task.start(() => Promise.resolve({ ok: true, value: session.live }))
    let isOver = false
    const stopped = task.stopAndWait('person').then(() => (isOver = true))
    await Promise.resolve()
    expect([session.commands, isOver]).toEqual([['stop by person'], false])
    await session.end()
    await stopped
    expect(isOver).toBe(true)
  })

  it('has nothing to stop when nothing runs', async () => {
    const { task } = scene()
    await expect(task.stopAndWait('person')).resolves.toBeUndefined()
    expect(() => task.command({ type: 'stop' }, 'hotkey')).not.toThrow()
  })
})
