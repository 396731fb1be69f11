/**
 * `npm run bench -- sessions`: what a session's log costs at 100, 1,000 and 10,000 steps: to append a step, to open it, to list it,
 * to fold it for a resume; and the memory that takes.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foldLog } from '../electron/agent/fold.js'
import type { AgentEventBody } from '../electron/agent/events.js'
import { initialState, step } from '../electron/agent/step.js'
import type { AgentState } from '../electron/agent/state.js'
import { awaitedTicket } from '../electron/agent/state.js'
import { openJsonlLog } from '../electron/sessions/jsonl-log.js'
import { readSession } from '../electron/sessions/read-session.js'
import type { SessionLog } from '../electron/sessions/session-log.js'
import { valueOf } from './session-steps.js'
import { median } from './statistics.js'
import { writeTable } from './table.js'

const SIZES = [100, 1000, 10_000] as const
/** steps whose appending is timed: the last ones */
const TIMED = 50

interface Measured {
  readonly steps: number
  readonly bytes: number
  readonly append: number
  readonly open: number
  readonly list: number
  readonly fold: number
  readonly heap: number
}

/** Plays the runner's part: each event is stepped, and its lines are on disk before the next. */
class Player {
  private state: AgentState = initialState
  private atMs = Date.parse('2030-01-01T00:00:00Z')

  constructor(private readonly log: SessionLog) {}

  async feed(body: AgentEventBody): Promise<void> {
    this.atMs += 20
    const next = step(this.state, { ...body, atMs: this.atMs })
    this.state = next.state
    const lines = next.effects.flatMap((effect) => (effect.kind === 'record' ? [effect.line] : []))
    for (const outcome of await Promise.all(lines.map((line) => this.log.append(line)))) valueOf(outcome)
  }

  async turn(number: number): Promise<void> {
    const bytes = Buffer.from(`picture ${number}`)
    const id = createHash('sha256').update(bytes).digest('hex')
    valueOf(await this.log.saveFrame({ id, bytes, mime: 'image/jpeg', width: 64, height: 40 }))
    const size = { width: 1440, height: 900, bytes: bytes.length }
    const frame = { id, ...size, mime: 'image/jpeg', display: ':1', reason: 'settled', settledMs: 60, changed: 0.1 }
    await this.feed({ kind: 'looked', ticket: this.ticket(), frame, limit: null })
    const action = {
      kind: 'click' as const,
      x: number % 1440,
      y: number % 900,
      button: 'left' as const,
      count: 1 as const,
      modifiers: [],
    }
    const calls = [
      { kind: 'computer' as const, callId: `c${number}`, actions: [{ ok: true as const, action }], safetyChecks: [] },
    ]
    const items = [
      { type: 'request', picture: { $frame: id } },
      { type: 'answer', text: 'x'.repeat(600) },
    ]
    const said = { reasoning: ['The next row.'], messages: [], plan: null, problems: [], usage: null }
    await this.feed({
      kind: 'thought',
      ticket: this.ticket(),
      answer: { items, calls, ...said },
      lands: [null],
      atNoProgress: 'finish',
    })
    await this.feed({ kind: 'judged', ticket: this.ticket(), verdict: { kind: 'allow' } })
    await this.feed({
      kind: 'acted',
      ticket: this.ticket(),
      outcome: { result: 'done', effect: 'changed', ms: 3, watched: 'full' },
    })
  }

  private ticket(): number {
    return awaitedTicket(this.state.phase) ?? 0
  }
}

async function measure(steps: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-sessions-'))
  try {
    const session = '01JD0000000000000000000000'
    const log = valueOf(await openJsonlLog({ folder, session }))
    const player = new Player(log)
    const started = { task: 'Rows', provider: 'scripted', model: 'bench', displays: [], settings: {}, version: 'bench' }
    await player.feed({ kind: 'started', session: started })
    const times: number[] = []
    for (let number = 1; number <= steps; number++) {
      const began = performance.now()
      await player.turn(number)
      if (number > steps - TIMED) times.push(performance.now() - began)
    }
    await log.close()
    return { steps, append: median(times), ...(await readAll(folder)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readAll(folder: string): Promise<Omit<Measured, 'steps' | 'append'>> {
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const began = performance.now()
  const read = valueOf(await readSession(folder))
  const opened = performance.now()
  const heap = process.memoryUsage().heapUsed - before
  await readSession(folder, { withoutItems: true })
  const listed = performance.now()
  const folded = foldLog(read.events)
  const done = performance.now()
  if (folded.strangeAt !== null || read.problems.length > 0) throw new Error('The log does not read clean.')
  const { size } = await stat(join(folder, 'log.jsonl'))
  return { bytes: size, open: opened - began, list: listed - opened, fold: done - listed, heap }
}

const measured: Measured[] = []
for (const steps of SIZES) measured.push(await measure(steps))
const [first] = measured
const times = (value: number, base: number | undefined) => `${(value / (base ?? value)).toFixed(1)}x`
const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
const table = [
  '| steps | append a step | open all of it | for a list | fold to go on | memory when open | log |',
  '|---:|---|---|---|---|---|---|',
  ...measured.map((one) => {
    const cell = (key: 'append' | 'open' | 'list' | 'fold') => `${ms(one[key])} (${times(one[key], first?.[key])})`
    const heap = `${(one.heap / 1_000_000).toFixed(1)} MB`
    return `| ${one.steps} | ${cell('append')} | ${cell('open')} | ${cell('list')} | ${cell('fold')} | ${heap} | ${(one.bytes / 1_000_000).toFixed(1)} MB |`
  }),
].join('\n')
console.log(table)
if (process.env['BENCH_WRITE'] !== '0') await writeTable('sessions', table)
