/** Folds a session's events into the items of its replay. Every event ends up in exactly one item. */
import type { SessionEvent, Usage } from '../protocol/event.js'
import { describeAction, wantsEffect } from './describe-action.js'
import { visibleLine, visibleText } from './visible-text.js'
import { lastSpot, marksOf, type Spot } from './marks.js'
import { noteOf } from './notes.js'
import type { ItemTone, Replay, ReplayFrame, ReplayItem } from './replay-item.js'

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>

export function foldReplay(events: readonly SessionEvent[]): Replay {
  const fold = new ReplayFold(events)
  for (const event of events) fold.take(event)
  return fold.end()
}

class ReplayFold {
  private readonly startedAt: number
  private readonly items: ReplayItem[] = []
  private readonly frames = new Map<string, ReplayFrame>()
  /** items by the id of their action, tool call, approval, question or steer */
  private readonly byId = new Map<string, ReplayItem>()
  /** actions after which an unchanged screen is worth a word */
  private readonly handsOn = new Set<string>()
  /** events of the turn that came before its first item */
  private waiting: SessionEvent[] = []
  private words: string[] = []
  private lastFrame: string | null = null
  private lastSpot: Spot | null = null
  private plan = ''
  private steps = 0
  private turn = 0
  /** what each turn used, shown at its first item */
  private readonly usage: Map<number, Usage>

  constructor(events: readonly SessionEvent[]) {
    this.startedAt = Date.parse(events[0]?.at ?? '')
    this.usage = new Map(events.flatMap((event) => (event.type === 'usage' ? [[event.turn, event.forTurn] as const] : [])))
  }

  take(event: SessionEvent): void {
    switch (event.type) {
      case 'frame':
        return this.takeFrame(event)
      case 'reasoning':
        this.words.push(event.text)
        return this.wait(event)
      case 'turn.started':
        this.turn = event.turn
        return this.wait(event)
      case 'action.proposed':
        return this.takeAction(event)
      case 'tool.proposed':
        return this.takeTool(event)
      case 'action.started':
      case 'action.finished':
      case 'tool.started':
      case 'tool.output':
      case 'tool.finished':
        return this.takeProgress(event)
      default:
        return this.takeNote(event)
    }
  }

  end(): Replay {
    const last = this.items.at(-1)
    if (last) last.events.push(...this.waiting)
    else if (this.waiting.length > 0) this.open(this.waiting[0] as SessionEvent, 'info', 'plain', 'The session has no steps.')
    return { items: this.items, frames: [...this.frames.values()] }
  }

  private wait(event: SessionEvent): void {
    this.waiting.push(event)
  }

  private open(event: SessionEvent, icon: string, tone: ItemTone, title: string): ReplayItem {
    const item: ReplayItem = {
      number: null,
      icon,
      tone,
      title,
      result: '',
      atMs: Math.max(0, Date.parse(event.at) - this.startedAt),
      ms: null,
      before: this.lastFrame,
      after: null,
      marks: [],
      facts: [],
      words: this.words,
      usage: this.usage.get(this.turn) ?? null,
      events: [...this.waiting, ...(this.waiting.includes(event) ? [] : [event])],
    }
    this.usage.delete(this.turn)
    this.waiting = []
    this.words = []
    this.items.push(item)
    return item
  }

  private takeFrame(event: EventOf<'frame'>): void {
    const reason = (REASONS[event.reason] ?? (() => event.reason))(`${event.settledMs.toFixed(0)} ms`)
    const percent = Math.round(event.changed * 100)
    const caption = `${event.width} × ${event.height} · ${reason} · ${percent} % changed`
    if (!this.frames.has(event.id)) this.frames.set(event.id, { id: event.id, width: event.width, height: event.height, caption })
    this.lastFrame = event.id
    for (const item of this.items) if (item.number !== null) item.after ??= event.id
    this.wait(event)
  }

  private takeAction(event: EventOf<'action.proposed'>): void {
    const { action } = event
    const item = this.step(event, describeAction(action))
    if (wantsEffect(action)) this.handsOn.add(event.id)
    item.marks.push(...marksOf(action, this.lastSpot))
    this.lastSpot = lastSpot(action, this.lastSpot)
    if (event.lands) {
      const { x, y, display } = event.lands
      item.facts.push(['Lands', `${Math.round(x)}, ${Math.round(y)} on display ${visibleLine(display, 40)}`])
    }
    if (action.kind === 'type') item.facts.push(['Text', visibleText(action.text)])
  }

  private takeTool(event: EventOf<'tool.proposed'>): void {
    const item = this.step(event, `Use ${visibleLine(event.name, 60)}`)
    item.facts.push(['Input', visibleText(JSON.stringify(event.input, null, 1) ?? '')])
  }

  private step(event: EventOf<'action.proposed' | 'tool.proposed'>, title: string): ReplayItem {
    const item = this.open(event, 'progress', 'plain', title)
    this.steps += 1
    item.number = this.steps
    item.facts.push(['Turn', String(event.turn)])
    this.byId.set(event.id, item)
    return item
  }

  private takeProgress(
    event: EventOf<'action.started' | 'action.finished' | 'tool.started' | 'tool.output' | 'tool.finished'>,
  ): void {
    const item = this.byId.get(event.id)
    if (!item) return this.wait(event)
    item.events.push(event)
    if (event.type === 'tool.output') item.words.push(event.text)
    if (event.type !== 'action.finished' && event.type !== 'tool.finished') return
    const ending = this.isVain(event) ? 'no effect' : event.result
    Object.assign(item, { icon: ICONS[ending], tone: TONES[ending], result: ENDINGS[ending], ms: event.ms })
    if ('effect' in event) item.facts.push(['Effect', EFFECTS[event.effect]])
    if (event.problem) item.facts.push(['Problem', visibleText(event.problem.message)])
    if ('output' in event && event.output !== undefined) item.words.push(event.output)
  }

  private isVain(event: EventOf<'action.finished' | 'tool.finished'>): boolean {
    return (
      event.type === 'action.finished' && event.effect === 'unchanged' && event.result === 'done' && this.handsOn.has(event.id)
    )
  }

  private takeNote(event: SessionEvent): void {
    const known = 'id' in event ? this.byId.get(event.id) : undefined
    const note = noteOf(event)
    if (known) {
      known.events.push(event)
      known.result = note?.title ?? known.result
      return
    }
    if (note === null || this.isKnownPlan(event)) return this.wait(event)
    // Why something is done belongs to the step that does it, not to what happens in between.
    const why = TAKES_WORDS.has(event.type) ? [] : this.words.splice(0)
    const item = this.open(event, note.icon, note.tone, note.title)
    this.words = why
    item.words.push(...note.words)
    if ('id' in event) this.byId.set(event.id, item)
    if (event.type === 'session.started') for (const id of event.images ?? []) this.showTaskPicture(id, item)
  }

  /** The same plan, a step further: the steps show that already. */
  private isKnownPlan(event: SessionEvent): boolean {
    if (event.type !== 'plan') return false
    const texts = JSON.stringify(event.items.map((item) => item.text))
    const isKnown = texts === this.plan
    this.plan = texts
    return isKnown
  }

  /** It came with the task, so no `frame` event tells its size: the page takes the picture's own. */
  private showTaskPicture(id: string, task: ReplayItem): void {
    this.frames.set(id, { id, width: 0, height: 0, caption: 'A picture that came with the task' })
    const none = { words: [], facts: [], marks: [], events: [] }
    this.items.push({ ...task, ...none, icon: 'image', title: 'A picture that came with the task', before: id })
  }
}

const TAKES_WORDS: ReadonlySet<string> = new Set(['message', 'session.finished'])
const REASONS: Readonly<Record<string, (time: string) => string>> = {
  first: () => 'the first look',
  settled: (time) => `settled in ${time}`,
  unchanged: (time) => `nothing changed in ${time}`,
  'gave-up': (time) => `still moving after ${time}`,
}
const ICONS = {
  done: 'done',
  failed: 'failed',
  denied: 'denied',
  skipped: 'skipped',
  interrupted: 'interrupted',
  'no effect': 'noeffect',
}
const TONES = {
  done: 'plain',
  failed: 'bad',
  denied: 'warn',
  skipped: 'plain',
  interrupted: 'warn',
  'no effect': 'warn',
} as const
const ENDINGS = {
  done: '',
  failed: 'Failed',
  denied: 'Denied',
  skipped: 'Skipped',
  interrupted: 'Interrupted',
  'no effect': 'No effect',
}
const EFFECTS = { changed: 'The screen changed', unchanged: 'The screen did not change', unknown: 'Not known' }
