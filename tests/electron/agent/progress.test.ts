import { describe, expect, it } from 'vitest'
import { noticeProgress } from '../../../electron/agent/progress.js'
import { NO_PROGRESS } from '../../../electron/agent/state.js'
import type { ProposedCall } from '../../../electron/protocol/call.js'
import { click, computer, screenshot, tool, type, wait } from '../../support/builders.js'

/** The numbers of the turns at which the model was told and the session ended; the first turn is 1. */
function watch(turns: readonly (readonly [ProposedCall, string])[]) {
  let progress = NO_PROGRESS
  const seen: string[] = []
  turns.forEach(([call, frame], index) => {
    const noticed = noticeProgress(progress, [call], frame)
    progress = noticed.progress
    if (noticed.verdict !== 'moving') seen.push(`${noticed.verdict} ${index + 1}`)
  })
  return seen
}
const times = (count: number, turn: (index: number) => readonly [ProposedCall, string]) =>
  Array.from({ length: count }, (_, index) => turn(index))

describe('no progress', () => {
  it('is told at the fourth repeat and ends at the twelfth', () => {
    expect(watch(times(13, () => [computer(click(5, 5)), 'f']))).toEqual(['tell 5', 'end 13'])
  })

  it('is seen though the point moves by a pixel and a caret blinks', () => {
    const turns = times(14, (index) => [computer(click(8 + (index % 2), 8)), `caret ${index % 2}`])
    expect(watch(turns)).toEqual(['tell 6', 'end 14'])
  })

  it('is seen when two turns alternate', () => {
    const turns = times(14, (index) => [computer(index % 2 ? click(5, 5) : type('a')), `f${index % 2}`])
    expect(watch(turns)).toEqual(['tell 6', 'end 14'])
  })

  it('is not seen while pictures are new, or the turns differ', () => {
    expect(watch(times(40, (index) => [computer(click(5, 5)), `f${index}`]))).toEqual([])
    expect(watch(times(40, (index) => [computer(type(`${index}`)), 'f']))).toEqual([])
  })

  it('counts a turn that only waits a quarter, whatever it waits', () => {
    expect(watch(times(49, (index) => [computer(wait(1000 + index), screenshot), 'f']))).toEqual(['tell 17', 'end 49'])
    expect(watch(times(13, () => [computer(screenshot), 'f']))).toEqual(['tell 5', 'end 13'])
  })

  it('counts tools too', () => {
    expect(watch(times(13, () => [tool('shell', { command: 'ls' }), 'f']))).toEqual(['tell 5', 'end 13'])
  })
})
