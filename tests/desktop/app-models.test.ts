/** The models page of the real app against a strict server: who answers, a test that asks for a click, a switch in mid-run. */
import type { Page } from 'playwright-core'
import { expect, it, vi } from 'vitest'
import { ended, heard, LONG, soon, stage, startTask } from '../support/app-stage.js'
import type { RunningApp } from '../support/running-app.js'

const here = stage()

async function openModels(app: RunningApp): Promise<Page> {
  await app.ask('window.show', { window: 'settings', section: 'models' })
  return vi.waitFor(() => {
    const found = app.app.windows().find((page) => page.url().includes('/settings/'))
    if (!found) throw new Error('The window is not open.')
    return found
  }, soon)
}

it(
  'asks a model for a click on the test picture, and lets another one go on with the task that runs',
  { timeout: LONG },
  async () => {
    let clicks = 0
    const app = await here.open((body) => {
      // the picture's square, and a place beside it
      if (JSON.stringify(body.input).includes('This is a test of your eyes'))
        return { computer: [{ type: 'click', button: 'left', ...(clicks++ === 0 ? { x: 912, y: 344 } : { x: 30, y: 30 }) }] }
      // the first model thinks until it is put away
      return body.model === 'gpt-6.1-sol' ? { text: 'Never said.', delayMs: 600_000 } : { text: 'The other one did it.' }
    })
    const page = await openModels(app)
    await page.getByRole('button', { name: 'Check OpenAI' }).click()
    await page.getByText(/answers in \d/).waitFor()

    await page.getByRole('button', { name: 'Test gpt-6.1-sol' }).click()
    await page.getByText(/Hit the square at \(912, 344\) in .*, \$\d+\.\d{4}/).waitFor()
    await page.getByRole('button', { name: 'Test gpt-6.1-terra' }).click()
    await page.getByText(/Clicked beside the square, at \(30, 30\)/).waitFor()
    await app.picture(page, 'models')
    expect(app.server.turns.map(({ model }) => model)).toEqual(['gpt-6.1-sol', 'gpt-6.1-terra'])

    const session = await startTask(app, 'Wait and see')
    await vi.waitFor(() => expect(app.server.turns).toHaveLength(3), soon)
    // the windows that stood in the way of the task are gone; the overlay brings this one back
    await app.overlay.getByRole('button', { name: /gpt-6\.1-sol answers/ }).press('Enter')
    await page.getByLabel('Model of the task that runs').selectOption('OpenAI: gpt-6.2-sol')
    await page.getByLabel('Effort of the task that runs').selectOption('High')
    await page.getByRole('button', { name: 'Switch', exact: true }).click()
    await heard(app, session, 'model.changed', { turn: 1, model: 'gpt-6.2-sol', effort: 'high', conversation: 'kept' })
    const { last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'done', text: 'The other one did it.' })
    expect(app.server.turns.at(-1)).toMatchObject({ model: 'gpt-6.2-sol', reasoning: { effort: 'high' } })
    expect(app.server.refused).toEqual([])
  },
)
