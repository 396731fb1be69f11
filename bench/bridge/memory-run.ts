/** Steps of the bridge alone: click, wait for the effect, look. Prints its memory every 20th step. Usage: memory-run.ts STEPS. */
import { openBridge, type Display } from '../../native-bridge/index.js'
import { clickPoint } from '../click-points.js'
import { valueOf } from '../session-steps.js'
import { click, never, requestOf } from './stand.js'

const EVERY = 20
const steps = Number(process.argv[2])
const bridge = valueOf(await openBridge({ xDisplay: process.env['DISPLAY'] ?? '' }))
const display = valueOf(await bridge.displays.list())[0] as Display
const request = requestOf(display, { kind: 'effect', firstChangeMs: 300, patienceMs: 3000 })
for (let step = 1; step <= steps; step++) {
  valueOf(await bridge.eyes.mark(display, never))
  const { x, y } = clickPoint(step)
  valueOf(await bridge.input.send(click(x, y), { display, picture: display }, never))
  valueOf(await bridge.eyes.look(request, never))
  if (step % EVERY === 0 || step === steps) console.log(JSON.stringify({ step, rssMb: process.memoryUsage().rss / 2 ** 20 }))
}
await bridge.close()
process.exit(0)
