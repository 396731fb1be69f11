/**
 * What is compared with: screenshot-desktop, nut-js with its default delays, one xdotool a stroke. A process of its own, since nut-js
 * connects to `$DISPLAY` as it loads. Usage: naive.ts WHAT COUNT; prints the times as JSON.
 */
import { execFileSync } from 'node:child_process'
import { Button, Key, keyboard, mouse, Point } from '@nut-tree-fork/nut-js'
import screenshot from 'screenshot-desktop'
import { timesOf } from './times.js'

const TEXT = 'The quick brown fox. '
const at = (step: number) => new Point(700 + (step % 2) * 300, 600)
const xdotool = (...args: string[]) => void execFileSync('xdotool', args)

const WAYS: Readonly<Record<string, (step: number) => Promise<unknown>>> = {
  look: async () => (await screenshot({ format: 'png' })).toString('base64'),
  nutClick: async (step) => {
    await mouse.setPosition(at(step))
    await mouse.click(Button.LEFT)
  },
  nutChord: async () => {
    await keyboard.pressKey(Key.LeftControl, Key.A)
    await keyboard.releaseKey(Key.LeftControl, Key.A)
  },
  nutType: () => keyboard.type(TEXT),
  xdotoolClick: async (step) => xdotool('mousemove', String(at(step).x), '600', 'click', '1'),
  xdotoolChord: async () => xdotool('key', 'ctrl+a'),
  xdotoolType: async () => xdotool('type', TEXT),
}

const [what = '', count] = process.argv.slice(2)
const way = WAYS[what]
if (!way) throw new Error(`There is no ${what}.`)
const times = await timesOf(Number(count), way, what.endsWith('Type') ? 0 : 2)
// per character where it typed
console.log(JSON.stringify(what.endsWith('Type') ? times.map((ms) => ms / TEXT.length) : times))
