/**
 * Watches for a person while nothing happens. Prints the share of a core that the process took, in percent.
 * Usage: rest-run.ts SECONDS ours|asking
 */
import { openBridge } from '../../native-bridge/index.js'
import { valueOf } from '../session-steps.js'

const [seconds = '', how = ''] = process.argv.slice(2)
const ASK_EVERY_MS = 20
const WARM_UP_MS = 2000

const bridge = valueOf(await openBridge({ xDisplay: process.env['DISPLAY'] ?? '' }))
if (how === 'ours') valueOf(await bridge.human.watch(() => undefined))
else setInterval(() => void bridge.input.pointer(), ASK_EVERY_MS)
setTimeout(() => {
  const before = process.cpuUsage()
  setTimeout(
    () => {
      const { user, system } = process.cpuUsage(before)
      console.log(JSON.stringify((user + system) / 1e4 / Number(seconds)))
    },
    1000 * Number(seconds),
  )
}, WARM_UP_MS)
