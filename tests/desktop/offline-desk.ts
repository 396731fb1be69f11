/** A virtual desktop on which the offline model carries out tasks through the real runner; results are looked at from outside. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { createOfflineModel } from '../../electron/models/offline/offline.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { startSession } from '../../electron/runner/run-session.js'
import type { RunningSession, SessionEnd } from '../../electron/runner/running-session.js'
import { openBridge, openVirtualDesktop, systemClock, type Bridge, type VirtualDesktop } from '../../native-bridge/index.js'
import { memoryLog } from '../support/memory-log.js'
import { plainSession } from '../support/plain-session.js'
import { PATIENCE, valueOf } from './receivers.js'
import { chromiumPath } from '../support/chromium.js'

export interface Ran extends SessionEnd {
  readonly events: readonly SessionEvent[]
  readonly messages: readonly string[]
}

export interface Program {
  /** what it printed, once it has ended */
  output(): Promise<{ readonly text: string; readonly code: number | null }>
  close(): Promise<void>
}

export interface OfflineDesk {
  readonly desktop: VirtualDesktop
  readonly bridge: Bridge
  readonly folder: string
  /** resolves when a window with that title is there */
  open(command: readonly string[], title: string, env?: Readonly<Record<string, string>>): Promise<Program>
  run(task: string, whileRunning?: (session: RunningSession) => void): Promise<Ran>
  file(name: string): Promise<string>
  write(name: string, text: string): Promise<string>
  clipboard(): string
  close(): Promise<void>
}

const LIMITS = { steps: 120, costUsd: 0, minutes: 3 }

export async function openOfflineDesk(size = { width: 1280, height: 800 }): Promise<OfflineDesk> {
  const desktop = valueOf(await openVirtualDesktop(size))
  const bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-offline-'))
  const model = createOfflineModel({ text: bridge.text, listWindows: () => bridge.windows.list() })
  const displays = valueOf(await bridge.displays.list())

  const run = async (task: string, whileRunning?: (session: RunningSession) => void): Promise<Ran> => {
    const log = memoryLog(systemClock)
    const session = startSession({ bridge, model, log, clock: systemClock }, plainSession(task, displays, { limits: LIMITS }))
    whileRunning?.(session)
    const end = await session.ended
    // none of these sessions is stuck, so none may be taken for it
    expect(log.events.filter((event) => event.type === 'problem' && event.kind === 'no-progress')).toEqual([])
    if (process.env['DESKHAND_TRACE']) for (const event of log.events) trace(event)
    return { ...end, events: log.events, messages: log.events.flatMap((event) => (event.type === 'message' ? [event.text] : [])) }
  }

  return {
    desktop,
    bridge,
    folder,
    run,
    open: (command, title, env = {}) => openProgram(command, title, { desktop, bridge, env }),
    file: (name) => readFile(join(folder, name), 'utf8'),
    async write(name, text) {
      await writeFile(join(folder, name), text)
      return join(folder, name)
    },
    clipboard: () =>
      execFileSync('xclip', ['-o', '-selection', 'clipboard'], { env: { ...process.env, ...desktop.env }, encoding: 'utf8' }),
    async close() {
      await bridge.close()
      await desktop.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Where {
  readonly desktop: VirtualDesktop
  readonly bridge: Bridge
  readonly env: Readonly<Record<string, string>>
}

async function openProgram(command: readonly string[], title: string, { desktop, bridge, env }: Where): Promise<Program> {
  const [program, ...args] = command
  const child = spawn(program!, args, { env: { ...process.env, ...desktop.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] })
  const chunks: string[] = []
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  const closed = once(child, 'close')
  await vi.waitFor(async () => {
    const windows = valueOf(await bridge.windows.list())
    if (!windows.some((window) => window.title.includes(title))) throw new Error(`no window "${title}" yet`)
  }, PATIENCE)
  return {
    async output() {
      await closed
      return { text: chunks.join('').trim(), code: child.exitCode }
    },
    close: () => end(child, closed),
  }
}

async function end(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await closed
}

const trace = (event: SessionEvent) => {
  if (event.type === 'reasoning' || event.type === 'message' || event.type === 'problem')
    console.log(`  ${JSON.stringify(event).slice(60, 400)}`)
  if (event.type === 'action.proposed') console.log(`  ${event.at.slice(17)} ${JSON.stringify(event.action)}`)
  if (event.type === 'session.finished') console.log(`  ${event.at.slice(17)} ${event.status}: ${event.text}`)
}

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--test-type',
  '--no-first-run',
  '--password-store=basic',
  '--disable-background-networking',
  '--disable-features=Translate',
  '--window-position=0,0',
  '--window-size=1280,780',
]

/** A page in a real browser window, for tests that ask its DOM what happened. */
export async function openPage(desk: OfflineDesk, html: string): Promise<{ page: Page; close(): Promise<void> }> {
  const env = { ...process.env, ...desk.desktop.env } as Record<string, string>
  const browser = await chromium.launch({ executablePath: chromiumPath(), headless: false, args: CHROMIUM_ARGS, env })
  const page = await browser.newPage({ viewport: null })
  await page.setContent(html)
  await vi.waitFor(async () => {
    const active = valueOf(await desk.bridge.windows.list()).find((window) => window.active)
    if (!active?.title.includes('Chromium')) throw new Error('the browser is not active yet')
  }, PATIENCE)
  return { page, close: () => browser.close() }
}
