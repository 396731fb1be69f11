/**
 * A random walk through the real app: a random model, a random person, random faults. Nothing may get stuck, no key may stay down, and
 * every log must be readable. Short in `npm test`, ten minutes in `npm run soak`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchOs } from '../../../bench/stop/stand.js'
import { foldLog } from '../../../electron/agent/fold.js'
import type { SessionEvent } from '../../../electron/protocol/event.js'
import { sessionProblems } from '../../support/event-schema.js'
import { openScene, startApp, startModel, type RunningApp, type Scene } from '../../support/running-app.js'
import { randomFrom, type Random } from '../../support/random.js'
import { randomTurn } from './random-model.js'
import { drawDeed } from './random-person.js'

export interface Walked {
  readonly seed: number
  readonly minutes: number
  readonly sessions: number
  readonly turns: number
  readonly actions: number
  /** what the person did, how often */
  readonly deeds: Readonly<Record<string, number>>
  /** how sessions ended, how often */
  readonly ends: Readonly<Record<string, number>>
  /** sentences; empty when all is well */
  readonly broken: readonly string[]
}

/** A session that has not come to its end by itself is stopped then. */
const LONGEST_SESSION_MS = 40_000
/** Stopping and answering a window take far less. */
const PATIENCE_MS = 15_000

export async function walk(ms: number, seed: number): Promise<Walked> {
  const random = randomFrom(seed)
  const scene = await openScene()
  const os = await watchOs({ ...process.env, ...scene.env })
  const model = await startModel(() => randomTurn(random))
  scene.start('xterm', '-T', 'notebook', '-geometry', '90x30+40+40', '-e', 'sh', '-c', 'cat > /dev/null')
  await scene.windowNamed('notebook')
  const app = await startApp(scene, model.env)
  const walker = new Walker(scene, app, random)
  try {
    await app.ask('settings.set', { limits: { steps: 25, costUsd: 5, minutes: 1 }, yield: { mode: 'idle', idleSeconds: 1 } })
    const until = performance.now() + ms
    while (performance.now() < until && walker.broken.length === 0) await walker.session(until)
    await waitFor(() => heldOf(os.events).length === 0, PATIENCE_MS)
    for (const name of heldOf(os.events)) walker.broken.push(`${name} is still down.`)
    return { seed, minutes: Math.round(ms / 6000) / 10, ...walker.found() }
  } finally {
    await app.close()
    await model.server.close()
    os.close()
    await scene.close()
  }
}

class Walker {
  readonly broken: string[] = []
  private readonly deeds: Record<string, number> = {}
  private readonly ends: Record<string, number> = {}
  private sessions = 0
  private turns = 0
  private actions = 0

  constructor(
    private readonly scene: Scene,
    private readonly app: RunningApp,
    private readonly random: Random,
  ) {}

  found(): Omit<Walked, 'seed' | 'minutes'> {
    const { sessions, turns, actions, deeds, ends, broken } = this
    return { sessions, turns, actions, deeds, ends, broken }
  }

  /** One task from its start to the check of its log. */
  async session(until: number): Promise<void> {
    const wish = { task: 'Wander about.', provider: null, model: null, display: null, approvals: null, follow: null }
    const started = await this.inTime('starting a task', this.app.ask('task.start', { ...wish, ...this.manner() }))
    if (!started) return
    if (!started.ok) return void this.broken.push(`A task did not start: ${started.problem.message}`)
    const { session } = started.value
    this.sessions += 1
    const end = Math.min(until, performance.now() + LONGEST_SESSION_MS)
    while (performance.now() < end && !isOver(this.eventsOf(session))) await this.step(session)
    await this.bringToEnd(session)
    this.check(session)
  }

  private manner(): { readonly approvals: 'ask' | 'never' | null } {
    return { approvals: this.random.oneOf(['ask', 'never', null, null]) }
  }

  private async step(session: string): Promise<void> {
    await sleep(20 + this.random.below(900))
    const [name, , act] = drawDeed(this.random)
    const stage = { scene: this.scene, app: this.app, session, events: this.eventsOf(session) }
    // a command to a session that has just ended is refused, which is right
    await this.inTime(
      name,
      act(stage, this.random).catch(() => null),
    )
    this.deeds[name] = (this.deeds[name] ?? 0) + 1
  }

  private async bringToEnd(session: string): Promise<void> {
    if (!isOver(this.eventsOf(session)))
      await this.inTime('stopping', this.app.ask('command', { session, command: { type: 'stop' } }))
    const isDone = async () => {
      const state = await this.app.ask('app.state', null)
      return isOver(this.eventsOf(session)) && state.ok && state.value.live === null
    }
    if (await waitFor(isDone, PATIENCE_MS)) return
    const last = this.eventsOf(session).slice(-6)
    this.broken.push(`The session ${session} does not end. Last: ${JSON.stringify(last).slice(0, 2000)}`)
  }

  private check(session: string): void {
    const events = this.eventsOf(session)
    const end = events.at(-1)
    this.turns += events.filter(({ type }) => type === 'model.items').length
    this.actions += events.filter(({ type }) => type === 'action.started').length
    if (end?.type === 'session.finished') this.ends[end.status] = (this.ends[end.status] ?? 0) + 1
    const problems = [...sessionProblems(events), ...unfinished(events)]
    if (foldLog(events).strangeAt !== null)
      problems.push(`line ${(foldLog(events).strangeAt ?? 0) + 1} does not follow from those before it`)
    if (events.some((event) => event.type === 'problem' && event.kind === 'bug')) problems.push('a bug was said')
    for (const problem of problems.slice(0, 3)) {
      this.broken.push(`${session}: ${problem}`)
      process.stderr.write(`${events.map((event) => JSON.stringify(event).slice(0, 300)).join('\n')}\n`)
    }
  }

  private eventsOf(session: string): readonly SessionEvent[] {
    const file = join(this.scene.home, 'sessions', session, 'log.jsonl')
    if (!existsSync(file)) return []
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
    return lines.map((line) => JSON.parse(line) as SessionEvent)
  }

  /** The app answers, whatever it is doing. */
  private async inTime<T>(what: string, asked: Promise<T>): Promise<T | null> {
    const late = Symbol('late')
    const answer = await Promise.race([asked, sleep(PATIENCE_MS, late)])
    if (answer !== late) return answer
    this.broken.push(`No answer: ${what}.`)
    return null
  }
}

const isOver = (events: readonly SessionEvent[]): boolean => events.at(-1)?.type === 'session.finished'

function unfinished(events: readonly SessionEvent[]): string[] {
  const ids = (types: readonly SessionEvent['type'][]) =>
    events.flatMap((event) => (types.includes(event.type) && 'id' in event ? [event.id] : [])).sort()
  const proposed = ids(['action.proposed', 'tool.proposed'])
  const finished = ids(['action.finished', 'tool.finished'])
  return proposed.join() === finished.join() ? [] : [`proposed ${proposed.join()} but finished ${finished.join()}`]
}

/** Keys and buttons that went down, whoever pressed them, and did not come up. */
function heldOf(events: readonly { readonly name: string; readonly down: boolean | null }[]): readonly string[] {
  const held = new Set<string>()
  for (const { name, down } of events) {
    if (down === true) held.add(name)
    if (down === false) held.delete(name)
  }
  return [...held].filter((name) => name !== '')
}

async function waitFor(holds: () => boolean | Promise<boolean>, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (!(await holds())) {
    if (performance.now() > until) return false
    await sleep(50)
  }
  return true
}
