import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyDiff, createText } from '../../../../electron/tools/patch/apply-diff.js'
import { randomFrom } from '../../../support/random.js'
import { reportSoak } from '../../../support/soak-report.js'

interface Patch {
  readonly kind: 'good' | 'fuzzy' | 'broken' | 'create'
  readonly name: string
  readonly before: string
  readonly diff: string
  /** null: it must be refused */
  readonly after: string | null
}

const PATCHES = JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/patches.json'), 'utf8')) as readonly Patch[]

describe.each(['good', 'fuzzy', 'broken', 'create'] as const)('a %s patch', (kind) => {
  it.each(PATCHES.filter((patch) => patch.kind === kind))('$name', ({ before, diff, after }) => {
    const applied = kind === 'create' ? createText(diff) : applyDiff(before, diff)
    expect(applied.ok ? applied.text : null).toBe(after)
    if (!applied.ok) expect(applied.why).not.toBe('')
    else if (kind === 'good') expect(applied.fuzz).toBe(0)
  })
})

describe('fuzz', () => {
  const fuzzOf = (before: string, diff: string) => {
    const applied = applyDiff(before, diff)
    return applied.ok ? applied.fuzz : null
  }

  it('tells how far the context differed', () => {
    expect(fuzzOf('one\ntwo\n', '@@\n one\n-two')).toBe(0)
    expect(fuzzOf('one \ntwo\n', '@@\n one\n-two')).toBe(1)
    expect(fuzzOf('  one\n  two\n', '@@\n one\n-two')).toBe(100)
    expect(fuzzOf('one\ntwo\nend\n', '@@\n one\n-two\n*** End of File')).toBe(10_000)
    expect(fuzzOf(' head\none\n', '@@ head\n-one')).toBe(1)
  })
})

const LINES = ['a', 'b', ' a', 'a ', '  b', '', '{', '}', 'x\t', '@@', '***', 'é', 'def f():', 'class A:', '\r', 'a']
const MARKS = [
  '@@',
  '@@ a',
  '@@  b',
  '@@ class A:',
  '*** End of File',
  '*** End Patch',
  '***',
  '*** Foo',
  '*** Update File: x',
  'z',
]
const ROUNDS = Number(process.env['DESKHAND_SOAK_PATCHES'] ?? 100_000)

it('whatever it is given, a patch is applied whole or refused: lines come from the file or the diff, in their order', () => {
  const draw = randomFrom(7).below
  let applied = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const { before, diff } = randomPatch(draw)
    const result = applyDiff(before, diff)
    if (result.ok) {
      applied += 1
      checkWhole(before, diff, result.text)
    }
    createText(diff)
  }
  expect(applied).toBeGreaterThan(ROUNDS / 100)
  reportSoak({ rounds: ROUNDS, applied })
})

function randomPatch(draw: (below: number) => number): { before: string; diff: string } {
  const one = (from: readonly string[]): string => from[draw(from.length)] ?? ''
  const lines = Array.from({ length: draw(9) }, () => one(LINES))
  const ending = draw(4) === 0 ? '\r\n' : '\n'
  let at = draw(lines.length + 1)
  const diff = Array.from({ length: draw(8) }, () => {
    const dice = draw(12)
    if (dice === 0) return one(MARKS)
    if (dice < 5) return ` ${lines[at++] ?? one(LINES)}`
    if (dice < 7) return `-${lines[at++] ?? 'q'}`
    if (dice < 10) return `+${one(LINES)}`
    at += dice === 10 ? draw(3) : 0
    return dice === 10 ? '@@' : ''
  })
  const before = lines.join(ending) + (draw(2) === 0 ? ending : '')
  return { before, diff: diff.join(draw(5) === 0 ? '\r\n' : '\n') + (draw(2) === 0 ? '\n' : '') }
}

const EOF = '*** End of File'

/** As many lines as the diff takes and adds up to where it ends; none from elsewhere. */
function checkWhole(before: string, diff: string, after: string): void {
  const parts = diff.split(/\r?\n/).map((line) => line.replace(/\r$/, ''))
  const end = parts.findIndex((line) => /^\*\*\* (?:End Patch|Update|Delete|Add)/.test(line))
  const own = end === -1 ? parts : parts.slice(0, end)
  // where a part should begin, the mark of a file's end ends the diff
  const stop = own.findIndex((line, index) => line === EOF && (index === 0 || own[index - 1] === EOF))
  const used = stop === -1 ? own : own.slice(0, stop)
  const grown = used.filter((line) => line.startsWith('+')).length - used.filter((line) => line.startsWith('-')).length
  const count = (text: string) => text.split('\n').length
  // no line and one empty line are the same text
  if (after !== '' && count(after) !== count(before) + grown)
    throw new Error(`half applied: ${JSON.stringify({ before, diff, after })}`)
}
