/**
 * `npm run bench -- redo`: recordings in real programs, done again in other surroundings and with changes that must be caught.
 * Counts how many went same or adapted, and whether any change was taken for the same.
 */
import { CASES, type Case, type Change } from '../tests/desktop/redo-matrix.js'
import { openRedoStage, type RedoStage, type Recorded } from '../tests/desktop/redo-stage.js'
import { writeTable } from './table.js'

interface Row {
  readonly name: string
  readonly kept: readonly string[]
  readonly lost: readonly string[]
  readonly caught: readonly string[]
  readonly missed: readonly string[]
}

const ONLY = process.env['BENCH_ONLY']

async function measure(stage: RedoStage, one: Case): Promise<Row> {
  const row = { name: one.name, kept: [] as string[], lost: [] as string[], caught: [] as string[], missed: [] as string[] }
  const recorded = await stage.record(one.shown, one.task)
  if (recorded.end.status !== 'done' || !one.isRight(recorded))
    throw new Error(`${one.name} could not be recorded: ${recorded.end.text}`)
  const same: Change = { name: 'as it was', to: (shown) => shown }
  for (const change of [same, ...one.changes]) {
    const list = (await isKept(stage, one, change, recorded)) ? row.kept : row.lost
    list.push(change.name)
  }
  for (const change of one.caught) {
    const list = (await isCaught(stage, one, change, recorded)) ? row.caught : row.missed
    list.push(change.name)
  }
  return row
}

async function isKept(stage: RedoStage, one: Case, change: Change, recorded: Recorded): Promise<boolean> {
  const redone = await stage.redo(recorded, change.to(one.shown))
  const isRight = redone.end.status === 'done' && one.isRight(redone)
  say(one, change, isRight ? 'kept' : 'LOST', redone)
  return isRight
}

/** A change is caught when some step says failed. */
async function isCaught(stage: RedoStage, one: Case, change: Change, recorded: Recorded): Promise<boolean> {
  const redone = await stage.redo(recorded, change.to(one.shown))
  const isSeen = redone.verdicts.some(({ verdict }) => verdict === 'failed')
  say(one, change, isSeen ? 'caught' : 'MISSED', redone)
  return isSeen
}

function say(one: Case, change: Change, word: string, { end, verdicts }: Awaited<ReturnType<RedoStage['redo']>>): void {
  const steps = verdicts.map(({ verdict, how }) => (how === '' ? verdict : `${verdict} (${how})`)).join('; ')
  console.log(`${word}  ${one.name} · ${change.name}: ${end.text} ${steps}`)
}

const stage = openRedoStage()
const rows: Row[] = []
try {
  for (const one of CASES) {
    if (ONLY && !one.name.includes(ONLY)) continue
    rows.push(await measure(stage, one))
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
