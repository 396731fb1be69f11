/**
 * `npm run bench -- redo`: recordings in real programs, done again in other surroundings and with changes that must be caught.
 * Counts how many went same or adapted, and whether any change was taken for the same.
 */
import { measureCase, type Measured } from '../tests/desktop/redo-measure.js'
import { CASES, type Change } from '../tests/desktop/redo-matrix.js'
import { openRedoStage } from '../tests/desktop/redo-stage.js'
import { writeTable } from './table.js'

const ONLY = process.env['BENCH_ONLY']
const same: Change = { name: 'as it was', to: (shown) => shown }

const stage = openRedoStage()
const rows: Measured[] = []
try {
  for (const one of CASES) {
    if (ONLY && !one.name.includes(ONLY)) continue
    rows.push(await measureCase(stage, { ...one, changes: [same, ...one.changes] }, { say: (words) => console.log(words) }))
  }
} finally {
  await stage.close()
}
const sum = (list: 'kept' | 'lost' | 'caught' | 'missed') => rows.reduce((total, row) => total + row[list].length, 0)
const named = (names: readonly string[]) => (names.length === 0 ? '' : ` (not: ${names.join(', ')})`)
const share = (part: number, whole: number) => (whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`)
const table = [
  '| recording | done again, as it was and changed | changes that must be caught |',
  '|---|---|---|',
  ...rows.map((row) => {
    const all = row.kept.length + row.lost.length
    const must = row.caught.length + row.missed.length
    return `| ${row.name} | ${row.kept.length} of ${all}${named(row.lost)} | ${must === 0 ? '' : `${row.caught.length} of ${must}${named(row.missed)}`} |`
  }),
  `| all ${rows.length} | ${sum('kept')} of ${sum('kept') + sum('lost')}: ${share(sum('kept'), sum('kept') + sum('lost'))} | ${sum('caught')} of ${sum('caught') + sum('missed')} |`,
].join('\n')
console.log(`\n${table}`)
if (process.env['BENCH_WRITE'] !== '0' && !ONLY) await writeTable('redo', table)
process.exitCode = sum('missed') > 0 || sum('kept') < 0.9 * (sum('kept') + sum('lost')) ? 1 : 0
