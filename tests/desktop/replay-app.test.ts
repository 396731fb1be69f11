/** The replay window in the real app: opened from the list, fed from disk, followed while another process writes, exported. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { Picture } from '../../native-bridge/index.js'
import type { EventBody } from '../../electron/protocol/event.js'
import { createSessionId } from '../../electron/sessions/session-id.js'
import type { SessionLog } from '../../electron/sessions/session-log.js'
import { frameOf, NO_USAGE, opened, STARTED, TOTALS, turn } from '../electron/sessions/temporary.js'
import { LONG, soon, stage } from '../support/app-stage.js'
import type { RunningApp } from '../support/running-app.js'

const theStage = stage()

/** A grey screen with a word on it, and a white box in a corner when `box` is given. */
async function screenshot(word: string, box: boolean): Promise<Picture> {
  const [width, height] = [800, 500]
  const shape = box ? '<rect x="600" y="350" width="160" height="100" fill="#ffffff"/>' : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="800" height="500" fill="#e8e8e8"/><text x="60" y="120" font-family="DejaVu Sans" font-size="30" fill="#111">${word}</text>${shape}</svg>`
  const bytes = await sharp(Buffer.from(svg)).png().toBuffer()
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes, mime: 'image/png', width, height }
}

const click = (id: string, number: number): EventBody => ({
  type: 'action.proposed',
  id,
  turn: number,
  action: { kind: 'click', x: 680, y: 400, button: 'left', count: 1, modifiers: [] },
})
const clicked = (id: string): EventBody => ({ type: 'action.finished', id, result: 'done', effect: 'changed', ms: 9 })

async function begin(): Promise<{ log: SessionLog; id: string; folder: string }> {
  const id = createSessionId(Date.now())
  const folder = join(theStage.scene.home, 'sessions', id)
  const log = await opened(folder, id)
  const [before, after] = [await screenshot('Invoice overdue', false), await screenshot('Invoice overdue', true)]
  await log.saveFrame(before)
  await log.saveFrame(after)
  const used = { ...NO_USAGE, input: 1200, output: 30, usd: 0.0125 }
  const bodies: EventBody[] = [
    { ...STARTED, task: 'Pay the invoice', model: 'gpt-5.3-codex' } as EventBody,
    turn(1),
    frameOf(before),
    { type: 'reasoning', text: 'The box has to be opened.' },
    { type: 'usage', turn: 1, forTurn: used, total: used },
    click('a1', 1),
    { type: 'action.started', id: 'a1' },
    clicked('a1'),
    turn(2),
    frameOf(after),
  ]
  for (const body of bodies) await log.append(body)
  return { log, id, folder }
}

async function openReplay(app: RunningApp, open: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.app.waitForEvent('window'), open()])
  await page.locator('.steps li').first().waitFor()
  return page
}

/** What the person answers in the next dialogs. */
const answerDialogs = (app: RunningApp, filePath: string): Promise<void> =>
  app.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, filePath)

it(
  'opens from the list of sessions, shows pictures and what changed, finds words on the screen, exports, and lets go',
  async () => {
    const { log, id } = await begin()
    await log.append({ type: 'session.finished', status: 'done', text: 'Paid.', totals: TOTALS })
    await log.close()
    const app = await theStage.open([])
    const page = await openReplay(app, () => app.home.getByRole('button', { name: 'Pay the invoice', exact: true }).click())

    await page.getByRole('button', { name: /Click at 680, 400/ }).click()
    await page.locator('.stage .marks circle').first().waitFor()
    await page.getByLabel('About this step').getByText('The box has to be opened.', { exact: true }).waitFor()
    await page.getByLabel('About this step').getByText('$0.0125').waitFor()
    await page.keyboard.press('b')
    const box = await page.locator('.stage .diff').boundingBox()
    const whole = await page.locator('.stage').boundingBox()
    if (!box || !whole) throw new Error('The changed part is not outlined.')
    expect((box.x - whole.x) / whole.width).toBeCloseTo(600 / 800, 1)
    expect((box.y - whole.y) / whole.height).toBeCloseTo(350 / 500, 1)
    await app.picture(page, 'replay')

    await page.getByLabel('Find in steps').fill('overdue')
    await page.locator('.find .count', { hasText: 'None' }).waitFor()
    await page.getByLabel('On the screen too').check()
    await page.locator('.find .count', { hasText: /\d/ }).waitFor({ timeout: 30_000 })

    const report = join(theStage.scene.home, 'report.md')
    await answerDialogs(app, report)
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /Report/ }).click()
    await page.getByText('Saved as “report.md”.').waitFor()
    expect(readFileSync(report, 'utf8')).toContain('# Pay the invoice')

    const film = join(theStage.scene.home, 'film.webm')
    await answerDialogs(app, film)
    await page.locator('.export').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /Video/ }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
    expect([existsSync(film), readdirSync(theStage.scene.home).filter((name) => name.includes('.part'))]).toEqual([false, []])

    // one window a session; closing it closes it
    await app.ask('sessions.openReplay', { session: id })
    expect(app.app.windows().filter((one) => one.url().includes('/replay/'))).toHaveLength(1)
    const gone = page.waitForEvent('close')
    // the window may be gone before the click has been answered
    await page
      .locator('.ctl')
      .getByRole('button', { name: 'Close' })
      .click()
      .catch(() => undefined)
    await gone
  },
  LONG,
)

it(
  'follows a session that goes on in another process, and shows one that cannot be read as a sentence',
  async () => {
    const { log, id } = await begin()
    const app = await theStage.open([])
    const page = await openReplay(app, () => app.ask('sessions.openReplay', { session: id }))
    expect(await page.locator('.steps li').count()).toBe(2)
    await log.append(click('a2', 2))
    await log.append(clicked('a2'))
    await page.getByText('All 2').waitFor()
    await log.append({ type: 'session.finished', status: 'done', text: 'Paid.', totals: TOTALS })
    await log.close()
    await expect.poll(() => page.locator('.steps li').last().innerText(), soon).toContain('Done')
    expect(await app.ask('sessions.openReplay', { session: 'nothing' })).toMatchObject({ ok: false, problem: { kind: 'usage' } })
  },
  LONG,
)

it(
  'shows all sessions in numbers and saves them as a table',
  async () => {
    const { log } = await begin()
    await log.append({
      type: 'session.finished',
      status: 'done',
      text: 'Paid.',
      totals: { ...TOTALS, usage: { ...NO_USAGE, input: 1200, output: 30, usd: 0.0125 } },
    })
    await log.close()
    const app = await theStage.open([])
    const [page] = await Promise.all([
      app.app.waitForEvent('window'),
      app.home.getByRole('button', { name: 'All sessions in numbers' }).click(),
    ])
    await page.getByRole('rowheader', { name: 'Clicking through' }).waitFor()
    const table = join(theStage.scene.home, 'all.csv')
    await answerDialogs(app, table)
    await page.getByRole('button', { name: 'Save as CSV' }).click()
    await page.getByText('Saved as “all.csv”.').waitFor()
    expect(readFileSync(table, 'utf8')).toMatch(/,pointing,scripted,gpt-5\.3-codex,done,1\.0,1,1,1230,0\.0125,/)
  },
  LONG,
)
