import { expect, test } from 'vitest'
import type { ReplayRow } from '../../../electron/protocol/replay.js'
import { comparePairs } from '../../../electron/replay/compare.js'

const NOTHING = { kind: 'step', icon: 'done', tone: 'plain', result: '', atMs: 0, ms: 1, before: null, after: null } as const
const rows = (...titles: readonly string[]): ReplayRow[] =>
  titles.map((title, index) => ({
    ...NOTHING,
    number: title === 'note' ? null : index,
    title,
    turn: index,
    marks: title.startsWith('Click') ? [{ kind: 'ring', x: 1, y: 1 }] : [],
    from: null,
    spentUsd: null,
  }))
const kinds = (one: ReplayRow[], other: ReplayRow[]) => comparePairs(one, other).map(({ kind }) => kind)

test('the same steps are the same, also when a click missed by a pixel or two', () => {
  expect(kinds(rows('Click at 100, 200', 'Type “a”'), rows('Click at 101, 201', 'Type “a”'))).toEqual(['same', 'same'])
})

test('typing is the same only when it is the same to the letter', () => {
  expect(kinds(rows('Type “1462”'), rows('Type “1463”'))).toEqual(['different'])
})

test('a step that only one session has is left out of the other, and what follows is the same again', () => {
  const [one, other] = [rows('note', 'a', 'b', 'c'), rows('a', 'x', 'y', 'c')]
  expect(comparePairs(one, other)).toEqual([
    { kind: 'same', one: 1, other: 0 },
    { kind: 'different', one: 2, other: 1 },
    { kind: 'only-other', one: null, other: 2 },
    { kind: 'same', one: 3, other: 3 },
  ])
  expect(kinds(rows('a', 'b', 'c'), rows('a', 'c'))).toEqual(['same', 'only-one', 'same'])
})

test('one that is empty, and two that have nothing in common', () => {
  expect(kinds([], rows('a'))).toEqual(['only-other'])
  expect(kinds(rows('a', 'b'), rows('c'))).toEqual(['different', 'only-one'])
})

test('a step that ended otherwise is another step', () => {
  const failed = rows('a').map((row) => ({ ...row, result: 'Failed' }))
  expect(kinds(rows('a'), failed)).toEqual(['different'])
})
