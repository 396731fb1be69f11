/** A private desktop watched live from the app: its pictures, taking it over with mouse and keys, and handing it back. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished, vi } from 'vitest'
import { ended, heard, liveSession, LONG, soon, stage } from '../support/app-stage.js'
import type { RunningApp } from '../support/running-app.js'

const here = stage()

/** Moves for a while, and then asks for a line and writes it down. */
const DIALOGS = `(sleep 3; echo 100) | zenity --progress --pulsate --auto-close --no-cancel; zenity --entry --title note > typed.txt`

const watchWindow = (app: RunningApp): Promise<Page> =>
  vi.waitFor(() => {
    const found = app.app.windows().find((page) => page.url().includes('/watch/'))
    if (!found) throw new Error('The window is not open.')
    return found
  }, soon)

/** Remembers the pictures that the window shows from now on. */
const remember = (page: Page) =>
  page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    const note = () => {
      const address = document.querySelector('img')?.src
      if (address !== undefined && seen.at(-1) !== address) seen.push(address)
    }
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] })
    note()
  })
const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: string[] }).seen.length)

it(
  'a virtual desktop is seen as it changes, is the person’s while they have the hands, and Deskhand’s again after that',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-folder-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
    // its second request is given up when the person takes over
    const app = await here.open([
      { tools: [{ name: 'start_process', arguments: { command: DIALOGS } }] },
      { text: 'Too early.', delayMs: 60_000 },
      { text: 'Seen.' },
    ])
    const wish = { provider: null, model: null, approvals: 'never' as const, follow: null, workspace: folder }
    const started = await app.ask('task.start', { task: 'Look at it', display: 'virtual:800x600', ...wish })
    expect(started).toMatchObject({ ok: true })
    const session = await liveSession(app)
    const page = await watchWindow(app)
    const screen = page.getByRole('application', { name: 'Virtual display' })
    await screen.waitFor()
    await remember(page)

    await expect.poll(() => seen(page), soon).toBeGreaterThan(5)
    await expect.poll(() => existsSync(join(folder, 'typed.txt')), soon).toBe(true)
    // its caret blinks once the dialog is there
    const before = await seen(page)
    await expect.poll(() => seen(page), soon).toBeGreaterThan(before + 2)

    // Deskhand has the hands: nothing of the person's goes there, whoever asks
    const tryInput = { session, strokes: [{ kind: 'text' as const, text: 'x' }] }
    const ask = (wanted: typeof tryInput) =>
      page.evaluate((input) => (window as unknown as { deskhand: { ask(name: string, input: unknown): Promise<unknown> } }).deskhand.ask('watch.input', input), wanted) // prettier-ignore
    expect(await ask(tryInput)).toMatchObject({ ok: false, problem: { message: 'Deskhand is working. Take over first.' } })
    await screen.click()

    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByText('hands back').waitFor()
    expect(await app.ask('watch.input', tryInput)).toMatchObject({ ok: false })
    // the dialog has the keyboard; a click beside it is one as well
    await screen.click({ position: { x: 20, y: 20 } })
    await page.keyboard.type('typed, all & (more) ')
    // as a German keyboard sends it
    await screen.dispatchEvent('keydown', { key: 'ü', code: 'BracketLeft', bubbles: true })
    await app.picture(page, 'watch')
    await page.keyboard.press('Enter')
    await expect.poll(() => readFileSync(join(folder, 'typed.txt'), 'utf8'), soon).toBe('typed, all & (more) ü\n')
    await page.getByRole('button', { name: 'Hand back' }).click()
    await heard(app, session, 'human')
    const { events, last } = await ended(app, session)
    expect(last).toMatchObject({ status: 'done', text: 'Seen.' })
    const controls = events.flatMap((event) => (event.type === 'control' ? [`${event.state} ${event.by}`] : []))
    expect(controls).toEqual(['paused person', 'running person'])
    await page.getByText('The task has ended, and its desktop with it.').waitFor()
    expect(await ask(tryInput)).toMatchObject({ ok: false })
    // the person's own screen was never touched
    expect(events.find((event) => event.type === 'session.started')?.displays).toMatchObject([{ width: 800, height: 600 }])
  },
  LONG,
)
