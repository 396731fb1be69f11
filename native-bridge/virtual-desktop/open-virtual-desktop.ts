/**
 * A private X server with a window manager. The server picks a free display number itself, so several may start side by
 * side; nothing is waited for by time: the server writes its number, the window manager says when it has begun.
 */
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { VirtualDesktop } from '../bridge.js'
import { Guard } from '../guard/guard.js'
import { done, refused } from '../outcome.js'
import { authorityFile, newCookie, rememberCookie } from '../platforms/linux-x11/authority.js'
import { accessibilityOf } from '../platforms/linux-x11/at-spi/bus.js'
import { programEnvironment } from '../program-environment.js'
import type { Outcome, Size } from '../types.js'
import { end, spawnBound } from './child.js'
import { OPENBOX_CONFIG } from './openbox-config.js'
import { endProgramsOf, MARK } from './programs-of.js'
import { type SessionBus, startSessionBus } from './session-bus.js'

/** Smaller, and no dialog fits; larger, and the server may refuse it. */
const SMALLEST: Size = { width: 320, height: 240 }
const LARGEST: Size = { width: 7680, height: 4320 }
const START_MS = 15_000
const READY = 'deskhand: window manager ready'
const INSTALL = 'apt-get install -y xvfb openbox'

interface Started {
  readonly server: ChildProcess
  readonly xDisplay: string
}

export async function openVirtualDesktop(size: Size): Promise<Outcome<VirtualDesktop>> {
  if (process.platform !== 'linux') return refused('no-display', 'A virtual display exists on Linux only.')
  if (!isPossible(size)) return refused('no-display', sizeSentence(size))
  const lock = await makeLock()
  const started = await startServer(size, lock.file)
  if (!started.ok) {
    await lock.remove()
    return started
  }
  const { server, xDisplay } = started.value
  rememberCookie(xDisplay, lock.cookie)
  const mark = randomUUID()
  const bare = environmentOf(xDisplay, lock.file, mark)
  const bus = await openSessionBus(lock.folder, bare)
  const env = { ...bare, ...(bus ? bus.env : NO_BUS) }
  const manager = await startWindowManager(env)
  const end = closer(mark, [...(manager.ok ? [manager.value] : []), ...(bus ? [bus.daemon] : []), server])
  const close = async () => {
    await end()
    rememberCookie(xDisplay, null)
    await lock.remove()
  }
  if (manager.ok) return done({ xDisplay, env, close })
  await close()
  return manager
}

interface Lock {
  readonly cookie: Buffer
  /** only this user may enter it */
  readonly folder: string
  readonly file: string
  remove(): Promise<void>
}

/** Other users of the machine shall neither see nor drive the desktop: who connects must show this. */
async function makeLock(): Promise<Lock> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-display-'))
  const guard = new Guard(null)
  guard.runAtDeath(['rm', '-rf', '--', folder])
  const cookie = newCookie()
  const file = join(folder, 'authority')
  await writeFile(file, authorityFile(cookie), { mode: 0o600 })
  const remove = async () => {
    await rm(folder, { recursive: true, force: true })
    guard.close()
  }
  return { cookie, folder, file, remove }
}

function isPossible({ width, height }: Size): boolean {
  const isWithin = (value: number, low: number, high: number) => Number.isInteger(value) && value >= low && value <= high
  return isWithin(width, SMALLEST.width, LARGEST.width) && isWithin(height, SMALLEST.height, LARGEST.height)
}

const sizeSentence = ({ width, height }: Size): string =>
  `A virtual display cannot be ${width}x${height}: it must be between ${SMALLEST.width}x${SMALLEST.height} and ${LARGEST.width}x${LARGEST.height}, in whole pixels.`

const environmentOf = (xDisplay: string, authority: string, mark: string): Readonly<Record<string, string>> => ({
  DISPLAY: xDisplay,
  XAUTHORITY: authority,
  [MARK]: mark,
  // Toolkits must not prefer a Wayland session that the person has beside it.
  XDG_SESSION_TYPE: 'x11',
  GDK_BACKEND: 'x11',
  QT_QPA_PLATFORM: 'xcb',
})

/** GTK programs would wait for an accessibility service that never comes. */
const NO_BUS: Readonly<Record<string, string>> = { NO_AT_BRIDGE: '1' }

async function openSessionBus(folder: string, env: Readonly<Record<string, string>>): Promise<SessionBus | null> {
  const bus = await startSessionBus(folder, env)
  if (!bus) return null
  const line = await firstLine(bus.daemon, bus.daemon.stdout as Readable, bus.isReady)
  if (!line.ok) {
    await end(bus.daemon)
    return null
  }
  // programs look for it when they start, and some of them do not start it
  await accessibilityOf(bus.address, { untilMs: performance.now() + START_MS })
  return bus
}

async function startServer(size: Size, authority: string): Promise<Outcome<Started>> {
  const screen = `${size.width}x${size.height}x24`
  const args = ['-displayfd', '3', '-auth', authority, '-screen', '0', screen, '-nolisten', 'tcp', '-noreset', '-dpi', '96']
  const server = spawnBound('Xvfb', args, programEnvironment(process.env, {}), ['ignore', 'ignore', 'pipe', 'pipe'])
  const line = await firstLine(server, server.stdio[3] as Readable, (text) => /^\d+$/.test(text))
  if (line.ok) return done({ server, xDisplay: `:${line.value}` })
  await end(server)
  return refused('no-display', startSentence('Xvfb', 'the X server of a virtual display', line.problem.message))
}

async function startWindowManager(env: Readonly<Record<string, string>>): Promise<Outcome<ChildProcess>> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-desktop-'))
  const config = join(folder, 'rc.xml')
  await writeFile(config, OPENBOX_CONFIG)
  const args = ['--sm-disable', '--config-file', config, '--startup', `echo ${READY}`]
  const manager = spawnBound('openbox', args, programEnvironment(process.env, env), ['ignore', 'pipe', 'pipe'])
  const line = await firstLine(manager, manager.stdout as Readable, (text) => text === READY)
  await rm(folder, { recursive: true, force: true })
  if (line.ok) return done(manager)
  await end(manager)
  return refused('no-display', startSentence('openbox', 'the window manager of a virtual display', line.problem.message))
}

const startSentence = (program: string, what: string, why: string): string =>
  /not found|No such file|ENOENT/.test(why)
    ? `${program}, ${what}, is not installed: ${INSTALL}`
    : `${program}, ${what}, did not start: ${why}`

/** The first line of a stream that `isIt`, or why none came: what the program said last, or that it took too long. */
async function firstLine(child: ChildProcess, from: Readable, isIt: (line: string) => boolean): Promise<Outcome<string>> {
  const tooLong = AbortSignal.timeout(START_MS)
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-400)))
  const failed = once(child, 'error', { signal: tooLong }).then(([error]) => (error as Error).message)
  const ended = once(child, 'close', { signal: tooLong }).then(() => lastLine(complaint) || 'it ended at once')
  const found = lineFrom(from, isIt).then((line) => ({ line }))
  const timedOut = once(tooLong, 'abort').then(() => 'it took too long')
  for (const each of [failed, ended]) each.catch(() => undefined)
  const first = await Promise.race([found, failed, ended, timedOut].map((each) => each.catch(() => 'it took too long')))
  return typeof first === 'string' ? refused('no-display', first) : done(first.line)
}

/** Never resolves when the stream ends without it: then the program has ended, which is seen elsewhere. */
function lineFrom(from: Readable, isIt: (line: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    from.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = text.split('\n').slice(0, -1).find(isIt)
      if (line !== undefined) resolve(line)
    })
  })
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

/** Ends everything once, also when our process ends without calling it. */
function closer(mark: string, children: readonly ChildProcess[]): () => Promise<void> {
  const onExit = () => children.forEach((child) => child.kill('SIGTERM'))
  process.once('exit', onExit)
  let closing: Promise<void> | null = null
  return () => (closing ??= closeAll())

  async function closeAll(): Promise<void> {
    await endProgramsOf(mark)
    for (const child of children) await end(child)
    process.off('exit', onExit)
  }
}
