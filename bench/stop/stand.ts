/** A session on a private desktop with everything real but the model, a person (xdotool), and somebody who watches what the OS is sent. */
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { watchHotkeys } from '../../electron/cli/watch-hotkeys.js'
import { createScriptedModel, type ScriptedTurn } from '../../electron/models/scripted.js'
import type { Model } from '../../electron/models/model.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { settingsSchema, type Settings } from '../../electron/protocol/settings.js'
import { startSession } from '../../electron/runner/run-session.js'
import type { RunningSession, SessionEnd } from '../../electron/runner/running-session.js'
import { openJsonlLog } from '../../electron/sessions/jsonl-log.js'
import {
  openBridge,
  openVirtualDesktop,
  systemClock,
  type Bridge,
  type Display,
  type Outcome,
  type VirtualDesktop,
} from '../../native-bridge/index.js'

const run = promisify(execFile)

export interface OsEvent {
  /** epoch ms */
  readonly at: number
  /** a key's code, a button, 'move' or 'wheel' */
  readonly name: string
  readonly down: boolean | null
}

export interface Stand {
  readonly desktop: VirtualDesktop
  readonly bridge: Bridge
  readonly display: Display
  /** everything the display was sent so far, by whomever */
  readonly osEvents: readonly OsEvent[]
  /** a person at this display */
  person(...args: readonly string[]): Promise<void>
  start(turns: readonly ScriptedTurn[], more?: StartOptions): Promise<Running>
  close(): Promise<void>
}

export interface StartOptions {
  readonly settings?: Partial<Settings>
  readonly wrap?: (model: Model) => Model
}

export interface Running {
  readonly session: RunningSession
  readonly events: readonly SessionEvent[]
  /** epoch ms when each line was on disk */
  seenAt(fits: (event: SessionEvent) => boolean): number | null
  until(fits: (event: SessionEvent) => boolean): Promise<SessionEvent>
  readonly ended: Promise<SessionEnd>
}

export const epochMs = (): number => performance.timeOrigin + performance.now()

export function valueOf<T>(outcome: Outcome<T, { message: string }>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

export async function openStand(): Promise<Stand> {
  const desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  const bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  const display = valueOf(await bridge.displays.list())[0] as Display
  const env = { ...process.env, ...desktop.env }
  const terminal = spawn('xterm', ['-geometry', '150x50+20+20', '-e', 'sh', '-c', 'cat > /dev/null'], { env, stdio: 'ignore' })
  await waitUntil(async () => valueOf(await bridge.windows.list()).some(({ active }) => active))
  const watcher = await watchOs(env)
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-stand-'))
  let count = 0
  return {
    desktop,
    bridge,
    display,
    osEvents: watcher.events,
    person: async (...args) => void (await run('xdotool', [...args], { env })),
    start: (turns, more = {}) => start({ bridge, display, folder: join(folder, `${++count}`) }, turns, more),
    close: async () => {
      watcher.close()
      terminal.kill()
      await bridge.close()
      await desktop.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export async function watchOs(env: NodeJS.ProcessEnv): Promise<{ events: OsEvent[]; close: () => void }> {
  const file = join(import.meta.dirname, 'os-events.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const events: OsEvent[] = []
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') resolve()
      else events.push(JSON.parse(line) as OsEvent)
    })
  })
  return { events, close: () => void child.stdin.end() }
}

interface Where {
  readonly bridge: Bridge
  readonly display: Display
  readonly folder: string
}

async function start({ bridge, display, folder }: Where, turns: readonly ScriptedTurn[], more: StartOptions): Promise<Running> {
  const settings = { ...settingsSchema.parse({}), ...more.settings }
  const log = valueOf(await openJsonlLog({ folder, session: 'stand' }))
  const seen: { readonly event: SessionEvent; readonly at: number }[] = []
  log.subscribe((event) => seen.push({ event, at: epochMs() }))
  const scripted = createScriptedModel({ script: [...turns] })
  const session = startSession(
    { bridge, model: more.wrap?.(scripted) ?? scripted, log, clock: systemClock },
    {
      task: 'Work.',
      images: [],
      display,
      displays: [display],
      approvals: 'never',
      limits: { steps: 0, costUsd: 0, minutes: 0 },
      secrets: [],
      canAnswer: () => true,
      atLimit: 'finish',
      dryRun: false,
      shownSettings: {},
      version: 'stand',
      past: [],
      addition: null,
      person: { yield: settings.yield, stopCorner: settings.stopCorner },
    },
  )
  const hotkeys = await watchHotkeys(
    bridge.human,
    settings.hotkeys,
    {
      stop: () => session.command({ type: 'stop' }, 'hotkey'),
      pause: () => session.command({ type: 'pause' }, 'hotkey'),
      takeOver: () => session.command({ type: 'takeOver' }, 'hotkey'),
    },
    { chordHeld: (isHeld) => session.hold(isHeld), human: (event, place) => session.human(event, place) },
  )
  const ended = session.ended.then((end) => {
    hotkeys.close()
    return end
  })
  const find = (fits: (event: SessionEvent) => boolean) => seen.find(({ event }) => fits(event))
  return {
    session,
    ended,
    get events() {
      return seen.map(({ event }) => event)
    },
    seenAt: (fits) => find(fits)?.at ?? null,
    until: async (fits) => {
      await waitUntil(() => Promise.resolve(find(fits) !== undefined))
      return find(fits)?.event as SessionEvent
    },
  }
}

const PATIENCE_MS = 30_000

export async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('It did not happen.')
    await systemClock.sleep(10, new AbortController().signal)
  }
}
