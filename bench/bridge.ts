/**
 * `npm run bench -- bridge`: the hands and eyes, side by side with the naive way in one run. Names of parts after `BENCH_ONLY=`
 * (looks, electron, strokes, steps, rest, app, memory) measure those alone and write nothing.
 */
import { availableParallelism, loadavg } from 'node:os'
import { measureApp } from './bridge/app.js'
import { measureElectron } from './bridge/electron.js'
import { measureLooks } from './bridge/looks.js'
import { measureMemory } from './bridge/memory.js'
import { tableOf, type Row } from './bridge/row.js'
import { openStand, type Stand } from './bridge/stand.js'
import { measureWholeSteps } from './bridge/whole-steps.js'
import { measureRest } from './bridge/rest.js'
import { measureStrokes } from './bridge/strokes.js'
import { writeTable } from './table.js'

const HD = { width: 1920, height: 1080 }

const only = process.env['BENCH_ONLY']?.split(',') ?? null
const rows: Row[] = []
const part = async (name: string, measure: () => Promise<Row[]>) => {
  if (only !== null && !only.includes(name)) return
  const measured = await measure()
  console.error(`${tableOf(measured)}\n`)
  rows.push(...measured)
}
const onStand = (measure: (stand: Stand) => Promise<Row[]>) => async () => {
  const stand = await openStand(HD)
  try {
    return await measure(stand)
  } finally {
    await stand.close()
  }
}

await part('looks', onStand(measureLooks))
await part('electron', onStand(measureElectron))
await part('strokes', onStand(measureStrokes))
await part('steps', measureWholeSteps)
await part('rest', onStand(measureRest))
await part('app', measureApp)
await part('memory', onStand(measureMemory))
const load = `Load average at the end: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors.`
const table = `${tableOf(rows)}\n\n${load}`
console.log(table)
if (only === null && process.env['BENCH_WRITE'] !== '0') await writeTable('bridge', table)
process.exit(0)
