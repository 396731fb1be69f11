/** `npm run bench -- replay`: opening and scrubbing the replay of sessions of 100, 1,000 and 10,000 steps, in the real window. */
import { measureReplayWindow, replayTable } from './sessions/replay-window.js'
import { writeTable } from './table.js'

const table = replayTable(await measureReplayWindow([100, 1000, 10_000]))
console.log(table)
if (process.env['BENCH_WRITE'] !== '0') await writeTable('replay', table)
process.exit()
