/** What both measurements of the app share: its environment, and its home window, which starts a task. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { systemClock } from '../../native-bridge/index.js'
import { never, type Stand } from './stand.js'

export const ROOT = join(import.meta.dirname, '..', '..')
export const PATIENCE_MS = 120_000

export function appEnvironment({ desktop }: Stand, folder: string, serverUrl: string): Record<string, string> {
  const { PATH = '', HOME = '', ELECTRON_OVERRIDE_DIST_PATH = '' } = process.env
  return {
    ...{ PATH, HOME, LANG: 'C.UTF-8', ...desktop.env, DESKHAND_HOME: folder, XDG_RUNTIME_DIR: folder },
    ...(ELECTRON_OVERRIDE_DIST_PATH ? { ELECTRON_OVERRIDE_DIST_PATH } : {}),
    ...{ OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: serverUrl },
  }
}

export const homeOf = (pages: readonly Page[]) => pages.find((page) => page.url().includes('/home/'))

type Ask = { deskhand: { ask(name: string, input: unknown): Promise<{ ok: boolean }> } }

export async function startTask(home: Page): Promise<void> {
  const task = { task: 'Click', provider: null, model: null, display: null, approvals: 'never', follow: null }
  const started = await home.evaluate((input) => (window as unknown as Ask).deskhand.ask('task.start', input), task)
  if (!started.ok) throw new Error(JSON.stringify(started))
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; !(await isSo());) {
    if (performance.now() > deadline) throw new Error('The app took too long.')
    await systemClock.sleep(50, never)
  }
}
