import { describe, expect, it } from 'vitest'
import type { ReplayRow } from '../../../electron/protocol/replay.js'
import { indexRows, minutes, nextOf, placeInWords, rowAt, shareOf } from '../../../renderer/replay/row-index.js'
import { blocksOf, markersOf, moneyPath } from '../../../renderer/replay/draw-timeline.js'

const row = (atMs: number, more: Partial<ReplayRow> = {}): ReplayRow => ({
  ...{
    kind: 'step',
    number: 1,
    icon: 'done',
    tone: 'plain',
    title: 'Click',
    turn: 1,
    result: '',
    ms: 10,
    before: null,
    after: null,
  },
  ...{ marks: [], from: null, spentUsd: null, atMs },
  ...more,
})

describe('the timeline', () => {
  it('finds the row at a place, and the place of a row', () => {
    const index = indexRows([row(0), row(1000), row(3000), row(4000, { ms: 1000 })])
    expect([0, 0.1, 0.25, 0.5, 0.79, 0.99, 1].map((share) => rowAt(index, share))).toEqual([0, 0, 1, 1, 2, 3, 3])
    for (const at of [0, 1, 2, 3]) expect(rowAt(index, shareOf(index, at) + 1e-9)).toBe(at)
  })

  it('cuts a night between two steps short', () => {
    const index = indexRows([row(0), row(1000), row(30_000_000), row(30_001_000)])
    expect(shareOf(index, 2)).toBeLessThan(0.99)
    expect(index.places[2]).toBe(61_000)
  })

  it('is empty for a session without rows', () => {
    const index = indexRows([])
    expect(rowAt(index, 0.5)).toBe(0)
    expect(shareOf(index, 0)).toBe(0)
    expect(blocksOf([], index, 700)).toEqual([])
    expect(moneyPath([], index)).toBeNull()
  })

  it('joins rows that are narrower than a pixel and keeps the loudest of them', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => row(at * 1000, at === 5000 ? { tone: 'bad', icon: 'failed' } : {}))
    const index = indexRows(rows)
    const blocks = blocksOf(rows, index, 700)
    expect(blocks.length).toBeLessThan(700)
    expect(blocks.filter(({ tint }) => tint === 'bad')).toHaveLength(1)
    expect(markersOf(rows, index, 700)).toHaveLength(1)
  })

  it('draws the money as it was spent', () => {
    const rows = [row(0, { spentUsd: 0 }), row(1000, { spentUsd: 1, ms: 1000 })]
    expect(moneyPath(rows, indexRows(rows))).toBe('M0 1L0.0000 1.0000L0.5000 0.0000L1 0')
  })
})

describe('jumping', () => {
  it('goes to the next one, and from the last to the first', () => {
    expect(nextOf([3, 7], 3)).toBe(7)
    expect(nextOf([3, 7], 7)).toBe(3)
    expect(nextOf([3, 7], 3, -1)).toBe(7)
    expect(nextOf([], 3)).toBeNull()
  })
})

it('says where it is in words', () => {
  const rows = [row(0), row(252_000, { number: 2 }), row(3_725_000, { number: null, title: 'You: “left”' })]
  const index = indexRows(rows)
  expect(placeInWords(rows, index, 1)).toBe('Step 2 of 2, 4:12')
  expect(placeInWords(rows, index, 2)).toBe('You: “left”, 1:02:05')
  expect(minutes(-5)).toBe('0:00')
})
