/** The built app on a virtual desktop of its own, with a strict fake model server: what desktop tests of the app drive. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { vi } from 'vitest'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import type { VirtualDesktop } from '../../native-bridge/index.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import type { QueryInput, QueryName, QueryOutput } from '../../electron/protocol/ipc.js'
import { electronRuntime } from './electron-runtime.js'
import { startFakeResponsesServer, type FakeResponsesServer, type TurnSource } from './fake-responses-server.js'

const run = promisify(execFile)
export const ROOT = resolve(import.meta.dirname, '..', '..')
const PICTURES = join(ROOT, 'test-results', 'app')

export interface Scene {
  readonly desktop: VirtualDesktop
  /** DESKHAND_HOME of everything in this scene */
  readonly home: string
  /** environment of the app: its own home and desktop, none of this machine's keys */
  readonly env: Record<string, string>
  /** Presses, moves and types through the X server, as another program or a person would. */
  x(...args: readonly string[]): Promise<string>
  /** Runs the built command line in this scene; what it prints. */
  deskhand(...args: readonly string[]): Promise<string>
  /** Starts a program on the desktop; it ends with the scene. */
  start(program: string, ...args: readonly string[]): ChildProcess
  /** Resolves with the id of the first window whose name matches. */
  windowNamed(name: string): Promise<string>
  close(): Promise<void>
}

/** A desktop and a data folder, both gone after `close`. */
export async function openScene(size = { width: 1440, height: 900 }): Promise<Scene> {
  const opened = await openVirtualDesktop(size)
  if (!opened.ok) throw new Error(opened.problem.message)
  const desktop = opened.value
  const home = mkdtempSync(join(tmpdir(), 'deskhand-app-'))
  const { PATH = '', HOME = '', LANG = 'C.UTF-8', ELECTRON_OVERRIDE_DIST_PATH } = process.env
  const env: Record<string, string> = { PATH, HOME, LANG, ...desktop.env, DESKHAND_HOME: home, XDG_RUNTIME_DIR: home }
  if (ELECTRON_OVERRIDE_DIST_PATH) env['ELECTRON_OVERRIDE_DIST_PATH'] = ELECTRON_OVERRIDE_DIST_PATH
  const programs: ChildProcess[] = []
  const x = async (...args: readonly string[]) => (await run('xdotool', [...args], { env })).stdout.trim()
  return {
    desktop,
    home,
    env,
    x,
    deskhand: async (...args) =>
      (await run(process.execPath, [join(ROOT, 'dist', 'cli', 'cli.mjs'), ...args], { env })).stdout.trim(),
    start: (program, ...args) => {
      const child = spawn(program, args, { env, stdio: 'ignore' })
      programs.push(child)
      return child
    },
    windowNamed: (name) =>
      vi.waitFor(async () => (await x('search', '--onlyvisible', '--name', name)).split('\n')[0] as string, {
        timeout: 15_000,
        interval: 50,
      }),
    close: async () => {
      // a program that is ending may still write into its home, which is removed below
      await Promise.all(programs.map(ended))
      await desktop.close()
      rmSync(home, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null || program.pid === undefined) return
  const gone = once(program, 'exit')
  program.kill()
  const late = setTimeout(() => program.kill('SIGKILL'), 3000)
  await gone
  clearTimeout(late)
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly home: Page
  readonly overlay: Page
  /** Asks as a window would. */
  ask<K extends QueryName>(name: K, input: QueryInput<K>): Promise<QueryOutput<K>>
  events(session: string): Promise<readonly SessionEvent[]>
  /** A picture of the window under test-results/app, for people. */
  picture(page: Page, name: string): Promise<void>
  close(): Promise<void>
}

/** Runs in the window. */
const askInWindow = ([name, input]: readonly [string, unknown]): Promise<unknown> =>
  (window as unknown as { deskhand: { ask(name: string, input: unknown): Promise<unknown> } }).deskhand.ask(name, input)

/** Starts the built app (`npx vite build --app`) and skips the first run's five steps. */
export async function startApp(scene: Scene, env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const app = await _electron.launch({
    executablePath: electronRuntime(),
    args: ['--no-sandbox', ROOT],
    env: { ...scene.env, ...env },
    timeout: 30_000,
  })
  const page = (name: string) =>
    vi.waitFor(
      () => {
        const found = app.windows().find((each) => each.url().includes(`/${name}/`))
        if (!found) throw new Error(`The window ${name} is not open.`)
        return found
      },
      { timeout: 15_000, interval: 50 },
    )
  const opened = Promise.all([page('home'), page('overlay')])
  // an app that does not come up must not outlive the test
  const [home, overlay] = await opened.catch(async (failure: unknown) => {
    await app.close()
    throw failure
  })
  await home.waitForLoadState('load')
  const ask: RunningApp['ask'] = (name, input) => home.evaluate(askInWindow, [name, input] as [string, unknown]) as never
  mkdirSync(PICTURES, { recursive: true })
  return {
    app,
    home,
    overlay,
    ask,
    events: async (session) => {
      const answer = await ask('sessions.events', { session })
      return answer.ok ? answer.value : []
    },
    picture: async (which, name) => {
      await which.screenshot({ path: join(PICTURES, `${name}.png`) })
    },
    close: () => app.close(),
  }
}

export interface ModelServer {
  readonly server: FakeResponsesServer
  /** what the app needs in its environment to talk to it */
  readonly env: Record<string, string>
}

export async function startModel(turns: TurnSource): Promise<ModelServer> {
  const server = await startFakeResponsesServer({ turns, apiKey: 'test-key' })
  return { server, env: { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: server.url } }
}
