/** The desktop app is killed in the middle of a drag with Shift held: what it held is let go, as with the command line. */
import { once } from 'node:events'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LONG, stage, startTask } from '../support/app-stage.js'
import { lookFromOutside } from './outside.js'

const here = stage()
const PATIENCE = { timeout: 40_000, interval: 5 }
const LET_GO_MS = 500
/** There and back for longer than the test. */
const path = Array.from({ length: 200 }, (_, at) => ({ x: 40 + (at % 2) * 400, y: 650 + (at % 50) }))

describe.runIf(process.platform === 'linux')(
  'the desktop app, killed in the middle of a drag with Shift',
  { timeout: LONG },
  () => {
    it('leaves nothing down', async () => {
      const outside = lookFromOutside(here.scene.desktop.xDisplay)
      onTestFinished(() => outside.close())
      const isDown = (expected: readonly string[]) => vi.waitFor(() => expect(outside.down()).toEqual(expected), PATIENCE)
      const app = await here.open([{ computer: [{ type: 'drag', path, keys: ['SHIFT'] }] }, { text: 'Never.' }])
      await startTask(app, 'Drag')
      await isDown(['key 50', 'button 1'])
      const running = app.app.process()
      const gone = once(running, 'exit')
      const begun = performance.now()
      running.kill('SIGKILL')
      await isDown([])
      expect(performance.now() - begun).toBeLessThan(LET_GO_MS)
      await gone
      expect(outside.down()).toEqual([])
    })
  },
)
