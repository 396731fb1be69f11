/** The exported replay page in a real browser, under its own policy: it loads nothing, breaks no rule, and obeys its keys. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import type { EventBody } from '../../electron/protocol/event.js'
import type { Picture } from '../../native-bridge/index.js'
import { exportHtml } from '../../electron/sessions/export/html.js'
import { frameOf, opened, STARTED, temporaryFolder, TOTALS, turn } from '../electron/sessions/temporary.js'
import { chromiumPath } from '../support/chromium.js'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
}, 30_000)
afterAll(() => browser.close())

async function picture(colour: string): Promise<Picture> {
  const bytes = await sharp({ create: { width: 640, height: 400, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes, mime: 'image/jpeg', width: 640, height: 400 }
}

const EVIL = '</script><script>document.title="broken"</script><img src="http://127.0.0.1:9/x" onerror="document.title=1">'

async function replay(): Promise<string> {
  const folder = temporaryFolder()
  const log = await opened(folder)
  const [first, second] = [await picture('#204080'), await picture('#208040')]
  await log.saveFrame(first)
  await log.saveFrame(second)
  const drag = {
    kind: 'drag' as const,
    path: [
      { x: 10, y: 20 },
      { x: 300, y: 200 },
    ],
    button: 'left' as const,
    modifiers: [],
  }
  const bodies: EventBody[] = [
    { ...STARTED, task: EVIL } as EventBody,
    turn(1),
    frameOf(first),
    { type: 'reasoning', text: EVIL },
    {
      type: 'action.proposed',
      id: 'a1',
      turn: 1,
      action: { kind: 'click', x: 320, y: 200, button: 'left', count: 1, modifiers: [] },
    },
    { type: 'action.started', id: 'a1' },
    { type: 'action.finished', id: 'a1', result: 'done', effect: 'changed', ms: 2 },
    turn(2),
    frameOf(second),
    { type: 'action.proposed', id: 'a2', turn: 2, action: drag },
    { type: 'action.finished', id: 'a2', result: 'skipped', effect: 'unknown', ms: 0 },
    { type: 'problem', kind: 'input', message: EVIL, retryable: false },
    { type: 'session.finished', status: 'failed', text: EVIL, totals: TOTALS },
  ]
  for (const body of bodies) await log.append(body)
  await log.close()
  const file = join(folder, 'replay.html')
  const written = await exportHtml({ folder, file })
  expect(written.ok).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain('</html>')
  return pathToFileURL(file).href
}

async function open(colorScheme: 'light' | 'dark'): Promise<{ page: Page; said: string[]; asked: string[] }> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1440, height: 900 } })
  const said: string[] = []
  const asked: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  page.on('request', (request) => void (request.url().startsWith('data:') || asked.push(request.url())))
  await page.goto(await replay())
  return { page, said, asked }
}

test('it loads nothing, breaks no rule of its policy, and text of others stays text', async () => {
  const { page, said, asked } = await open('light')
  expect(asked).toHaveLength(1)
  expect(said).toEqual([])
  expect(await page.title()).toContain('</script>')
  expect(await page.locator('img[src^="http"]').count()).toBe(0)
  await page.close()
})

test('the arrow keys step, the picture and its marks follow, the list shows where it is', async () => {
  const { page, said } = await open('dark')
  const shown = () => page.locator('.frame img').getAttribute('src')
  const current = () => page.locator('.items [aria-current]').innerText()
  expect(await current()).toContain('The task')
  await page.keyboard.press('ArrowRight')
  expect(await current()).toContain('Click at 320, 200')
  expect(await page.locator('.frame svg circle').count()).toBeGreaterThan(0)
  const before = await shown()
  await page.keyboard.press('b')
  expect(await shown()).not.toBe(before)
  expect(await page.locator('.frame svg > *').count()).toBe(0)
  await page.keyboard.press('ArrowRight')
  expect(await current()).toContain('Drag from 10, 20 to 300, 200')
  expect(await page.locator('.frame svg polyline').count()).toBeGreaterThan(0)
  await page.keyboard.press('p')
  expect(await page.locator('.insp article:not([hidden])').innerText()).toContain('Kind: input')
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  expect(await current()).toContain('The task')
  await page.locator('#find').fill('drag from')
  expect(await page.locator('.items > li:visible').count()).toBe(1)
  expect(said).toEqual([])
  await page.close()
})
