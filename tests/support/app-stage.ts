/** One scene and at most one app a test, both gone after it; and the steps most tests of the app share. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterEach, beforeEach, vi } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { openScene, startApp, startModel, type ModelServer, type RunningApp, type Scene } from './running-app.js'

/** ms for one test: several programs start in it */
export const LONG = 90_000
export const soon = { timeout: 20_000, interval: 50 }

export interface Stage {
  readonly scene: Scene
  /** Starts the app against a model server that plays these turns. */
  open(turns: Parameters<typeof startModel>[0], env?: Readonly<Record<string, string>>): Promise<RunningApp & ModelServer>
  /** An xterm that writes down every line it is sent. */
  openNotebook(): Promise<Notebook>
}

export interface Notebook {
  text(): string
  /** a point inside */
  readonly x: number
  readonly y: number
}

/** Call it once at the top of a test file; what it returns is valid inside tests. */
export function stage(): Stage {
  let scene: Scene
  let app: RunningApp | null = null
  let model: ModelServer | null = null
  beforeEach(async () => {
    scene = await openScene()
  }, LONG)
  afterEach(async () => {
    await app?.close()
    await model?.server.close()
    await scene.close()
    app = null
    model = null
  }, LONG)
  return {
    get scene() {
      return scene
    },
    open: async (turns, env = {}) => {
      model = await startModel(turns)
      app = await startApp(scene, { ...model.env, ...env })
      return { ...app, ...model }
    },
    openNotebook: async () => {
      const file = join(scene.home, 'typed.txt')
      scene.start('xterm', '-T', 'notebook', '-geometry', '80x24+40+40', '-e', 'sh', '-c', `cat > ${file}`)
      await scene.windowNamed('notebook')
      return { text: () => (existsSync(file) ? readFileSync(file, 'utf8') : ''), x: 200, y: 200 }
    },
  }
}

/** Types the task into the home window and starts it; the id of the session. */
export async function startTask(app: RunningApp, task: string): Promise<string> {
  await app.home.getByRole('button', { name: 'Later' }).click()
  await app.home.getByLabel('Task', { exact: true }).fill(task)
  await app.home.getByRole('button', { name: 'Start' }).click()
  return liveSession(app)
}

export const liveSession = (app: RunningApp): Promise<string> =>
  vi.waitFor(async () => {
    const state = await app.ask('app.state', null)
    if (!state.ok || state.value.live === null) throw new Error('nothing runs')
    return state.value.live
  }, soon)

/** No session of these tests is stuck, so none may be taken for it. */
export async function ended(app: RunningApp, session: string) {
  const over = await vi.waitFor(async () => {
    const events = await app.events(session)
    const last = events.at(-1)
    if (last?.type !== 'session.finished') throw new Error(`not finished: ${last?.type}`)
    return { events, last }
  }, soon)
  if (over.events.some((event) => event.type === 'problem' && event.kind === 'no-progress')) throw new Error('a false alarm')
  return over
}

/** Waits until the session has said something of this type (and this, when given). */
export const heard = (app: RunningApp, session: string, type: SessionEvent['type'], what: object = {}) =>
  vi.waitFor(async () => {
    const events = await app.events(session)
    const isIt = (event: SessionEvent) =>
      event.type === type &&
      Object.entries(what).every(([key, value]) => (event as unknown as Record<string, unknown>)[key] === value)
    const found = events.find(isIt)
    if (!found) throw new Error(`no ${type} yet among ${JSON.stringify(events.filter((event) => event.type !== 'frame'))}`)
    return found
  }, soon)

/**
 * Where the overlay's window is: DIP, which are pixels on a virtual desktop. Node's inspector drops an answer when the garbage
 * collector of a busy process comes in between (“Resulting promise was garbage collected”): then it is asked again.
 */
export const overlayRect = (app: RunningApp): Promise<{ x: number; y: number; width: number; height: number }> =>
  vi.waitFor(
    () =>
      app.app.evaluate(({ BrowserWindow }) => {
        const overlay = BrowserWindow.getAllWindows().find((window) => window.isAlwaysOnTop())
        if (!overlay) throw new Error('There is no overlay.')
        return overlay.getBounds()
      }),
    soon,
  )

/** Clicks a part of the overlay with the X server's mouse. */
export async function clickOverlay(scene: Scene, app: RunningApp, part: Locator): Promise<void> {
  const box = await part.boundingBox()
  if (!box) throw new Error('It is not to be seen.')
  const place = await overlayRect(app)
  const x = Math.round(place.x + box.x + box.width / 2)
  const y = Math.round(place.y + box.y + box.height / 2)
  await scene.x('mousemove', String(x), String(y), 'click', '1')
}
