/** Stopping by a real key on a real display, in the middle of everything a session can be in; another process watches what the OS is sent. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SITUATIONS } from '../../bench/stop/situations.js'
import { epochMs, openStand, type Stand } from '../../bench/stop/stand.js'

const LONG = 60_000
/** The bench measures how soon; here only that nothing comes long after, on any machine. */
const LATE_MS = 2000
const OURS = (name: string) => !['ControlLeft', 'AltLeft', 'Period'].includes(name)

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
}, LONG)
afterAll(() => stand.close())

describe('the stop key', { timeout: LONG }, () => {
  it.each(SITUATIONS)('ends everything during $name', async ({ turns, wrap, isOn }) => {
    const running = await stand.start(turns, wrap ? { wrap } : {})
    await running.until(isOn)
    await stand.person('key', 'ctrl+alt+period')
    expect(await running.ended).toMatchObject({ status: 'stopped', stoppedBy: 'hotkey' })
    const endedAt = epochMs()
    expect(stand.bridge.input.held()).toEqual([])
    expect(running.events.at(-1)).toMatchObject({ type: 'session.finished', status: 'stopped' })
    // what is let go of was pressed: every key and button the OS was sent is up again
    const down = () =>
      stand.osEvents.reduce((held, { name, down: isDown }) => {
        if (isDown === true) held.add(name)
        if (isDown === false) held.delete(name)
        return held
      }, new Set<string>())
    await vi.waitFor(() => expect([...down()]).toEqual([]), { timeout: 10_000, interval: 20 })
    const late = stand.osEvents.filter(({ name, at }) => OURS(name) && at > endedAt + LATE_MS)
    expect(late).toEqual([])
  })

  it('types no more than had been typed', async () => {
    const [typing] = SITUATIONS
    const running = await stand.start(typing?.turns ?? [])
    const from = stand.osEvents.length
    const typed = () => stand.osEvents.slice(from).filter(({ name, down }) => name === 'KeyA' && down === true).length
    await vi.waitFor(() => expect(typed()).toBeGreaterThan(50), { timeout: 20_000, interval: 10 })
    await stand.person('key', 'ctrl+alt+period')
    await running.ended
    expect(typed()).toBeLessThan(10_000)
    expect(running.events).toContainEqual(expect.objectContaining({ type: 'action.finished', result: 'interrupted' }))
  })
})

describe('the stop corner', { timeout: LONG }, () => {
  it('stops when a person pushes the mouse into it', async () => {
    await stand.person('mousemove', '300', '300')
    const running = await stand.start([{ actions: [{ kind: 'wait', ms: 60_000 }] }], { settings: { stopCorner: 'bottom-left' } })
    await running.until((event) => event.type === 'action.started')
    await stand.person('mousemove_relative', '--', '-600', '900')
    expect(await running.ended).toMatchObject({ status: 'stopped', stoppedBy: 'person' })
  })
})
