/**
 * `npm run bench -- tokens`: replays recorded sessions (bench/fixtures) against a strict server that counts as OpenAI does, with
 * its implicit cache for all: Deskhand's own adapter, and two plain ways of doing it.
 */
import { naive, ours, type Spent } from './tokens/replay.js'
import { readSessions, type Session } from './tokens/skeleton.js'
import { writeTable } from './table.js'

/** No model can be asked while measuring: a call is taken to last this long. */
const CALL_S = 5
const TOKEN_S = 0.015
/** As `npm run bench -- step` measured them: a plain loop that sleeps a second, and ours, of which this is the slow end. */
const NAIVE_STEP_S = 1.24
const OUR_STEP_S = 0.1

const LAST = 5

interface Row {
  readonly session: Session
  readonly ours: Spent
  /** one action a turn */
  readonly single: Spent
  readonly socket: Spent
  readonly last: Spent
  readonly full: Spent
}

const modelS = ({ turns, output }: Spent) => turns * CALL_S + output * TOKEN_S
const ourS = (row: Row) => modelS(row.ours) + row.session.steps.length * OUR_STEP_S
const naiveS = (row: Row, spent: Spent) => modelS(spent) + row.session.steps.length * NAIVE_STEP_S
const cheaper = ({ last, full }: Row) => (last.usd < full.usd ? last : full)

const percent = (share: number) => `${Math.round(share * 100)} %`
const thousands = (tokens: number) => `${Math.round(tokens / 1000)} k`

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { session, ours: mine, single, last, full } = row
    const plain = cheaper(row)
    return [
      `${session.steps.length}, ${session.name.replace(/ \d+$/, '')}`,
      `${plain.turns} → ${mine.turns}`,
      `${thousands(last.input)}, ${thousands(full.input)} → ${thousands(mine.input)}`,
      `${percent(last.cached / last.input)}, ${percent(full.cached / full.input)} → ${percent(mine.cached / mine.input)}`,
      `$${last.usd.toFixed(2)}, $${full.usd.toFixed(2)} → $${mine.usd.toFixed(2)}`,
      percent(mine.usd / plain.usd),
      percent(single.usd / plain.usd),
      percent(mine.bytes / plain.bytes),
      percent(row.socket.bytes / plain.bytes),
      percent(ourS(row) / naiveS(row, plain)),
    ].join(' | ')
  })
  return [
    '| steps, of what | turns | input tokens: last five, full → Deskhand | of these cached | dollars | of the cheaper’s dollars | without batching | bytes | over a WebSocket | wall time |',
    '|---|---|---|---|---|---:|---:|---:|---:|---:|',
    ...lines.map((line) => `| ${line} |`),
    `| ${allOf(rows)} |`,
  ].join('\n')
}

/** All sessions one after the other. */
function allOf(rows: readonly Row[]): string {
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0)
  const plain = (of: (spent: Spent) => number) => sum((row) => of(cheaper(row)))
  const usd = plain((spent) => spent.usd)
  const bytes = plain((spent) => spent.bytes)
  return [
    `all ${rows.length}`,
    `${plain(({ turns }) => turns)} → ${sum((row) => row.ours.turns)}`,
    `${thousands(sum((row) => row.last.input))}, ${thousands(sum((row) => row.full.input))} → ${thousands(sum((row) => row.ours.input))}`,
    '',
    `$${sum((row) => row.last.usd).toFixed(2)}, $${sum((row) => row.full.usd).toFixed(2)} → $${sum((row) => row.ours.usd).toFixed(2)}`,
    percent(sum((row) => row.ours.usd) / usd),
    percent(sum((row) => row.single.usd) / usd),
    percent(sum((row) => row.ours.bytes) / bytes),
    percent(sum((row) => row.socket.bytes) / bytes),
    percent(sum(ourS) / sum((row) => naiveS(row, cheaper(row)))),
  ].join(' | ')
}

const rows: Row[] = []
for (const session of await readSessions()) {
  rows.push({
    session,
    ours: await ours(session),
    single: await ours(session, { isBatching: false }),
    socket: await ours(session, { webSocket: true }),
    last: await naive(session, LAST),
    full: await naive(session, Infinity),
  })
  console.log(`replayed ${session.steps.length} steps`)
}
const table = tableOf(rows.toSorted((a, b) => a.session.steps.length - b.session.steps.length))
console.log(table)
if (process.env['BENCH_WRITE'] !== '0') await writeTable('tokens', table)
