/** Stopping and yielding in the built app: with its main window closed, and what the overlay says when hands yield. */
import { expect, it, vi } from 'vitest'
import { ended, heard, LONG, soon, stage, startTask } from '../support/app-stage.js'

const here = stage()
const SLOW = { delayMs: 60_000, text: 'Too late.' }

it('the stop key works when the main window is closed', { timeout: LONG }, async () => {
  const app = await here.open([SLOW])
  const session = await startTask(app, 'Take your time')
  await heard(app, session, 'turn.started')
  await app.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (!window.isAlwaysOnTop()) window.close()
  })
  await here.scene.x('key', 'ctrl+alt+period')
  expect((await ended(app, session)).last).toMatchObject({ status: 'stopped' })
})

it('a touch beside our windows hands over: the overlay says so, counts down and goes on', { timeout: LONG }, async () => {
  const notebook = await here.openNotebook()
  const app = await here.open([SLOW, { text: 'Done.' }])
  const session = await startTask(app, 'Take your time')
  // the first answer must be under way, or the touch comes before it and the slow one follows
  await vi.waitFor(() => expect(app.server.requests).toHaveLength(1), soon)
  await here.scene.x('mousemove', String(notebook.x), String(notebook.y), 'click', '1')
  expect(await heard(app, session, 'control', { state: 'paused' })).toMatchObject({ by: 'human-input' })
  await app.overlay.getByText('You have control').first().waitFor()
  await app.overlay
    .getByText(/^Goes on in \d s/)
    .first()
    .waitFor()
  await app.picture(app.overlay, 'overlay-you-have-control')
  await vi.waitFor(async () => expect((await ended(app, session)).last).toMatchObject({ status: 'done' }), soon)
  const { events } = await ended(app, session)
  expect(events.filter((event) => event.type === 'human')).toHaveLength(1)
})
