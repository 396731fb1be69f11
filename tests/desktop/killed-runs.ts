/**
 * Runs the built command line and kills it at a random moment, again and again, while it types into a real window; then holds
 * what is left to what the log promises. `npm test` kills some tens of times, `npm run soak` hundreds.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldLog } from '../../electron/agent/fold.js'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { readSession } from '../../electron/sessions/read-session.js'
import type { VirtualDesktop } from '../../native-bridge/index.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const TURNS = 400

/** `frame`: in the middle of storing a picture; the others: after so many lines */
export type Moment = { readonly kind: 'frame'; readonly count: number } | { readonly kind: 'line'; readonly count: number }
/** `disk`: a tiny file system that fills up; `file`: a limit on the size of a file */
export type Room = 'enough' | 'disk' | 'file'

export interface KilledRun {
  readonly id: string
  readonly folder: string
  /** it was still running when it was killed */
  readonly wasKilled: boolean
  readonly printed: string
  readonly log: string
  readonly events: readonly SessionEvent[]
  /** what a reader says of the log */
  readonly problems: readonly string[]
}

export interface Killer {
  readonly home: string
  run(number: number, moment: Moment, room: Room): Promise<KilledRun>
  /** goes on with a session and lets it end by itself */
  resume(id: string): Promise<number | null>
  /** the marks of a run that the window got, in order */
  received(number: number): readonly string[]
  close(): void
}

export function openKiller(desktop: VirtualDesktop, home: string): Killer {
  const script = join(home, 'script.json')
  const typed = join(home, 'typed.txt')
  writeFileSync(typed, '')
  const small = join(home, 'small')
  mkdirSync(small)
  // each byte of the terminal arrives at once, and is shown, so that there are new pictures
  const keep = `stty raw echo; exec cat >> ${typed}`
  const window = spawn('xterm', ['-geometry', '60x20+20+20', '-e', 'sh', '-c', keep], { env: { ...process.env, ...desktop.env } })
  const env = (inHome: string) => {
    const { PATH = '', HOME = '' } = process.env
    return { PATH, HOME, DESKHAND_HOME: inHome, XDG_RUNTIME_DIR: home, ...desktop.env }
  }
  const words = ['--json', '--provider', 'scripted', '--approve', 'never', '--max-steps', '0']
  return {
    home,
    received: (number) => readFileSync(typed, 'latin1').match(new RegExp(`r${number}-\\d+;`, 'g')) ?? [],
    close: () => {
      window.kill('SIGKILL')
      unmount(small)
    },
    async run(number, moment, room) {
      const inHome = room === 'disk' ? mountSmall(small) : join(home, `run-${number}`)
      writeFileSync(script, scriptOf(number, TURNS))
      const limited = room === 'file' ? ['sh', '-c', 'trap "" XFSZ; ulimit -f 60; exec "$@"', 'sh'] : []
      const [program = '', ...args] = [...limited, process.execPath, CLI, 'run', 'Type', '--model', script, ...words]
      const child = spawn(program, args, { env: env(inHome), cwd: home, stdio: ['pipe', 'pipe', 'ignore'] })
      const ended = once(child, 'close')
      let printed = ''
      let wasKilled = false
      const kill = () => (wasKilled ||= child.exitCode === null && child.kill('SIGKILL'))
      const watcher = moment.kind === 'frame' ? killAtFrame(inHome, moment.count, ended, kill) : null
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        if (moment.kind === 'line' && printed.split('\n').length > moment.count) kill()
      })
      await ended
      await watcher
      return { ...(await lookAt(inHome)), printed, wasKilled }
    },
    async resume(id) {
      const inHome = readdirSync(home)
        .filter((name) => name.startsWith('run-'))
        .map((name) => join(home, name))
        .find((folder) => existsSync(join(folder, 'sessions', id)))
      const played = JSON.parse(readFileSync(script, 'utf8')) as { turns: object[] }
      const short = join(home, 'short.json')
      const { length } = played.turns
      writeFileSync(
        short,
        JSON.stringify({ turns: played.turns.map((turn, at) => (at < length - 1 ? { text: 'Enough.' } : turn)) }),
      )
      const args = [CLI, 'resume', id, ...words, '--model', short]
      const child = spawn(process.execPath, args, { env: env(inHome ?? home), cwd: home, stdio: ['pipe', 'ignore', 'ignore'] })
      const [code] = (await once(child, 'close')) as [number | null]
      return code
    },
  }
}

/** Each turn types a mark that tells the run and the turn. */
function scriptOf(run: number, turns: number): string {
  const mark = (turn: number) => ({ actions: [{ kind: 'type', text: `r${run}-${turn};` }] })
  return JSON.stringify({ turns: [...Array.from({ length: turns }, (_, turn) => mark(turn)), { text: 'Done.' }] })
}

/** Kills as soon as the draft of the picture with this number appears. */
async function killAtFrame(home: string, count: number, ended: Promise<unknown>, kill: () => void): Promise<void> {
  const frames = await waitForFolder(home, ended)
  if (frames === null) return
  let seen = 0
  const watcher = watch(frames, (_, name) => {
    if (name?.endsWith('.tmp') && (seen += 1) >= count) kill()
  })
  await ended
  watcher.close()
}

async function waitForFolder(home: string, ended: Promise<unknown>): Promise<string | null> {
  let isOver = false
  void ended.then(() => (isOver = true))
  while (!isOver) {
    const [id] = existsSync(join(home, 'sessions')) ? readdirSync(join(home, 'sessions')) : []
    const frames = join(home, 'sessions', id ?? '', 'frames')
    if (id !== undefined && existsSync(frames)) return frames
    await new Promise((resolve) => setImmediate(resolve))
  }
  return null
}

async function lookAt(home: string): Promise<Omit<KilledRun, 'printed' | 'wasKilled'>> {
  const [id = ''] = existsSync(join(home, 'sessions')) ? readdirSync(join(home, 'sessions')) : []
  const folder = join(home, 'sessions', id)
  const path = join(folder, 'log.jsonl')
  if (id === '' || !existsSync(path)) return { id, folder, log: '', events: [], problems: [] }
  const read = await readSession(folder)
  if (!read.ok) throw new Error(read.problem.message)
  return { id, folder, log: readFileSync(path, 'utf8'), events: read.value.events, problems: read.value.problems }
}

/** Everything that a killed run must not have done, one sentence each. */
export function broken(run: KilledRun, received: readonly string[]): readonly string[] {
  const whole = run.printed.slice(0, run.printed.lastIndexOf('\n') + 1)
  const said: string[] = []
  if (!run.log.startsWith(whole)) said.push('a line that was printed is not in the log')
  said.push(...run.problems.filter((problem) => !problem.includes('is torn')))
  const strange = foldLog(run.events).strangeAt
  if (strange !== null) said.push(`line ${strange + 1} does not follow from those before it`)
  const announced = announcedMarks(run.events)
  said.push(...received.filter((mark) => !announced.has(mark)).map((mark) => `${mark} was typed and not announced`))
  return [...said, ...brokenFrames(run.folder)]
}

function announcedMarks(events: readonly SessionEvent[]): ReadonlySet<string> {
  const texts = new Map<string, string>()
  const begun = new Set<string>()
  for (const event of events) {
    if (event.type === 'action.proposed' && event.action.kind === 'type') texts.set(event.id, event.action.text)
    if (event.type === 'action.started') begun.add(texts.get(event.id) ?? '')
  }
  return begun
}

/** A picture under its name is whole. */
function brokenFrames(folder: string): readonly string[] {
  const frames = join(folder, 'frames')
  if (!existsSync(frames)) return []
  const files = readdirSync(frames).filter((name) => !name.endsWith('.tmp'))
  return files
    .filter(
      (name) =>
        createHash('sha256')
          .update(readFileSync(join(frames, name)))
          .digest('hex') !== name.split('.')[0],
    )
    .map((name) => `the picture ${name} is not whole`)
}

/** Only root may; elsewhere the limit on files is all there is. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount()

function tryMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function mountSmall(folder: string): string {
  unmount(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder])
  return folder
}

function unmount(folder: string): void {
  try {
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
  } catch {
    // it was not mounted
  }
  rmSync(join(folder, 'sessions'), { recursive: true, force: true })
}
