/** A person's repository, a scripted model over the real wire format, and the built command line that works in it. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished } from 'vitest'
import type { SessionEvent } from '../../electron/protocol/event.js'
import type { Review } from '../../electron/protocol/review.js'
import { chromiumPath } from '../support/chromium.js'
import { runDeskhand, temporaryHome, type Run } from '../support/deskhand-run.js'
import { sessionProblems } from '../support/event-schema.js'
import { startFakeResponsesServer, type FakeResponsesServer, type FakeTurn } from '../support/fake-responses-server.js'

export interface Project {
  readonly root: string
  read(path: string): string
  git(...words: readonly string[]): string
  /** What a program prints there; throws where it fails. */
  run(program: string, ...words: readonly string[]): string
}

type Files = Readonly<Record<string, string>>

/** A repository with these files committed. */
export function project(files: Files): Project {
  const root = temporaryHome()
  const run = (program: string, ...words: readonly string[]) =>
    execFileSync(program, words, { cwd: root, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, NODE_OPTIONS: '' } })
  const made: Project = { root, run, git: (...words) => run('git', ...words), read: (path) => readFileSync(join(root, path), 'utf8') } // prettier-ignore
  made.git('init', '--quiet', '--initial-branch=main')
  made.git('config', 'user.name', 'Ada')
  made.git('config', 'user.email', 'ada@example.org')
  commit(made, 'The beginning', files)
  return made
}

export function commit(made: Project, message: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made.root, path)), { recursive: true })
    writeFileSync(join(made.root, path), text)
  }
  made.git('add', '--all')
  made.git('commit', '--quiet', '--message', message)
}

let calls = 0
const call = () => ({ call_id: `call_w${(calls += 1)}`, status: 'completed' })

/** The typed calls as the wire has them. */
export const shell = (...commands: readonly string[]) => ({
  type: 'shell_call',
  id: `sh_w${calls}`,
  ...call(),
  action: { commands, timeout_ms: null, max_output_length: null },
})
export const create = (path: string, text: string) =>
  patch({ type: 'create_file', path, diff: text.replace(/\n$/, '').replace(/^/gm, '+') })
export const update = (path: string, ...lines: readonly string[]) =>
  patch({ type: 'update_file', path, diff: ['@@', ...lines].join('\n') })
const patch = (operation: object) => ({ type: 'apply_patch_call', id: `apc_w${calls}`, ...call(), operation })

/** What the model is shown with a request. */
export interface Seen {
  /** outputs of its calls and what the person says, as they stand in the whole conversation */
  readonly text: string
  /** where a colour is in the newest picture: its middle, and its share of the picture */
  find(colour: Colour): Promise<{ readonly x: number; readonly y: number; readonly share: number }>
}
export type Colour = readonly [number, number, number]
export type Turn = FakeTurn | ((seen: Seen) => FakeTurn | Promise<FakeTurn>)

export const RED: Colour = [204, 0, 0]
export const GREEN: Colour = [0, 153, 51]
export const BLUE: Colour = [0, 0, 204]
const NEAR = 40

async function findColour(input: unknown, colour: Colour) {
  const newest = [...JSON.stringify(input).matchAll(/data:image\/\w+;base64,([\w+/=]+)/g)].at(-1)?.[1] ?? ''
  const { data, info } = await sharp(Buffer.from(newest, 'base64')).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const sum = { x: 0, y: 0, count: 0 }
  for (let at = 0; at < data.length; at += info.channels) {
    if (!colour.every((part, channel) => Math.abs((data[at + channel] ?? 0) - part) < NEAR)) continue
    const pixel = at / info.channels
    sum.x += pixel % info.width
    sum.y += Math.floor(pixel / info.width)
    sum.count += 1
  }
  const mean = (total: number) => (sum.count === 0 ? -1 : Math.round(total / sum.count))
  return { x: mean(sum.x), y: mean(sum.y), share: sum.count / (info.width * info.height) }
}

const seenIn = (input: unknown): Seen => ({
  text: JSON.stringify(input).replace(/data:image\/\w+;base64,[\w+/=]+/g, ''),
  find: (colour) => findColour(input, colour),
})

export interface Work {
  readonly run: Run
  readonly home: string
  readonly server: FakeResponsesServer
  /** what was asked of the person */
  readonly asked: string[]
}

export interface WorkOptions {
  readonly task?: string
  /** what the person allows; everything else is denied */
  readonly allow?: RegExp
  /** more flags */
  readonly words?: readonly string[]
  readonly home?: string
  readonly config?: object
}

export async function work({ root }: Project, turns: readonly Turn[], options: WorkOptions = {}): Promise<Work> {
  const { task = 'Mend it.', allow = /^$/, words = [], home = temporaryHome(), config = {} } = options
  const faults: unknown[] = []
  const answer = async (input: unknown, number: number): Promise<FakeTurn> => {
    const turn = turns[number - 1]
    try {
      return typeof turn === 'function' ? await turn(seenIn(input)) : (turn ?? { text: 'No more turns.' })
    } catch (error) {
      faults.push(error)
      return { text: `The model saw something else: ${String(error)}` }
    }
  }
  let asked = 0
  const server = await startFakeResponsesServer({ turns: ({ input }) => answer(input, (asked += 1)) })
  onTestFinished(() => server.close())
  onTestFinished(() => expect(faults).toEqual([]))
  writeFileSync(join(home, 'config.json'), JSON.stringify(config))
  const flags = ['--json', '--display', 'virtual:1024x768', '--workspace', root]
  const run = runDeskhand(['run', task, ...flags, ...words], {
    home,
    env: { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: server.url },
  })
  return { run, home, server, asked: answerAll(run, allow) }
}

/** The person at the other end of stdin. */
function answerAll(run: Run, allow: RegExp): string[] {
  const asked = new Map<string, string>()
  const list: string[] = []
  run.child.stdout?.on('data', () => {
    for (const event of run.events()) {
      if (event.type !== 'approval.asked' || asked.has(event.id)) continue
      asked.set(event.id, event.what)
      list.push(event.what)
      run.say({ type: 'answer', id: event.id, value: allow.test(event.what) ? 'allow' : 'deny' })
    }
  })
  return list
}

/** It ended well, everything it printed fits the schema, and the server refused nothing. */
export async function endsWell({ run, server }: Work): Promise<readonly SessionEvent[]> {
  const code = await run.ended
  const results = run.events().flatMap((event) => (event.type === 'tool.finished' ? [`${event.id} ${event.result} ${event.output ?? ''}${event.problem?.message ?? ''}`] : [])) // prettier-ignore
  expect(code, `${run.err()}\n${results.join('\n')}`).toBe(0)
  expect(server.refused).toEqual([])
  expect(sessionProblems(run.events())).toEqual([])
  return run.events()
}

/** What `deskhand show --review` says of it. */
export async function reviewed({ home }: Work): Promise<Review> {
  const show = runDeskhand(['show', '--last', '--review', '--json'], { home })
  expect(await show.ended, show.err()).toBe(0)
  return JSON.parse(show.out()) as Review
}

const FLAGS =
  '--no-sandbox --test-type --no-first-run --password-store=basic --disable-background-networking --disable-features=Translate --kiosk'

/** A browser that shows nothing but the page. */
export const browser = (address: string, profile: string): string =>
  `${chromiumPath()} ${FLAGS} --user-data-dir=${profile} ${address}`

export const REPOSITORY = join(import.meta.dirname, '../..')
