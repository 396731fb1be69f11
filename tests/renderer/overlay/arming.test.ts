import { describe, expect, it } from 'vitest'
import { appear, ARMING_MS, disturb, leftMs, settle } from '../../../renderer/overlay/arming.js'

describe('a prompt', () => {
  it('accepts nothing for 500 ms', () => {
    expect(settle(appear(1000), 1499).isArmed).toBe(false)
    expect(settle(appear(1000), 1500).isArmed).toBe(true)
  })

  it('starts the wait again with every key and click meanwhile', () => {
    const typing = [1100, 1300, 1700].reduce(disturb, appear(1000))
    expect(settle(typing, 2199).isArmed).toBe(false)
    expect(settle(typing, 2200).isArmed).toBe(true)
  })

  it('stays armed once it is', () => {
    const armed = disturb(appear(1000), 1600)
    expect(armed.isArmed).toBe(true)
    expect(disturb(armed, 1601).isArmed).toBe(true)
  })

  it('tells how long it still waits', () => {
    expect([1000, 1200, 1500, 9999].map((now) => leftMs(settle(appear(1000), now), now))).toEqual([ARMING_MS, 300, 0, 0])
  })
})
