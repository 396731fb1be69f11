/** The built command line with a workspace: what is left of its commands when it is killed, and undo from outside. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import { openVirtualDesktop, type VirtualDesktop } from '../../native-bridge/index.js'
import { sessionProblems } from '../support/event-schema.js'

const CLI = join(import.meta.dirname, '../../dist/cli/cli.mjs')
const PATIENCE_MS = 30_000
const TEST_MS = 60_000

let desktop: VirtualDesktop
beforeAll(async () => {
  const opened = await openVirtualDesktop({ width: 640, height: 480 })
  if (!opened.ok) throw new Error(opened.problem.message)
  desktop = opened.value
}, TEST_MS)
afterAll(() => desktop.close())

interface Stage {
  readonly home: string
  readonly work: string
  start(...words: string[]): {
    child: ChildProcess
    ended: Promise<number | null>
    out(): string
    events(): readonly SessionEvent[]
  }
}

function stage(turns: readonly object[], more: Readonly<Record<string, string>> = {}): Stage {
  const base = mkdtempSync(join(tmpdir(), 'deskhand-work-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
  const [home, work] = [join(base, 'data'), join(base, 'work')]
  mkdirSync(work)
  writeFileSync(join(work, 'a.txt'), 'one\n')
  writeFileSync(join(base, 'script.json'), JSON.stringify({ turns: [...turns, { text: 'Done.' }] }))
  const { PATH = '', HOME = '' } = process.env
  const env = {
    PATH,
    HOME,
    DESKHAND_HOME: home,
    XDG_RUNTIME_DIR: base,
    OPENAI_API_KEY: 'sk-hidden',
    DISPLAY: desktop.xDisplay,
    ...desktop.env,
    ...more,
  }
  return {
    home,
    work,
    start(...words) {
      const child = spawn(process.execPath, [CLI, ...words], { env, cwd: base, stdio: ['ignore', 'pipe', 'pipe'] })
      onTestFinished(() => void child.kill('SIGKILL'))
      let out = ''
      let err = ''
      child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()))
      child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
      const ended = once(child, 'close').then(([code]) => code as number | null)
      const events = () => out.split('\n').slice(0, -1).map((line) => JSON.parse(line) as SessionEvent) // prettier-ignore
      return { child, ended, out: () => out + err, events }
    },
  }
}

const RUN = [
  'run',
  'Work',
  '--json',
  '--provider',
  'scripted',
  '--model',
  'script.json',
  '--workspace',
  'work',
  '--approve',
  'never',
]
const shell = (...commands: string[]) => ({ calls: [{ kind: 'tool', name: 'shell', input: { commands } }] })
const patch = (operation: object) => ({ calls: [{ kind: 'tool', name: 'apply_patch', input: { operation } }] })
const isRunning = (line: string): boolean => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').includes(line)
const outputs = (events: readonly SessionEvent[]): string =>
  events.flatMap((event) => (event.type === 'tool.finished' ? [event.output ?? ''] : [])).join('\n')

test(
  'a run works on the files, and undo puts them back',
  async () => {
    const place = stage([
      patch({ type: 'update_file', path: 'a.txt', diff: '@@\n-one\n+ONE' }),
      shell('echo new > b.txt; cat a.txt'),
    ])
    const run = place.start(...RUN)
    expect(await run.ended, run.out()).toBe(0)
    expect(sessionProblems(run.events())).toEqual([])
    expect(readFileSync(join(place.work, 'a.txt'), 'utf8')).toBe('ONE\n')
    const back = place.start('undo', '--last', '--to', '1')
    expect(await back.ended).toBe(0)
    expect(back.out()).toBe('removed    b.txt\n')
    const all = place.start('undo', '--last')
    expect(await all.ended).toBe(0)
    expect(readFileSync(join(place.work, 'a.txt'), 'utf8')).toBe('one\n')
  },
  TEST_MS,
)

test.each(['in the sandbox', 'without one'])(
  'a command %s ends with a Deskhand that was killed',
  async (how) => {
    const mark = `sleep 9${how.length}${String(process.pid).slice(-4)}`
    const place = stage([shell(`${mark} & ${mark}`)], how === 'without one' ? { PATH: pathWithout('bwrap') } : {})
    const run = place.start(...RUN)
    await expect.poll(() => isRunning(mark), { timeout: PATIENCE_MS }).toBe(true)
    run.child.kill('SIGKILL')
    await expect.poll(() => isRunning(mark), { timeout: PATIENCE_MS }).toBe(false)
    expect(/There is no sandbox, so every command asks/.test(run.out())).toBe(how === 'without one')
  },
  TEST_MS,
)

test(
  'the agent’s shell reaches neither Deskhand, its keys, its data nor its input',
  async () => {
    const place = stage([
      shell(
        `node ${CLI} continue; node ${CLI} run --approve never "evil"; deskhand continue`,
        'env; cat /proc/[0-9]*/environ',
        'for p in /proc/[0-9]*; do echo "{\\"type\\":\\"stop\\"}" > $p/fd/0; done; kill -9 -1',
        'find / -name "*.sock" -o -name log.jsonl -o -name grants.json 2>/dev/null | grep -v ^/proc; ls ../data ..',
      ),
    ])
    const run = place.start(...RUN)
    expect(await run.ended, run.out()).toBe(0)
    const seen = outputs(run.events())
    expect(seen).not.toMatch(/sk-hidden|log\.jsonl|\.sock|Session/)
    expect(run.events().filter((event) => event.type === 'control')).toEqual([])
    const list = place.start('sessions', '--json')
    await list.ended
    expect(list.out().match(/"task":/g)?.length, 'no other session was begun').toBe(1)
  },
  TEST_MS,
)

/** A PATH with the programs that these runs need, and without one of the machine's. */
function pathWithout(missing: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-path-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['sh', 'bash', 'git', 'cat', 'sleep', 'kill', 'env', 'xdotool'].filter((one) => one !== missing)) {
    const found = execFileSync('sh', ['-c', `command -v ${name} || true`], { encoding: 'utf8' }).trim()
    if (found.startsWith('/')) symlinkSync(found, join(folder, name))
  }
  return folder
}
