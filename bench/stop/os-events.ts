/**
 * A process of its own that writes down every input event of a display, whoever sent it: the raw events that the X server
 * reports to a second connection. It watches $DISPLAY and prints a JSON line an event, with the time it was seen (epoch ms).
 */
import { openBridge } from '../../native-bridge/index.js'

const bridge = await openBridge()
if (!bridge.ok) throw new Error(bridge.problem.message)
const watching = await bridge.value.human.watch((event) => {
  const name = event.kind === 'key' ? event.code : event.kind === 'button' ? event.button : event.kind
  const down = 'down' in event ? event.down : null
  process.stdout.write(`${JSON.stringify({ at: performance.timeOrigin + event.atMs, name, down })}\n`)
})
if (!watching.ok) throw new Error(watching.problem.message)
process.stdout.write('ready\n')
process.stdin.on('end', () => process.exit(0)).resume()
