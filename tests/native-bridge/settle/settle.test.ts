import { expect, test } from 'vitest'
import type { Region } from '../../../native-bridge/settle/difference.js'
import { observe, startSettling, type SettleVerdict } from '../../../native-bridge/settle/settle.js'

const rule = { firstChangeMs: 300, patienceMs: 3000, quietMs: 40, filmArea: 100_000 }
const region = (width: number, height: number): Region => ({ x: 10, y: 10, width, height, pixels: width * height })
const large = region(400, 300)
const spinner = region(20, 20)
const caret = region(1, 16)

/** Plays grabs every `step` ms: at each, what moved since the last one (and with it, what differs from before). */
function play(moves: (atMs: number) => readonly Region[], step = 10, until = 5000): { verdict: SettleVerdict; atMs: number } {
  let state = startSettling(0)
  const changed: Region[] = []
  for (let atMs = 0; atMs <= until; atMs += step) {
    const moved = moves(atMs)
    changed.push(...moved)
    const seen = observe(state, { nowMs: atMs, changed, moved }, rule)
    state = seen.state
    if (seen.verdict !== 'waiting' && seen.verdict !== 'moving') return { verdict: seen.verdict, atMs }
  }
  throw new Error('it never came to an end')
}
const during = (from: number, to: number, what: Region) => (atMs: number) => (atMs >= from && atMs <= to ? [what] : [])

test('without any change the wait ends unchanged after the time for a first one', () => {
  expect(play(() => [])).toEqual({ verdict: 'unchanged', atMs: 300 })
})

test('one change at once is settled after the quiet time', () => {
  expect(play(during(0, 0, large))).toEqual({ verdict: 'settled', atMs: 40 })
})

test('quiet is counted from the last movement', () => {
  expect(play(during(20, 500, large))).toEqual({ verdict: 'settled', atMs: 540 })
})

test('what was slow to begin is given more quiet, so that its second half is not missed', () => {
  const inTwoHalves = (atMs: number) => (atMs === 200 || atMs === 300 ? [large] : [])
  expect(play(inTwoHalves)).toEqual({ verdict: 'settled', atMs: 450 })
})

test('a film is given up on when the patience ends', () => {
  expect(play(() => [large])).toEqual({ verdict: 'gave-up', atMs: 3000 })
})

test('a small spinner that goes on alone does not hold up for long', () => {
  const result = play((atMs) => (atMs === 0 ? [large] : [spinner]))
  expect(result.verdict).toBe('settled')
  expect(result.atMs).toBeLessThan(700)
})

test('a spinner beside something large that still moves holds up', () => {
  const result = play((atMs) => (atMs <= 1000 ? [large, spinner] : [spinner]))
  expect(result.verdict).toBe('settled')
  expect(result.atMs).toBeGreaterThan(1500)
})

test('a caret that blinks does not end the wait for a first change', () => {
  expect(play((atMs) => (atMs === 50 ? [caret] : atMs === 200 ? [large] : []))).toEqual({ verdict: 'settled', atMs: 350 })
})

test('a caret alone is a change when nothing else came', () => {
  expect(play(during(50, 50, caret))).toEqual({ verdict: 'settled', atMs: 300 })
})

test('less time for a first change than the usual is obeyed', () => {
  const state = startSettling(0)
  expect(observe(state, { nowMs: 0, changed: [], moved: [] }, { ...rule, firstChangeMs: 0 }).verdict).toBe('unchanged')
})

test('a film in its place is not waited for to the end of the patience; what takes new places is', () => {
  const film = region(320, 240)
  expect(play(during(0, 4000, film))).toEqual({ verdict: 'settled', atMs: 1500 })
  const growing = (atMs: number) => [{ ...region(100, 1 + Math.floor(atMs / 12)), x: 10 }]
  expect(play(growing)).toMatchObject({ verdict: 'gave-up' })
})
