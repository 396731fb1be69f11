import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SentEvents, sentEventsOf } from '../../../../native-bridge/platforms/linux-x11/sent-events.js'

let sent: SentEvents

beforeEach(() => {
  vi.useFakeTimers()
  sent = new SentEvents()
})
afterEach(() => vi.useRealTimers())

describe('telling our synthetic events from those of other programs', () => {
  it('as many as we sent are ours, one more is not', () => {
    sent.button(3, true)
    sent.button(3, true)
    expect([1, 2, 3].map(() => sent.take('button:3:down'))).toEqual([true, true, false])
  })

  it('another button, another way or another device is not ours', () => {
    sent.button(1, true)
    expect(sent.take('button:2:down')).toBe(false)
    expect(sent.take('button:1:up')).toBe(false)
    expect(sent.take('key:1:down')).toBe(false)
    expect(sent.take('motion')).toBe(false)
  })

  it('a key that we hold repeats as ours, and no longer once it is let go', () => {
    sent.key(38, true)
    expect([1, 2, 3].map(() => sent.take('key:38:down'))).toEqual([true, true, true])
    sent.key(38, false)
    expect(sent.take('key:38:up')).toBe(true)
    expect(sent.take('key:38:down')).toBe(false)
  })

  it('an event that never came back covers nobody later', () => {
    sent.motion({ x: 10, y: 20 })
    vi.advanceTimersByTime(1500)
    sent.forget(performance.now())
    expect(sent.take('motion')).toBe(false)
  })

  it('an event that is merely late is still ours', () => {
    sent.motion({ x: 10, y: 20 })
    const drainedSince = performance.now()
    vi.advanceTimersByTime(5000)
    sent.forget(drainedSince)
    expect(sent.take('motion')).toBe(true)
  })

  it('a place that the pointer reaches late is known as one we sent it to', () => {
    sent.motion({ x: 10, y: 20 })
    sent.motion({ x: 30, y: 40 })
    expect(sent.wasSentTo({ x: 10, y: 20 })).toBe(true)
    expect(sent.wasSentTo({ x: 10, y: 21 })).toBe(false)
  })

  it('an old place does not cover another program, but the last one does as long as the pointer rests there', () => {
    sent.motion({ x: 10, y: 20 })
    sent.motion({ x: 30, y: 40 })
    vi.advanceTimersByTime(60_000)
    expect([sent.wasSentTo({ x: 10, y: 20 }), sent.wasSentTo({ x: 30, y: 40 })]).toEqual([false, true])
  })

  it('what was sent before anybody watched covers nobody', () => {
    sent.key(60, true)
    sent.key(60, false)
    vi.advanceTimersByTime(100)
    sent.startWatching()
    expect(sent.take('key:60:down')).toBe(false)
  })

  it('two connections to one display share what was sent', () => {
    expect(sentEventsOf(':4711')).toBe(sentEventsOf(':4711.0'))
    expect(sentEventsOf(':4711')).not.toBe(sentEventsOf(':4712'))
  })
})
