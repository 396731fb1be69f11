/** One call of `deskhand` in this process: the desktop in memory, a scripted model, the real runner, a home of its own. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import { decodePicture, openFakeDesktop, systemClock, type FakeDesktop } from '../../../native-bridge/index.js'
import { runCli } from '../../../electron/cli/cli.js'
import type { EndingSignal } from '../../../electron/cli/exit-codes.js'
import { BUILT_PROVIDERS, createModel, listModels } from '../../../electron/cli/models.js'
import type { Io, Plugs } from '../../../electron/cli/plugs.js'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { startSession } from '../../../electron/runner/run-session.js'
import { createKeychain } from '../../../electron/settings/keychain.js'
import { createSessionStore } from '../../../electron/sessions/session-store.js'

export const WINDOW = {
  title: 'Form',
  app: 'form',
  x: 100,
  y: 100,
  width: 600,
  height: 400,
  controls: [
    { kind: 'button', id: 'save', text: 'Save', rect: { x: 20, y: 20, width: 100, height: 40 } },
    { kind: 'field', id: 'name', rect: { x: 20, y: 100, width: 300, height: 30 } },
  ],
} as const

export interface CallOptions {
  env?: Record<string, string>
  home?: string
  plugs?: Partial<Plugs>
  stdin?: PassThrough
  /** an input and output that a person sits at */
  isTerminal?: boolean
}

export interface Call {
  readonly home: string
  readonly desktop: FakeDesktop
  readonly stdin: PassThrough
  readonly ended: Promise<number>
  out(): string
  err(): string
  /** the events printed so far, with --json */
  events(): readonly SessionEvent[]
  /** resolves with the first printed event that fits */
  until(fits: (event: SessionEvent) => boolean): Promise<SessionEvent>
  signal(name: EndingSignal): void
  /** an error that nothing caught */
  bug(error: Error): void
  /** what io.exit was called with */
  readonly exits: readonly number[]
  /** the variables that programs do not get */
  readonly hidden: ReadonlySet<string>
}

export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'deskhand-cli-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return home
}

/** Writes a script of turns and returns the words that play it. */
export function scripted(home: string, turns: readonly object[]): readonly string[] {
  const file = join(home, 'script.json')
  writeFileSync(file, JSON.stringify({ turns }))
  return ['--provider', 'scripted', '--model', file]
}

export function call(words: readonly string[], options: CallOptions = {}): Call {
  const home = options.home ?? temporaryHome()
  const desktop = openFakeDesktop({ windows: [WINDOW] })
  const stdin = options.stdin ?? new PassThrough()
  if (options.isTerminal) Object.assign(stdin, { isTTY: true })
  const printed = { out: '', err: '' }
  const watchers = new Set<() => void>()
  const listeners = new Set<(signal: EndingSignal) => void>()
  const bugListeners = new Set<(error: unknown) => void>()
  const exits: number[] = []
  const hidden = new Set<string>()
  const io: Io = {
    // locks of a display are shared by all homes of a user, and every test has its own display :7
    env: { DESKHAND_HOME: home, XDG_RUNTIME_DIR: home, DISPLAY: ':7', ...options.env },
    hideFromPrograms: (variable) => void hidden.add(variable),
    cwd: home,
    platform: 'linux',
    stdin,
    out: (text) => {
      printed.out += text
      for (const watcher of [...watchers]) watcher()
    },
    err: (text) => void (printed.err += text),
    outIsTerminal: options.isTerminal ?? false,
    errIsTerminal: options.isTerminal ?? false,
    onSignal: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onBug: (listener) => {
      bugListeners.add(listener)
      return () => bugListeners.delete(listener)
    },
    exit: (code) => void exits.push(code),
  }
  const plugs: Plugs = {
    openBridge: () => Promise.resolve({ ok: true, value: desktop.bridge }),
    openVirtualDesktop: () => Promise.resolve({ ok: true, value: { xDisplay: ':101', env: {}, close: () => Promise.resolve() } }),
    launchProgram: () => Promise.resolve({ ok: true, value: { pid: 1, close: () => Promise.resolve() } }),
    startSession,
    createModel,
    builtProviders: BUILT_PROVIDERS,
    listModels,
    keychain: createKeychain({ platform: 'linux', env: {} }),
    clock: systemClock,
    decode: decodePicture,
    version: '0.1.0',
    ...options.plugs,
  }
  const ended = runCli(words, plugs, io)
  const events = () =>
    printed.out
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as SessionEvent)
  return {
    home,
    desktop,
    stdin,
    ended,
    exits,
    hidden,
    out: () => printed.out,
    err: () => printed.err,
    events,
    until: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events().find(fits)
          if (!found) return
          watchers.delete(look)
          resolve(found)
        }
        watchers.add(look)
        look()
      }),
    bug: (error) => [...bugListeners].forEach((listener) => listener(error)),
    signal: (name) => [...listeners].forEach((listener) => listener(name)),
  }
}

export function sessionsIn(home: string): readonly string[] {
  try {
    return readdirSync(join(home, 'sessions'))
  } catch {
    return []
  }
}

export async function recordsIn(home: string) {
  return createSessionStore({ home }).list()
}
