import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { openScene, startApp, startModel, type RunningApp, type Scene } from '../support/running-app.js'

const LONG = 90_000
const soon = { timeout: 20_000, interval: 50 }
let scene: Scene
let app: RunningApp | null = null
const closers: (() => Promise<void>)[] = []

beforeEach(async () => {
  scene = await openScene()
}, LONG)
afterEach(async () => {
  await app?.close()
  app = null
  for (const close of closers.splice(0)) await close()
  await scene.close()
}, LONG)

async function open(turns: Parameters<typeof startModel>[0]): Promise<RunningApp> {
  const { server, env } = await startModel(turns)
  closers.push(() => server.close())
  app = await startApp(scene, env)
  return app
}

/** An xterm that writes down every line it is sent. */
async function openNotebook(): Promise<{ text: () => string; x: number; y: number }> {
  const file = join(scene.home, 'typed.txt')
  scene.start('xterm', '-T', 'notebook', '-geometry', '80x24+40+40', '-e', 'sh', '-c', `cat > ${file}`)
  await scene.windowNamed('notebook')
  return { text: () => (existsSync(file) ? readFileSync(file, 'utf8') : ''), x: 200, y: 200 }
}

async function startTask(running: RunningApp, task: string): Promise<string> {
  const later = running.home.getByRole('button', { name: 'Later' })
  await later.click()
  await running.home.getByLabel('Task', { exact: true }).fill(task)
  await running.home.getByRole('button', { name: 'Start' }).click()
  return vi.waitFor(async () => {
    const state = await running.ask('app.state', null)
    if (!state.ok || state.value.live === null) throw new Error('nothing runs')
    return state.value.live
  }, soon)
}

const ended = (running: RunningApp, session: string) =>
  vi.waitFor(async () => {
    const events = await running.events(session)
    const last = events.at(-1)
    if (last?.type !== 'session.finished') throw new Error(`not finished: ${last?.type}`)
    return { events, last }
  }, soon)

/** Where the overlay's window is, DIP (one per pixel on a virtual desktop). */
const overlayRect = (running: RunningApp): Promise<Electron.Rectangle> =>
  running.app.evaluate(({ BrowserWindow }) => {
    const overlay = BrowserWindow.getAllWindows().find((window) => window.isAlwaysOnTop())
    if (!overlay) throw new Error('There is no overlay.')
    return overlay.getBounds()
  })

const kinds = (events: readonly SessionEvent[], type: SessionEvent['type']) => events.filter((event) => event.type === type)

describe('the desktop app', () => {
  it(
    'carries a task typed into the home window out on another program, and the overlay shows it',
    async () => {
      const notebook = await openNotebook()
      const running = await open([
        {
          commentary: 'Writing it down.',
          computer: [
            { type: 'click', button: 'left', x: notebook.x, y: notebook.y },
            { type: 'type', text: 'Hello, World! #42\n' },
          ],
        },
        { text: 'It is written.' },
      ])
      const session = await startTask(running, 'Write Hello, World! #42 into the notebook')
      const { events, last } = await ended(running, session)
      expect(last).toMatchObject({ status: 'done', text: 'It is written.' })
      await vi.waitFor(() => expect(notebook.text()).toBe('Hello, World! #42\n'), soon)
      expect(kinds(events, 'action.finished')).toMatchObject([{ result: 'done' }, { result: 'done' }])

      const overlay = running.overlay
      await overlay.getByText('It is written.').first().waitFor()
      await running.picture(overlay, 'overlay-done')
      await running.picture(running.home, 'home-after-a-task')
    },
    LONG,
  )

  it(
    'keeps its overlay out of the pictures the model is sent, and out of nothing else',
    async () => {
      scene.start('xterm', '-T', 'ground', '-bg', '#c02080', '-fg', '#c02080', '-geometry', '300x80+0+0', '-e', 'cat')
      await scene.windowNamed('ground')
      const running = await open([{ computer: [{ type: 'wait' }] }, { text: 'Seen.' }])
      const session = await startTask(running, 'Look at the screen')
      const { events } = await ended(running, session)
      const frames = events.flatMap((event) => (event.type === 'frame' ? [event] : []))
      expect(frames.length).toBeGreaterThan(0)
      const place = await overlayRect(running)
      const middle = { x: place.x + Math.round(place.width / 2), y: place.y + Math.round(place.height / 2) }
      for (const frame of frames) {
        const { data, info } = await sharp(join(scene.home, 'sessions', session, 'frames', `${frame.id}.jpg`))
          .raw()
          .toBuffer({ resolveWithObject: true })
        expect([info.width, info.height]).toEqual([1440, 900])
        const at = (middle.y * info.width + middle.x) * info.channels
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
        expect([red > 170, green < 60, blue > 100], `${frame.reason}: ${red},${green},${blue}`).toEqual([true, true, true])
      }
    },
    LONG,
  )
})
