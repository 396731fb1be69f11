/**
 * A session of many steps in a process of its own: the real runner, bridge and log, a scripted model. Prints the process's memory
 * every 20th step, each time after its garbage is collected: what is left is what it keeps. Usage: memory-run.ts STEPS.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openBridge, type Display } from '../../native-bridge/index.js'
import { measureSteps, valueOf } from '../session-steps.js'

const EVERY = 20
const steps = Number(process.argv[2])
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const bridge = valueOf(await openBridge({ xDisplay: process.env['DISPLAY'] ?? '' }))
const display = valueOf(await bridge.displays.list())[0] as Display
await measureSteps(bridge, display, steps, (step) => {
  if (step === 0 || (step % EVERY !== 0 && step !== steps)) return
  collect()
  console.log(JSON.stringify({ step, rssMb: process.memoryUsage().rss / 2 ** 20 }))
})
await bridge.close()
process.exit(0)
