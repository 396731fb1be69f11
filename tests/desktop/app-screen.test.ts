/** The process that looks at the screen for the app: when it dies in mid-run another takes its place, and the task goes on. */
import { expect, it } from 'vitest'
import type { RunningApp } from '../support/running-app.js'
import { ended, heard, LONG, stage, startTask } from '../support/app-stage.js'

const here = stage()

const screenProcess = (app: RunningApp): Promise<number> =>
  app.app.evaluate(
    ({ app: running }) =>
      running.getAppMetrics().find(({ name, serviceName }) => /screen/i.test(name ?? serviceName ?? ''))?.pid ?? 0,
  )

it.runIf(process.platform === 'linux')(
  'a dead process that looks at the screen is replaced, and the task goes on to its end',
  { timeout: LONG },
  async () => {
    const app = await here.open([
      { computer: [{ type: 'wait' }] },
      { delayMs: 3000, computer: [{ type: 'wait' }] },
      { text: 'Seen.' },
    ])
    const session = await startTask(app, 'Look twice')
    await heard(app, session, 'action.finished')
    const first = await screenProcess(app)
    expect(first).toBeGreaterThan(0)
    process.kill(first, 'SIGKILL')
    const { events, last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'done', text: 'Seen.' })
    expect(events.filter(({ type }) => type === 'problem')).toEqual([])
    const second = await screenProcess(app)
    expect(second).toBeGreaterThan(0)
    expect(second).not.toBe(first)
  },
)
