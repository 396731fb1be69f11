import { describe, expect, it } from 'vitest'
import { prunedCount, prunePictures } from '../../../../electron/models/wire/prune-pictures.js'

const RULE = { keep: 3, lot: 10 }
const NONE = { pinned: [], screen: 'none' }
const picture = (id: string) => ({ picture: { $frame: id } })
const pictureIn = (value: object) => ('picture' in value ? value.picture : null)
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ role: 'user', content: [picture(`f${i}`), { text: `t${i}` }] }))
const left = (value: unknown) => [...JSON.stringify(value).matchAll(/"\$frame":"(\w+)"/g)].map(([, id]) => id)

describe('old pictures', () => {
  it.each([
    [0, 0],
    [3, 0],
    [12, 0],
    [13, 10],
    [22, 10],
    [23, 20],
    [1003, 1000],
  ])('of %i, %i go', (pictures, gone) => {
    expect(prunedCount(pictures, RULE)).toBe(gone)
    expect(left(prunePictures(many(pictures), RULE, NONE, pictureIn, () => 'gone'))).toHaveLength(pictures - gone)
  })

  it('go from the oldest on and leave a word where they stood', () => {
    const pruned = prunePictures(many(13), RULE, NONE, pictureIn, () => ({ text: 'gone' }))
    expect(left(pruned)).toEqual(['f10', 'f11', 'f12'])
    expect(pruned[0]).toEqual({ role: 'user', content: [{ text: 'gone' }, { text: 't0' }] })
  })

  it('that belong to the task stay, and do not count', () => {
    expect(left(prunePictures(many(13), RULE, { pinned: ['f0'], screen: 'none' }, pictureIn, () => 'gone'))).toHaveLength(13)
    expect(left(prunePictures(many(14), RULE, { pinned: ['f0'], screen: 'none' }, pictureIn, () => 'gone'))).toEqual([
      'f0',
      'f11',
      'f12',
      'f13',
    ])
  })

  it('all stay in a short conversation', () => {
    const rule = { keep: 1, lot: 2, first: 6 }
    expect([5, 6, 7, 8, 9].map((pictures) => pictures - prunedCount(pictures, rule))).toEqual([5, 6, 1, 2, 1])
  })

  it('go, but for the screen as it is, also where a closer look is newer', () => {
    const close = { keep: 1, lot: 2 }
    expect(left(prunePictures(many(3), close, { pinned: [], screen: 'f1' }, pictureIn, () => 'gone'))).toEqual(['f1', 'f2'])
    const twice = [picture('f0'), picture('f1'), picture('f0')]
    expect(left(prunePictures(twice, close, { pinned: [], screen: 'f0' }, pictureIn, () => 'gone'))).toEqual(['f0'])
  })

  it('leave the conversation itself as it was', () => {
    const conversation = many(13)
    prunePictures(conversation, RULE, NONE, pictureIn, () => 'gone')
    expect(left(conversation)).toHaveLength(13)
  })
})
