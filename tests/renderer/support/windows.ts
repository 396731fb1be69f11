/** The built windows in a headless Chromium, each with a mocked `window.deskhand`. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { createBuilder } from 'vite'
import { sampleApp } from './sample-app.js'
import { SAMPLE_MODELS } from './sample-models.js'
import { installMock, type Asked, type Mock, type MockedWindow } from './mock-api.js'
import { chromiumPath } from '../../support/chromium.js'

export type WindowName = 'overlay' | 'home' | 'settings' | 'replay' | 'review' | 'measure' | 'watch'

export interface OpenOptions extends Partial<Mock> {
  readonly context?: BrowserContextOptions
  /** of the page's address: '?session=…' */
  readonly query?: string
}

export interface Windows {
  open(name: WindowName, options?: OpenOptions): Promise<Page>
  close(): Promise<void>
}

const REPO = resolve(import.meta.dirname, '../../..')
const PICTURES = resolve(import.meta.dirname, 'pictures')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** The windows as the app ships them, into a folder of the test's own. */
async function build(outDir: string): Promise<void> {
  const builder = await createBuilder({
    configFile: join(REPO, 'vite.config.ts'),
    logLevel: 'error',
    environments: { client: { build: { outDir } } },
  })
  const { client } = builder.environments
  if (client) await builder.build(client)
}

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const isPicture = pathname.startsWith('/pictures/')
    const root = isPicture ? PICTURES : folder
    const file = normalize(join(root, isPicture ? pathname.slice('/pictures'.length) : pathname))
    if (!file.startsWith(root + sep)) return void response.writeHead(404).end()
    readFile(file).then(
      (bytes) => response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

async function openPage(browser: Browser, origin: string, name: WindowName, options: OpenOptions): Promise<Page> {
  const { context: contextOptions, query = '', ...given } = options
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...contextOptions })
  const page = await context.newPage()
  const mock: Mock = {
    app: sampleApp(),
    events: [],
    records: [],
    models: SAMPLE_MODELS,
    replays: {},
    diffs: {},
    reviewable: [],
    answers: {},
    stored: {},
    ...given,
  }
  // tsx and esbuild name functions through a helper that a page does not have
  await page.addInitScript('globalThis.__name ??= (named) => named')
  await page.addInitScript(installMock, mock)
  await page.goto(`${origin}/${name}/index.html${query}`)
  await page.locator('#root > *').first().waitFor({ state: 'attached' })
  await page.evaluate(() => document.fonts.ready)
  return page
}

export async function openWindows(): Promise<Windows> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-windows-'))
  await build(folder)
  const server = await serve(folder)
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--hide-scrollbars'] })
  return {
    open: (name, options = {}) => openPage(browser, origin, name, options),
    close: async () => {
      await browser.close()
      await new Promise((done) => server.close(done))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What the window asked the main process for, newest last. */
export const asked = (page: Page, name?: string): Promise<Asked[]> =>
  page.evaluate(
    (wanted) => (window as unknown as MockedWindow).asked.filter((one) => wanted === undefined || one.name === wanted),
    name,
  )

export const push = (page: Page, name: string, payload: unknown): Promise<void> =>
  page.evaluate(([event, value]) => (window as unknown as MockedWindow).push(event as string, value), [name, payload])
