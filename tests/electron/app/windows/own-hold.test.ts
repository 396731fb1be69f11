import { describe, expect, it } from 'vitest'
import { createHumanHold } from '../../../../electron/app/human-hold.js'
import { feedHold, isHeld, NOTHING_HELD, type HoldEvent } from '../../../../electron/app/windows/own-hold.js'
import type { HumanEvent } from '../../../../native-bridge/types.js'

const EVENTS: Readonly<Record<string, HoldEvent>> = {
  over: { kind: 'pointer', inside: true },
  away: { kind: 'pointer', inside: false },
  key: { kind: 'key', focused: true, code: 'KeyA' },
  elsewhere: { kind: 'key', focused: false, code: 'KeyA' },
  escape: { kind: 'key', focused: true, code: 'Escape' },
  control: { kind: 'key', focused: true, code: 'ControlLeft' },
  sent: { kind: 'sent' },
  left: { kind: 'left' },
  gone: { kind: 'gone' },
}

function heldAfter(timeline: string): boolean {
  const events = timeline.split(' ').map((name) => EVENTS[name] as HoldEvent)
  return isHeld(events.reduce(feedHold, NOTHING_HELD))
}

describe('a person’s input over our own windows', () => {
  it.each([
    ['over', true],
    ['over away', false],
    ['away', false],
    ['over over', true],
    ['key', true],
    ['elsewhere', false],
    ['key sent', false],
    ['key left', false],
    ['key escape', false],
    ['over key away', false],
    ['key away', true],
    ['over key sent', false],
    ['over sent over', true],
    ['over left', true],
    ['key elsewhere', false],
    ['over gone', false],
    ['key gone', true],
    ['control', false],
    ['key control', true],
  ])('after “%s” the hands wait: %s', (timeline, held) => {
    expect(heldAfter(timeline)).toBe(held)
  })

  it('is told to the session once per change, by where the pointer is', () => {
    const told: boolean[] = []
    const hold = createHumanHold({
      rects: () => [{ x: 100, y: 100, width: 50, height: 50 }],
      hasFocus: () => false,
      hold: (isNow) => told.push(isNow),
    })
    const move = (x: number): HumanEvent => ({ kind: 'move', x, y: 120, atMs: 0 })
    for (const x of [50, 110, 120, 130, 200, 210]) hold.human(move(x))
    hold.human({ kind: 'button', button: 'left', down: true, x: 110, y: 110, atMs: 1 })
    hold.sent()
    expect(told).toEqual([true, false, true, false])
  })

  it('ends when the window goes from under the hand, and does not begin when one comes under it', () => {
    const told: boolean[] = []
    let rects = [{ x: 100, y: 100, width: 50, height: 50 }]
    const hold = createHumanHold({ rects: () => rects, hasFocus: () => false, hold: (isNow) => told.push(isNow) })
    hold.human({ kind: 'move', x: 110, y: 110, atMs: 0 })
    rects = []
    hold.groundChanged()
    rects = [{ x: 100, y: 100, width: 50, height: 50 }]
    hold.groundChanged()
    expect(told).toEqual([true, false])
  })

  it('does not hold for keys that go to another program, nor for keys let go', () => {
    const told: boolean[] = []
    const hold = createHumanHold({ rects: () => [], hasFocus: () => false, hold: (isNow) => told.push(isNow) })
    hold.human({ kind: 'key', code: 'KeyA', down: true, atMs: 0 })
    hold.human({ kind: 'key', code: 'KeyA', down: false, atMs: 1 })
    expect(told).toEqual([])
  })
})
