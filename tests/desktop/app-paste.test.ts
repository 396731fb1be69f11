/** Pasting from the desktop app: its own program, started once more, holds the clipboard and gives it back, also when the app was killed. */
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openLinuxX11 } from '../../native-bridge/platforms/linux-x11/open.js'
import { ended, LONG, soon, stage, startTask } from '../support/app-stage.js'
import { openChromiumPage, type PageReceiver, valueOf } from './receivers.js'

const here = stage()
const run = promisify(execFile)
const PERSONS = 'what the person copied'
const LINES = Array.from({ length: 12 }, (_, line) => `Line ${line}: Grüße, Привет & {brackets}. `.repeat(40))
const TEXT = LINES.join('\n')

const xclip = (...words: readonly string[]) => ['-selection', 'clipboard', ...words]
/** While a text is pasted only the page is answered; whoever else asks waits. */
const clipboard = async () => (await run('xclip', xclip('-o'), { env: here.scene.env, timeout: 2000 })).stdout
const pastesIn = async (page: PageReceiver) =>
  (await page.seen()).filter((event) => event.type === 'keydown' && 'chord' in event && event.chord === 'ctrl+v').length

/** A page with the caret in its text, the person's own clipboard, and the app with a task that types a long text. */
async function typeFromTheApp() {
  const desk = valueOf(await openLinuxX11({ xDisplay: here.scene.desktop.xDisplay }))
  onTestFinished(() => desk.close())
  const page = await openChromiumPage(here.scene.desktop, desk)
  onTestFinished(() => page.close())
  // it stays to hand the text out, and must not keep our pipes
  execFileSync('xclip', xclip('-i'), { env: here.scene.env, input: PERSONS, stdio: ['pipe', 'ignore', 'ignore'] })
  const at = await page.middleOf('#text')
  const app = await here.open([{ computer: [{ type: 'click', button: 'left', ...at }, { type: 'type', text: TEXT }] }, { text: 'Typed.' }]) // prettier-ignore
  return { page, app, session: await startTask(app, 'Type it') }
}

describe.runIf(process.platform === 'linux')('a long text that the app types into a page', { timeout: LONG }, () => {
  it('is pasted, arrives whole, and the person’s clipboard comes back', async () => {
    const { page, app, session } = await typeFromTheApp()
    expect((await ended(app, session)).last).toMatchObject({ status: 'done' })
    expect(await page.text()).toBe(TEXT)
    expect(await pastesIn(page)).toBeGreaterThan(0)
    await vi.waitFor(async () => expect(await clipboard()).toBe(PERSONS), soon)
  })

  it('leaves the person’s clipboard to them also when the app is killed in the middle', async () => {
    const { page, app } = await typeFromTheApp()
    await vi.waitFor(async () => expect(await pastesIn(page)).toBeGreaterThan(2), { ...soon, interval: 5 })
    const running = app.app.process()
    const gone = once(running, 'exit')
    running.kill('SIGKILL')
    await gone
    expect((await page.text()).length).toBeLessThan(TEXT.length)
    await vi.waitFor(async () => expect(await clipboard()).toBe(PERSONS), soon)
  })
})
