import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SESSION } from '../renderer/support/event-script.js'
import { sampleApp, sampleRecords } from '../renderer/support/sample-app.js'
import { SAMPLE_NAMES, sampleSession, type SampleName } from '../renderer/support/sample-sessions.js'
import { openWindows, push, type OpenOptions, type WindowName, type Windows } from '../renderer/support/windows.js'

let windows: Windows
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(() => windows.close())

type Theme = 'light' | 'dark'
const THEMES: readonly Theme[] = ['light', 'dark']

async function open(name: WindowName, theme: Theme, options: OpenOptions = {}): Promise<Page> {
  const context = { colorScheme: theme, reducedMotion: 'reduce', viewport: { width: 1040, height: 840 } } as const
  return windows.open(name, { ...options, context: { ...context, ...options.context } })
}

/** What is wrong, as lines that say where. */
async function problems(page: Page): Promise<readonly string[]> {
  // the overlay is a region and no document: it has no main part and no first heading of a page
  const off = { enabled: false }
  const rules = { region: off, 'page-has-heading-one': off, 'landmark-one-main': off }
  const { violations } = await new AxeBuilder({ page }).options({ rules, resultTypes: ['violations'] }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** every look of the overlay once; the other samples differ in words only */
const LOOKS = SAMPLE_NAMES.filter((name) => !['thinking', 'begun', 'stopped', 'nobody'].includes(name))

type Size = 'expanded' | 'compact' | 'pill'
const overlayApp = (size: Size) => {
  const app = sampleApp({ live: SESSION })
  return { ...app, settings: { ...app.settings, overlay: { size, x: null, y: null } } }
}
const overlay = (sample: SampleName, size: Size): OpenOptions => ({
  app: overlayApp(size),
  events: sampleSession(sample, Date.now()),
})

describe.each(THEMES)('axe finds nothing in the %s theme', (theme) => {
  it.each(LOOKS)(
    'in the overlay: %s',
    async (sample) => {
      const page = await open('overlay', theme, overlay(sample, 'expanded'))
      if (sample.startsWith('approval')) await page.locator('.deny:not([aria-disabled="true"])').waitFor()
      for (const size of ['expanded', 'compact', 'pill'] as const) {
        await push(page, 'app.changed', overlayApp(size))
        await page.locator(`[data-size="${size}"]`).waitFor()
        expect(await problems(page)).toEqual([])
      }
      await page.context().close()
    },
    30_000,
  )

  it('in the live view of a private desktop', async () => {
    const frame = { session: SESSION, frame: 'portal-1', width: 1440, height: 900, pointer: { x: 700, y: 400 } }
    const answers = { 'watch.look': { ok: true, value: frame } }
    const app = sampleApp({ live: SESSION, canWatch: true })
    for (const sample of ['working', 'you', 'done'] as const) {
      const page = await open('watch', theme, {
        app,
        answers,
        events: sampleSession(sample, Date.now()),
        query: `?session=${SESSION}`,
      })
      await page.getByRole('application', { name: 'Virtual display' }).waitFor()
      expect(await problems(page), sample).toEqual([])
      await page.context().close()
    }
  })

  it('in the home window', async () => {
    const records = sampleRecords(Date.now())
    const live = { app: sampleApp({ live: SESSION }), events: sampleSession('working', Date.now()) }
    const page = await open('home', theme, { ...live, records })
    expect(await problems(page)).toEqual([])
    await page
      .getByRole('button', { name: /^More for/ })
      .nth(1)
      .click()
    expect(await problems(page)).toEqual([])
    await page.context().close()
  }, 30_000)

  it('in the first steps', async () => {
    const page = await open('home', theme, { records: [] })
    expect(await problems(page)).toEqual([])
    await page.context().close()
  }, 30_000)

  it('in every section of the settings', async () => {
    const page = await open('settings', theme, {
      app: sampleApp({ live: SESSION }),
      events: sampleSession('working', Date.now()),
    })
    for (const section of ['models', 'hotkeys', 'display', 'limits', 'approvals', 'privacy', 'about']) {
      await push(page, 'settings.section', { section })
      await page.locator('.pane').waitFor()
      expect(await problems(page)).toEqual([])
    }
    await page.context().close()
  }, 60_000)
})

describe('the security policy', () => {
  it.each<WindowName>(['overlay', 'home', 'settings', 'watch'])(
    'of the %s window is kept: nothing of ours breaks it',
    async (name) => {
      const page = await open(name, 'light', { records: sampleRecords(Date.now()), ...overlay('working', 'expanded') })
      const broken: string[] = []
      page.on('console', (message) => /content security policy/i.test(message.text()) && broken.push(message.text()))
      await page.reload()
      await page.locator('#root > *').first().waitFor()
      expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')).toContain(
        "default-src 'none'",
      )
      expect(broken).toEqual([])
      await page.context().close()
    },
  )

  it('is real: a script from elsewhere does not run', async () => {
    const page = await open('home', 'light', { records: sampleRecords(Date.now()) })
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.broken = true'
      document.body.append(script)
      return 'broken' in window
    })
    expect(ran).toBe(false)
    await page.context().close()
  })
})

describe('a person who needs it', () => {
  it('can have the text twice as large: the overlay keeps its width, Stop and the field in sight', async () => {
    for (const height of [1080, 900]) {
      const screen = { width: 1920, height }
      const page = await open('overlay', 'light', { ...overlay('working', 'expanded'), context: { screen, viewport: screen } })
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
      await page.evaluate(() => window.dispatchEvent(new Event('resize')))
      const stop = page.getByRole('button', { name: 'Stop', exact: true })
      const bottom = async () => {
        const [box, frame] = [await stop.boundingBox(), await page.locator('.float').boundingBox()]
        return box && frame ? frame.y + frame.height - (box.y + box.height) : -1
      }
      await expect.poll(bottom).toBeGreaterThanOrEqual(0)
      const frame = await page.locator('.overlay').boundingBox()
      expect(frame?.width).toBe(360)
      expect(frame?.height).toBeLessThanOrEqual(height - 32)
      await page.context().close()
    }
  })

  it('can have the text twice as large: home and settings scroll only down', async () => {
    for (const name of ['home', 'settings'] as const) {
      const page = await open(name, 'light', {
        records: sampleRecords(Date.now()),
        context: { viewport: { width: 880, height: 624 } },
      })
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(880)
      await page.context().close()
    }
  })

  it('sees nothing move with reduced motion', async () => {
    const page = await open('overlay', 'light', overlay('working', 'expanded'))
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    await page.context().close()
  })

  it('sees the lamp breathe otherwise', async () => {
    const page = await open('overlay', 'light', {
      ...overlay('working', 'expanded'),
      context: { reducedMotion: 'no-preference' },
    })
    expect(await page.evaluate(() => document.getAnimations().length)).toBeGreaterThan(0)
    await page.context().close()
  })

  it('finds edges on buttons and strip with forced colours', async () => {
    const page = await open('overlay', 'light', { ...overlay('working', 'compact'), context: { forcedColors: 'active' } })
    for (const selector of ['.strip', '.stop-place', '.float'])
      expect(
        await page
          .locator(selector)
          .first()
          .evaluate((one) => getComputedStyle(one).borderBottomWidth),
      ).toBe('1px')
    await page.context().close()
  })

  it('reaches the controls of the overlay in the order: field, Pause, Take over, Stop', async () => {
    const page = await open('overlay', 'light', overlay('begun', 'expanded'))
    await page.getByLabel('Steer').focus()
    const order: string[] = []
    for (let tabs = 0; tabs < 3; tabs++) {
      await page.keyboard.press('Tab')
      order.push((await page.evaluate(() => document.activeElement?.textContent)) ?? '')
    }
    expect(order).toEqual(['Pause', 'Take over', 'Stop'])
    await page.context().close()
  })

  it('hits targets of at least 28 px', async () => {
    const page = await open('overlay', 'light', overlay('working', 'expanded'))
    const small = await page.evaluate(() =>
      Array.from(document.querySelectorAll('button, input'))
        .map((one) => ({ name: one.textContent ?? '', box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 28 || box.height < 28)
        .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
    )
    expect(small).toEqual([])
    await page.context().close()
  })
})
