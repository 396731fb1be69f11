/** Starts a program by its command line, without a shell, and waits for the window it opens. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { parseArgsStringToArgv } from 'string-argv'
import type { Bridge, LaunchedProgram, LookExpectation } from './bridge.js'
import { systemClock } from './clock.js'
import { aborted, done, refused } from './outcome.js'
import { programEnvironment } from './program-environment.js'
import type { Outcome } from './types.js'

export interface LaunchOptions {
  /** what the program's environment adds to ours, cleaned of keys and secrets (DISPLAY of a virtual desktop) */
  readonly env: Readonly<Record<string, string>>
  /** how long to wait for a new window; 0: do not wait */
  readonly waitForWindowMs: number
  /** where the window must show; with eyes and displays it is also waited for until it has painted itself */
  readonly bridge: Pick<Bridge, 'windows'> & Partial<Pick<Bridge, 'eyes' | 'displays'>>
  readonly signal: AbortSignal
}

const PACE_MS = 50
const PATIENCE_MS = 2000
/** A toolkit maps its window first and paints it a few frames later. */
const FIRST_PAINT: LookExpectation = { kind: 'effect', firstChangeMs: 500, patienceMs: 3000 }

export async function launchProgram(commandLine: string, options: LaunchOptions): Promise<Outcome<LaunchedProgram>> {
  if (hasOpenQuote(commandLine)) return refused('open-program', `The command ${commandLine} has a quote that is not closed.`)
  const [command, ...args] = parseArgsStringToArgv(commandLine)
  if (command === undefined) return refused('open-program', 'There is no program to open: the command is empty.')
  if (options.signal.aborted) return aborted()
  const before = await options.bridge.windows.list()
  if (!before.ok) return before
  const known = new Set(before.value.map((window) => window.id))

  const env = programEnvironment(process.env, options.env)
  const child = spawn(command, args, { env, stdio: 'ignore', detached: true })
  const started = await startOf(child, command)
  if (!started.ok) return started
  child.unref()
  const program = { pid: started.value, close: () => endTree(child, started.value) }
  const shown = await windowOf(child, command, known, options)
  if (shown.ok) {
    if (options.waitForWindowMs > 0) await untilReady(known, options)
    return done(program)
  }
  await program.close()
  return shown
}

/** The words are split without complaint where a quote stays open; a shell would not take it. */
const hasOpenQuote = (commandLine: string): boolean => /["']/.test(commandLine.replace(/"[^"]*"|'[^']*'/g, ''))

async function startOf(child: ChildProcess, command: string): Promise<Outcome<number>> {
  const failure = await once(child, 'spawn').then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  )
  if (failure === null && child.pid !== undefined) return done(child.pid)
  if (failure?.code === 'ENOENT')
    return refused('open-program', `The program "${command}" was not found; check its name and that it is installed.`)
  if (failure?.code === 'EACCES') return refused('open-program', `The file "${command}" may not be run as a program.`)
  return refused('open-program', `The program "${command}" could not be started: ${failure?.message ?? 'it has no process'}.`)
}

/** A launcher that ends well may have handed over to a program that runs already; one that fails has failed. */
async function windowOf(
  child: ChildProcess,
  command: string,
  known: ReadonlySet<string>,
  options: LaunchOptions,
): Promise<Outcome<void>> {
  const { waitForWindowMs, bridge, signal } = options
  const deadline = systemClock.now() + waitForWindowMs
  while (systemClock.now() < deadline) {
    if (child.signalCode !== null)
      return refused('open-program', `The program "${command}" was ended by ${child.signalCode} before it showed a window.`)
    if (child.exitCode !== null && child.exitCode !== 0) {
      return refused('open-program', `The program "${command}" ended with code ${child.exitCode} before it showed a window.`)
    }
    const now = await bridge.windows.list()
    if (!now.ok) return now
    if (now.value.some((window) => !known.has(window.id))) return done(undefined)
    await systemClock.sleep(PACE_MS, signal)
    if (signal.aborted) return aborted()
  }
  if (waitForWindowMs <= 0) return done(undefined)
  return refused('open-program', `The program "${command}" showed no window within ${Math.round(waitForWindowMs / 1000)} s.`)
}

/**
 * A window that is listed may not be painted yet, nor have the keyboard. Waits for both, for a while: some never take it.
 */
async function untilReady(known: ReadonlySet<string>, { bridge, signal }: LaunchOptions): Promise<void> {
  const deadline = systemClock.now() + PATIENCE_MS
  while (systemClock.now() < deadline && !signal.aborted) {
    const now = await bridge.windows.list()
    if (!now.ok || now.value.some((window) => window.active && !known.has(window.id))) break
    await systemClock.sleep(PACE_MS, signal)
  }
  const displays = await bridge.displays?.list()
  const display = displays?.ok ? displays.value[0] : undefined
  if (display) await bridge.eyes?.effect(display, FIRST_PAINT, signal)
}

/** The program is the leader of its own group: the group is asked to end, and made to after a while. */
async function endTree(child: ChildProcess, pid: number): Promise<void> {
  if (process.platform === 'win32') return endTreeOnWindows(pid)
  if (!signalGroup(pid, 'SIGTERM')) return
  const deadline = systemClock.now() + PATIENCE_MS
  const never = new AbortController().signal
  while (signalGroup(pid, 0)) {
    if (systemClock.now() > deadline) {
      signalGroup(pid, 'SIGKILL')
      return
    }
    await systemClock.sleep(PACE_MS / 2, never)
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

async function endTreeOnWindows(pid: number): Promise<void> {
  const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' })
  await Promise.race([once(killer, 'exit'), once(killer, 'error')]).catch(() => undefined)
}
