/**
 * The loop that is compared with, as many programs have it: a full-size PNG by screenshot-desktop, base64 for the model, a
 * click by nut-js with its default delays, a fixed sleep. A process of its own, since nut-js connects to `$DISPLAY` as it loads.
 * Usage: naive-loop.ts SLEEP_MS STEPS; prints the steps' times as JSON.
 */
import { Button, mouse, Point } from '@nut-tree-fork/nut-js'
import screenshot from 'screenshot-desktop'
import { clickPoint } from './click-points.js'

const [sleepMs, steps] = process.argv.slice(2).map(Number) as [number, number]
const times: number[] = []
for (let step = 0; step < steps; step++) {
  const began = performance.now()
  const png = await screenshot({ format: 'png' })
  if (png.toString('base64').length === 0) throw new Error('There was no picture.')
  const { x, y } = clickPoint(step)
  await mouse.setPosition(new Point(x, y))
  await mouse.click(Button.LEFT)
  if (sleepMs > 0) await new Promise((resolve) => setTimeout(resolve, sleepMs))
  times.push(performance.now() - began)
}
console.log(JSON.stringify(times))
