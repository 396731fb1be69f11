/**
 * Records a task in a real program, done by the offline model, and does it again with no model in other surroundings: the window
 * elsewhere or of another size, another theme, another display, other words. What came of it is read from the program.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pictureWish } from '../../electron/models/image-rules.js'
import type { Model } from '../../electron/models/model.js'
import { createOfflineModel } from '../../electron/models/offline/offline.js'
import type { StepVerdict } from '../../electron/protocol/event.js'
import { recordingFrom } from '../../electron/recordings/from-session.js'
import { plugRecordedModel } from '../../electron/recordings/plug-model.js'
import type { Recording } from '../../electron/recordings/recording.js'
import { startSession } from '../../electron/runner/run-session.js'
import type { SessionEnd } from '../../electron/runner/running-session.js'
import { openJsonlLog } from '../../electron/sessions/jsonl-log.js'
import type { SessionLog } from '../../electron/sessions/session-log.js'
import { readSession } from '../../electron/sessions/read-session.js'
import {
  decodePicture,
  openBridge,
  openVirtualDesktop,
  systemClock,
  type Bridge,
  type Size,
  type VirtualDesktop,
} from '../../native-bridge/index.js'
import { plainSession } from '../support/plain-session.js'

export interface Shown {
  /** the program and its arguments; `{dir}` is a folder of this one run */
  readonly command: readonly string[]
  /** in its window's title */
  readonly title: string
  readonly env?: Readonly<Record<string, string>>
  /** where its window is put; null: where it opens */
  readonly place?: { readonly x: number; readonly y: number; readonly width?: number; readonly height?: number }
  readonly display?: Size
  /** is done before it is started */
  readonly before?: (folder: string) => void
}

export interface Came {
  readonly end: SessionEnd
  /** what the program printed */
  readonly output: string
  /** reads a file of `{dir}`; null when it is not there */
  file(name: string): string | null
}

export interface Recorded extends Came {
  readonly recording: Recording
  readonly frames: string
}

export interface Redone extends Came {
  readonly verdicts: readonly StepVerdict[]
}

export interface RedoOptions {
  readonly values?: Readonly<Record<string, string>>
  readonly repair?: Model
  /** how long a step may take to become possible; as in use when left out */
  readonly patienceMs?: number
}

export interface RedoStage {
  record(shown: Shown, task: string): Promise<Recorded>
  redo(recorded: Recorded, shown: Shown, options?: RedoOptions): Promise<Redone>
  close(): Promise<void>
}

const DISPLAY: Size = { width: 1280, height: 800 }
const PATIENCE_MS = 20_000
const LAST_WORDS_MS = 1500
const LIMITS = { steps: 120, costUsd: 0, minutes: 3 }

interface Desk {
  readonly desktop: VirtualDesktop
  readonly bridge: Bridge
}

export function openRedoStage(): RedoStage {
  const home = mkdtempSync(join(tmpdir(), 'deskhand-redo-'))
  const desks = new Map<string, Promise<Desk>>()
  let runs = 0
  const deskOf = (size: Size) => {
    const name = `${size.width}x${size.height}`
    const opened = desks.get(name) ?? openDesk(size)
    desks.set(name, opened)
    return opened
  }
  const play = async (shown: Shown, task: string, modelFor: (parts: Desk & { log: SessionLog }) => Model) => {
    const desk = await deskOf(shown.display ?? DISPLAY)
    const folder = mkdtempSync(join(home, 'run-'))
    const program = await openProgram(shown, desk, folder)
    runs += 1
    const session = `01JD${String(runs).padStart(22, '0')}`
    const log = valueOf(await openJsonlLog({ folder: join(home, session), session }))
    const model = modelFor({ ...desk, log })
    const end = await runSession(desk, model, log, task)
    const output = await program.close()
    const file = (name: string) => {
      try {
        return readFileSync(join(folder, name), 'utf8')
      } catch {
        return null
      }
    }
    return { end, output, file, folder: join(home, session) }
  }
  return {
    async record(shown, task) {
      const played = await play(shown, paced(task), ({ bridge }) => offline(bridge))
      const read = valueOf(await readSession(played.folder))
      const made = recordingFrom(read.events)
      if (!made) throw new Error('nothing was recorded')
      return { ...played, recording: made.recording, frames: join(played.folder, 'frames') }
    },
    async redo(recorded, shown, { values = {}, repair, patienceMs } = {}) {
      const given = new Map(Object.entries(values))
      let verdicts: readonly StepVerdict[] = []
      const played = await play(shown, recorded.recording.task, ({ bridge, log }) => {
        const model = valueOf(
          plugRecordedModel({
            source: recorded,
            values: given,
            picture: pictureWish('patches-1.2', 'original'),
            bridge: () => bridge,
            keep: (picture) => log.saveFrame(picture),
            decode: decodePicture,
            now: () => systemClock.now(),
            repair: repair ?? null,
            ...(patienceMs === undefined ? {} : { patienceMs }),
          }),
        )
        verdicts = model.verdicts
        return model
      })
      return { ...played, verdicts }
    },
    async close() {
      for (const desk of desks.values()) {
        const { bridge, desktop } = await desk
        await bridge.close()
        await desktop.close()
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

/** As slowly as a person does it: on a busy machine a program shows late what a step did. */
const paced = (task: string): string =>
  `${task.replace(/([.;]) (?=[A-Za-z])/g, '$1 wait 1 second$1 ')}${task.endsWith('.') ? ' Wait 1 second.' : '; wait 1 second'}`

/** Tries again until it does not throw: also outside a test. */
async function waitFor<T>(attempt: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function valueOf<T>(outcome: { ok: true; value: T } | { ok: false; problem: { message: string } }): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

async function openDesk(size: Size): Promise<Desk> {
  const desktop = valueOf(await openVirtualDesktop(size))
  return { desktop, bridge: valueOf(await openBridge({ xDisplay: desktop.xDisplay })) }
}

const offline = (bridge: Bridge): Model => createOfflineModel({ text: bridge.text, listWindows: () => bridge.windows.list() })

async function runSession({ bridge }: Desk, model: Model, log: SessionLog, task: string): Promise<SessionEnd> {
  const displays = valueOf(await bridge.displays.list())
  const session = startSession(
    { bridge, model, log, clock: systemClock, decode: decodePicture },
    plainSession(task, displays, { limits: LIMITS }),
  )
  return session.ended
}

async function openProgram({ command, title, env = {}, place, before }: Shown, desk: Desk, folder: string) {
  const [program = '', ...args] = command.map((word) => word.replaceAll('{dir}', folder))
  before?.(folder)
  const all = { ...process.env, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), ...desk.desktop.env, ...env }
  const child = spawn(program, args, { env: all, stdio: ['ignore', 'pipe', 'ignore'], cwd: folder, detached: true })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  const closed = once(child, 'close')
  const id = await windowOf(desk, title)
  if (place) await putWindow(desk, id, place, title)
  return {
    async close() {
      // what it was told last is printed or saved in a moment
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))])
      endGroup(child)
      await closed
      await waitFor(async () => {
        const left = valueOf(await desk.bridge.windows.list()).filter((window) => window.title.includes(title))
        if (left.length > 0) throw new Error('its window is still there')
      })
      return output.trim()
    },
  }
}

function endGroup({ pid, exitCode }: ChildProcess): void {
  try {
    if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}

async function windowOf({ bridge }: Desk, title: string): Promise<string> {
  return waitFor(async () => {
    const window = valueOf(await bridge.windows.list()).find((one) => one.title.includes(title))
    if (!window) throw new Error(`no window “${title}” yet`)
    return window.id
  })
}

async function putWindow(
  { desktop, bridge }: Desk,
  id: string,
  place: NonNullable<Shown['place']>,
  title: string,
): Promise<void> {
  const { x, y, width, height } = place
  const own = id.replace('x11:', '')
  const tell = (...words: readonly (string | number)[]) =>
    execFileSync('xdotool', words.map(String), { env: { ...process.env, ...desktop.env } })
  if (width !== undefined && height !== undefined) tell('windowsize', own, width, height)
  tell('windowmove', own, x, y)
  await waitFor(async () => {
    const window = valueOf(await bridge.windows.list()).find((one) => one.title.includes(title))
    if (!window || Math.abs(window.x - x) > 40 || Math.abs(window.y - y) > 60) throw new Error('the window is not there yet')
  })
}
