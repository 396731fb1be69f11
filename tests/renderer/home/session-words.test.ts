import { describe, expect, it } from 'vitest'
import { canResume, detailOf, found, monthMoney, pastInWords, titleOf } from '../../../renderer/home/session-words.js'
import { sampleRecords } from '../support/sample-app.js'

const NOW = new Date(2026, 10, 18, 12, 0)
const records = sampleRecords(NOW.getTime())
const ids = (search: string, filter: 'all' | 'done' | 'open' = 'all') => found(records, search, filter).map((one) => one.id)
const record = (id: string) => {
  const one = records.find((each) => each.id === id)
  if (!one) throw new Error(`no sample ${id}`)
  return one
}

describe('past sessions', () => {
  it('come newest first', () => {
    expect(ids('').slice(1)).toEqual(['b', 'c', 'd', 'e', 'f'])
  })

  it('are found by all the words of a search, in any case and order', () => {
    expect(ids('PHOTOS date')).toEqual(['b'])
    expect(ids('photos ledger')).toEqual([])
  })

  it('are found by what they report', () => {
    expect(ids('48 tests')).toEqual(['c'])
  })

  it('are filtered by whether they were done', () => {
    expect(ids('', 'done')).toEqual(['b', 'c'])
    expect(ids('', 'open').slice(1)).toEqual(['d', 'e', 'f'])
  })

  it('can go on unless they are done or running', () => {
    expect(records.filter(canResume).map((one) => one.id)).toEqual(['d', 'e', 'f'])
  })
})

describe('a session in words', () => {
  it('goes by the first line of its task', () => {
    expect(titleOf({ ...record('b'), task: '\n  Rename photos\nAll of them' })).toBe('Rename photos')
    expect(titleOf({ ...record('b'), task: ' ' })).toBe('Session without a task')
  })

  it.each([
    ['done', record('b'), '148 files'],
    ['a limit without words', { ...record('d'), text: '' }, '$1.00 at step 61'],
    ['stopped', record('e'), 'step 9'],
    ['done without words', { ...record('b'), text: '' }, '44 steps'],
  ])('says what is worth knowing: %s', (_name, one, words) => {
    expect(detailOf(one)).toBe(words)
  })
})

describe('what tasks took', () => {
  it('is told from two finished ones on', () => {
    expect(pastInWords(records, 'openai')).toBe('Your last 2 finished tasks took 7 to 12 min and $0.48 to $0.83.')
    expect(pastInWords(records, 'offline')).toBeNull()
  })

  it('is one number when they took the same', () => {
    const twice = [record('b'), { ...record('b'), id: 'b2' }]
    expect(pastInWords(twice, 'openai')).toBe('Your last 2 finished tasks took 12 min and $0.83.')
  })

  it('leaves the money out when a price is unknown', () => {
    const { totals } = record('b')
    const unknown = { ...record('b'), totals: { ...totals, usage: { ...totals.usage, usd: null } } }
    expect(pastInWords([record('c'), unknown], 'openai')).toBe('Your last 2 finished tasks took 7 to 12 min.')
  })
})

describe('the month’s money', () => {
  it('adds up the days of this month only', () => {
    const old = { ...record('b'), startedAt: new Date(2026, 9, 31, 12).toISOString() }
    const today = { ...record('c'), startedAt: NOW.toISOString() }
    const month = monthMoney([old, today], NOW)
    expect(month).toMatchObject({ name: 'November', usd: 0.48 })
    expect(month.days).toHaveLength(18)
    expect(month.days.at(-1)).toBe(1)
  })
})
