import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReplayDetail } from '../../electron/protocol/replay.js'
import { SESSION } from '../renderer/support/event-script.js'
import { sampleRecords } from '../renderer/support/sample-app.js'
import { longReplay, sampleReplay } from '../renderer/support/sample-replay.js'
import { sampleSession } from '../renderer/support/sample-sessions.js'
import { asked, openWindows, push, type OpenOptions, type Windows } from '../renderer/support/windows.js'

import { fail, redoCases, REDO_ANSWERS } from './renderer-redo.js'

let windows: Windows
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(() => windows.close())

const NOW = Date.parse('2026-11-18T10:20:00.000Z')
const records = sampleRecords(NOW)
const [running, other] = records
if (!running || !other) throw new Error('There are too few samples.')
const invoice = sampleReplay({ ...running, status: 'done' }, sampleSession('done', NOW))
const question = sampleReplay(other, sampleSession('question', NOW))
const REPLAYS = { [SESSION]: invoice, [other.id]: question }

async function open(options: OpenOptions = {}): Promise<Page> {
  const page = await windows.open('replay', {
    records,
    replays: REPLAYS,
    query: `?session=${SESSION}`,
    ...options,
    context: { viewport: { width: 1440, height: 820 }, reducedMotion: 'reduce', ...options.context },
  })
  page.setDefaultTimeout(15_000)
  await page.getByRole('slider', { name: 'Timeline' }).waitFor()
  await expect.poll(() => page.getByRole('slider').getAttribute('aria-valuetext')).not.toBe('')
  return page
}

redoCases(open)

const current = (page: Page) => page.locator('.steps [aria-current]').innerText()
const slider = (page: Page) => page.getByRole('slider', { name: 'Timeline' }).getAttribute('aria-valuetext')

async function problems(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'page-has-heading-one': { enabled: false } }, resultTypes: ['violations'] })
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', (colorScheme) => {
  it('while a session is watched, searched, and compared with another', async () => {
    const page = await open({ context: { colorScheme }, answers: { 'replay.find': FOUND } })
    expect(await problems(page)).toEqual([])
    await page.keyboard.press('p')
    await page.getByLabel('Find in steps').fill('orders')
    await page.locator('.find .count', { hasText: '2' }).waitFor()
    await page.getByLabel('Find in steps').press('Enter')
    await page.getByText('1 of 2').waitFor()
    expect(await problems(page)).toEqual([])
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('dialog', { name: 'Compare with' }).getByRole('button').first().click()
    await page.getByRole('heading', { name: 'Difference' }).waitFor()
    expect(await problems(page)).toEqual([])
    await page.context().close()
  }, 60_000)

  it('while it is done again and edited', async () => {
    const page = await open({ context: { colorScheme }, answers: REDO_ANSWERS })
    await page.getByRole('button', { name: 'Resume' }).click()
    expect(await problems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText('Now', { exact: true }).waitFor()
    await fail(page)
    await page.getByText('Adapted').waitFor()
    expect(await problems(page)).toEqual([])
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByRole('button', { name: /Type the value of “text1”/ }).click()
    await page.getByLabel('Name of the parameter').waitFor()
    expect(await problems(page)).toEqual([])
    await page.context().close()
  }, 60_000)

  it('in the numbers of all sessions', async () => {
    const page = await windows.open('measure', { answers: { 'measure.read': MEASURES }, context: { colorScheme } })
    expect(await problems(page)).toEqual([])
    await page.context().close()
  })
})

const orders = invoice.rows.findIndex(({ title }) => title === 'Click at 1294, 162')
const FOUND = { ok: true, value: { rows: [orders, orders + 1], onScreen: [], read: 0, frames: 3 } }
const MEASURE = {
  ...{ id: 'a', task: 'x', startedAt: '2026-11-18T10:20:00.000Z', status: 'done', provider: 'openai', model: 'gpt-5.3-codex' },
  ...{
    kind: 'forms',
    week: '2026-11-16',
    ms: 60_000,
    steps: 10,
    actions: 12,
    tokens: 1000,
    usd: 0.5,
    approvals: 2,
    interventions: 1,
  },
  ...{
    problems: 0,
    costs: [
      { part: 'images', tokens: 700, usd: 0.3 },
      { part: 'answer', tokens: 300, usd: 0.2 },
    ],
  },
}
const MEASURES = {
  ok: true,
  value: [MEASURE, { ...MEASURE, id: 'b', status: 'failed', usd: null, model: 'offline', kind: 'reading' }],
}

describe('the keys of the replay', () => {
  it('step, jump to the ends, and to the next problem, approval and steer', async () => {
    const page = await open()
    expect(await current(page)).toContain('The task')
    await page.keyboard.press('End')
    expect(await current(page)).toContain('Done')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    expect(await current(page)).toContain('The plan')
    await page.keyboard.press('p')
    expect(await current(page)).toContain('Drag from 420, 500')
    expect(await slider(page)).toMatch(/^Step 2 of 6, /)
    await page.keyboard.press('a')
    expect(await current(page)).toContain('May it')
    await page.keyboard.press('s')
    expect(await current(page)).toContain('Leave “Orders” alone.')
    await page.keyboard.press('Shift+ArrowLeft')
    expect(await current(page)).toContain('May it')
    await page.context().close()
  })

  it('show the picture before and after, play and pause, find, and type into the field without doing any of it', async () => {
    const page = await open()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('b')
    expect(await page.getByRole('button', { name: 'After' }).getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('pas b')
    expect(await page.getByLabel('Find in steps').inputValue()).toBe('pas b')
    await page.keyboard.press('Escape')
    await page.keyboard.press('End')
    expect(await current(page)).toContain('Done')
    await page.context().close()
  })
})

describe('a step', () => {
  it('shows its picture with what was done on it, why, how long it took and what it cost', async () => {
    const page = await open()
    await page.getByRole('button', { name: /Drag from 420, 500/ }).click()
    await page.locator('.stage .marks path').first().waitFor()
    expect(await page.locator('.stage img').getAttribute('alt')).toBe('Before: Drag from 420, 500 to 752, 658, Failed')
    const about = page.getByLabel('About this step')
    await about.getByText('Action', { exact: true }).waitFor()
    await about.getByText('the page did not take it', { exact: true }).waitFor()
    await page.getByRole('button', { name: /Type “1,462.00”/ }).click()
    await about.getByText('Text', { exact: true }).waitFor()
    await page.getByText('Money, $0.41 of $0.41').waitFor()
    await page.context().close()
  })

  it('is drawn as what it was: a ring, a way, an arrow, a caret; with the plan, and what its turn took', async () => {
    const usage = { input: 1000, cached: 0, cacheWrite: 0, output: 300, reasoning: 0, imageTokens: 700, usd: 0.5 }
    const took = { usage, costs: MEASURE.costs as ReplayDetail['costs'], output: ['48 tests pass'] }
    const details = invoice.details.map((detail) => ({ ...detail, ...took }))
    const page = await open({ replays: { [SESSION]: { ...invoice, details } } })
    const shapes = () => page.locator('.stage .marks').innerHTML()
    const drawn: string[] = []
    for (const name of [/Click at 1116, 812/, /Drag from 420, 500/, /Scroll down 300/, /Type “1,462.00”/]) {
      await page.getByRole('button', { name }).click()
      await expect.poll(shapes, { timeout: 15_000 }).not.toBe(drawn.at(-1))
      drawn.push(await shapes())
    }
    const circles = drawn.map((shape) => shape.match(/<circle/g)?.length ?? 0)
    // the pointer’s way to the first three is a path as well
    expect([circles, new Set(drawn).size]).toEqual([[1, 2, 0, 0], 4])
    const about = page.getByLabel('About this step')
    await about.getByText(/^Plan, \d of 4 done$/).waitFor()
    await about.getByText(/^Tokens and money of turn \d+$/).waitFor()
    await about.getByText(/^Time, /).waitFor()
    await about.getByText('$0.3000').waitFor()
    await about.getByText('48 tests pass').waitFor()
    await page.context().close()
  })

  it('stands an eighth as long at eight times the speed', async () => {
    const page = await open()
    await page.getByRole('button', { name: '8×' }).click()
    expect(await page.getByRole('button', { name: '8×' }).getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Home')
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await expect.poll(() => current(page), { timeout: 15_000 }).toContain('Done')
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await page.context().close()
  })

  it('that has no picture, or whose picture is missing, says so', async () => {
    const [task, ...rest] = invoice.rows
    const lost = { ...invoice, rows: [{ ...task, before: null }, ...rest.map((row) => ({ ...row, before: 'gone' }))] }
    const page = await open({ replays: { [SESSION]: lost as never } })
    await page.getByText('No picture belongs to this.').waitFor()
    await page.keyboard.press('End')
    await page.getByText('This picture is missing from the session.').waitFor()
    await page.context().close()
  })

  it('of a log that could not be read whole stands below what is wrong with it', async () => {
    const about = { ...invoice.about, problems: ['The last line is torn.'] }
    const page = await open({ replays: { [SESSION]: { ...invoice, about } } })
    await page.getByText('The last line is torn.').waitFor()
    await page.context().close()
  })
})

describe('a session that runs', () => {
  it('is followed to its newest step until the person looks at an older one', async () => {
    const live = { ...invoice.about, isLive: true }
    const first = { ...invoice, about: live, rows: invoice.rows.slice(0, 4) }
    const page = await open({ replays: { [SESSION]: first } })
    await page.getByRole('button', { name: 'Following' }).waitFor()
    const before = await current(page)
    await page.evaluate(() => document.querySelectorAll('.steps li').length)
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    expect(await current(page)).toBe(before)
    await push(page, 'replay.changed', { session: SESSION, from: 4, about: { ...live, isLive: false } })
    await page.getByText('Follow', { exact: true }).waitFor({ state: 'detached' })
    expect((await asked(page, 'replay.rows')).at(-1)?.input).toMatchObject({ from: 4 })
    await page.context().close()
  })
})

describe('two sessions', () => {
  it('stand side by side with where they part, and move together or apart', async () => {
    const page = await open()
    await page.keyboard.press('c')
    await page
      .getByRole('dialog', { name: 'Compare with' })
      .getByRole('button', { name: /Photos 2026/ })
      .click()
    await page.getByText(/^They part at step 1\./).waitFor()
    await page.getByRole('button', { name: 'Apart' }).click()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByLabel('Session A').locator('h2').innerText()).toContain('Step 2 of 6')
    expect(await page.getByLabel('Session B').locator('h2').innerText()).toContain('Step 1 of 2')
    await page.keyboard.press('c')
    await page.locator('.steps li').first().waitFor()
    await page.context().close()
  })
})

describe('an export', () => {
  it('shows how far it is and can be cancelled', async () => {
    const page = await open({ answers: { 'replay.export': 'never' } })
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /Video/ }).click()
    const bar = page.getByRole('progressbar', { name: 'How much is written' })
    await push(page, 'replay.progress', { share: 0.42 })
    await page.getByText('Writing, 42 %').waitFor()
    expect(await bar.getAttribute('value')).toBe('0.42')
    expect(await page.getByRole('button', { name: 'Export' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await asked(page, 'replay.stopExport')).toHaveLength(1)
    await page.context().close()
  })

  it('is started from the menu and says where the file went', async () => {
    const saved = { ok: true, value: { file: '/tmp/report.md', problems: [] } }
    const page = await open({ answers: { 'replay.export': saved } })
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /Report/ }).click()
    await page.getByText('Saved as “report.md”.').waitFor()
    await page.getByRole('button', { name: 'Show in folder' }).click()
    expect((await asked(page, 'replay.export'))[0]?.input).toEqual({ session: SESSION, format: 'markdown' })
    expect(await asked(page, 'replay.reveal')).toHaveLength(1)
    await page.context().close()
  })

  it('that fails says why', async () => {
    const full = { ok: false, problem: { kind: 'disk', message: 'The disk is full.', retryable: false } }
    const page = await open({ answers: { 'replay.export': full } })
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /Video/ }).click()
    await page.getByText('The disk is full.').waitFor()
    await page.context().close()
  })
})

describe('a session of 10,000 steps', () => {
  it('draws only the steps in sight and is scrubbed from end to end', async () => {
    const page = await open({ replays: { [SESSION]: longReplay(invoice.about.record, 10_000) } })
    await page.getByText('All 10000').waitFor()
    expect(await page.locator('.steps li').count()).toBeLessThan(60)
    const track = await page.getByRole('slider', { name: 'Timeline' }).boundingBox()
    if (!track) throw new Error('There is no timeline.')
    await page.mouse.move(track.x + 2, track.y + 25)
    await page.mouse.down()
    await page.mouse.move(track.x + track.width / 2, track.y + 25, { steps: 20 })
    await expect.poll(() => slider(page)).toMatch(/^Step (49|50)\d\d of 10000/)
    await page.mouse.move(track.x + track.width - 1, track.y + 25, { steps: 20 })
    await page.mouse.up()
    await expect.poll(() => slider(page)).toMatch(/^Step 99\d\d of 10000/)
    expect(await page.locator('.steps li').count()).toBeLessThan(60)
    await page.context().close()
  }, 30_000)
})

it('narrow windows and text twice as large keep the picture and the timeline, the rest is a button away', async () => {
  const page = await open({ context: { viewport: { width: 860, height: 700 } } })
  expect(await page.locator('nav.list').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Steps' }).click()
  expect(await page.locator('nav.list').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'About' }).click()
  expect(await page.getByLabel('About this step').isVisible()).toBe(true)
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(860)
  await page.context().close()
})
