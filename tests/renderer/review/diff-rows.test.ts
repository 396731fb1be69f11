import { describe, expect, it } from 'vitest'
import { changedWords } from '../../../renderer/review/changed-words.js'
import { diffRows, rowOfLine, type DiffLine, type DiffRow } from '../../../renderer/review/diff-rows.js'

const patch = (...hunks: readonly string[]) => `diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n${hunks.join('\n')}\n`
const TWO = patch('@@ -3,4 +3,5 @@', ' one', '-two', '-three', '+zwei', '+drei', '+vier', ' five', '@@ -20,2 +21,1 @@ end', ' last', '-gone') // prettier-ignore

const side = (line: DiffLine | null): string => (line ? `${line.sign}${line.old ?? ''}:${line.now ?? ''} ${line.text}` : '')
const shown = (row: DiffRow): string => (row.kind === 'lines' ? `${side(row.left)} | ${side(row.right)}` : row.words)

describe('the rows of a diff', () => {
  it('are one below the other, with the numbers of both files and what is left out between', () => {
    const { rows, changes } = diffRows(TWO, 'unified')
    expect(rows.map(shown)).toEqual([
      '2 unchanged lines',
      ' 3:3 one |  3:3 one',
      '-4: two | ',
      '-5: three | ',
      ' | +:4 zwei',
      ' | +:5 drei',
      ' | +:6 vier',
      ' 6:7 five |  6:7 five',
      '13 unchanged lines',
      ' 20:21 last |  20:21 last',
      '-21: gone | ',
    ])
    expect(changes).toEqual([2, 10])
  })

  it('stand side by side, the shorter side filled up', () => {
    const { rows, changes } = diffRows(TWO, 'split')
    expect(rows.slice(2, 5).map(shown)).toEqual(['-4: two | +:4 zwei', '-5: three | +:5 drei', ' | +:6 vier'])
    expect(changes).toEqual([2, 8])
    expect(rowOfLine(rows, 6)).toBe(4)
    expect(rowOfLine(rows, 900)).toBe(-1)
  })

  it('say when the line break at the end is missing, and take carriage returns for what they are', () => {
    const { rows } = diffRows(patch('@@ -1 +1 @@', '-old', '+new', '\\ No newline at end of file'), 'unified')
    expect(rows.map(shown)).toEqual(['-1: old | ', ' | +:1 new', 'No line break at the end of the file'])
    const all = diffRows(patch('@@ -1,2 +1,2 @@', ' same\r', '-old\r', '+new\r'), 'unified')
    expect(all.rows.map(shown)).toEqual([' 1:1 same |  1:1 same', '-2: old | ', ' | +:2 new'])
    const one = diffRows(patch('@@ -1 +1 @@', '-old\r', '+old'), 'unified')
    expect(one.rows.map(shown)).toEqual(['-1: old\r | ', ' | +:1 old'])
  })

  it('are none for an empty diff and for one that cannot be read', () => {
    expect(diffRows('', 'unified')).toEqual({ rows: [], changes: [], isBroken: false })
    expect(diffRows(patch('@@ -1,9 +1,9 @@', '+one'), 'split')).toMatchObject({ rows: [], isBroken: true })
  })
})

describe('the changed words of a line', () => {
  const marked = (text: string, other: string | null, sign: '+' | '-') =>
    changedWords(text, other, sign).map((part) => (part.isChanged ? `[${part.text}]` : part.text)).join('') // prettier-ignore

  it('are marked on the side that they stand on', () => {
    expect(marked('const total = sum + tax', 'const total = sum', '+')).toBe('const total = sum[ + tax]')
    expect(marked('const total = sum', 'const total = net', '-')).toBe('const total = [sum]')
  })

  it('are not looked for in a line with nothing in common, a very long one or one without a counterpart', () => {
    expect(marked('completely different words', 'if (x) return', '+')).toBe('completely different words')
    expect(marked('x '.repeat(400), 'y', '+')).toBe('x '.repeat(400))
    expect(marked('alone', null, '-')).toBe('alone')
  })
})
