/**
 * Folds a session's events into the items of its replay, one event after the other, so that a running session can be followed.
 * Every event ends up in exactly one item.
 */
import { isScreen, type PlanItem, type SessionEvent, type ShownWindow, type Usage } from '../protocol/event.js'
import type { ItemKind, ItemTone } from '../protocol/replay.js'
import { describeAction, wantsEffect } from './describe-action.js'
import { EFFECT_WORDS, ENDINGS, frameCaption } from './endings.js'
import { lastSpot, marksOf, type Spot } from './marks.js'
import { noteOf, type Note } from './notes.js'
import type { Replay, ReplayFrame, ReplayItem } from './replay-item.js'
import { TurnClock } from './turn-clock.js'
import { visibleLine, visibleText } from './visible-text.js'

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>
type Progress = EventOf<'action.started' | 'action.finished' | 'tool.started' | 'tool.output' | 'tool.finished'>

export function foldReplay(events: readonly SessionEvent[]): Replay {
  const fold = new ReplayFold()
  for (const event of events) fold.take(event)
  return fold.end()
}

export class ReplayFold {
  readonly items: ReplayItem[] = []
  private readonly frames = new Map<string, ReplayFrame>()
  private startedAt = 0
  /** index of items by the id of their action, tool call, approval, question or steer */
  private readonly byId = new Map<string, number>()
  /** actions after which an unchanged screen is worth a word */
  private readonly handsOn = new Set<string>()
  /** steps that wait for the picture after them */
  private beforeFrame: number[] = []
  /** events of the turn that came before its first item */
  private waiting: SessionEvent[] = []
  private why: string[] = []
  private lastFrame: string | null = null
  private lastSpot: Spot | null = null
  private windows: readonly ShownWindow[] = []
  private plan: readonly PlanItem[] = []
  private planTexts = ''
  private steps = 0
  private turn = 0
  /** index of each turn's first step, and what was used by turns that have none yet */
  private readonly firstOfTurn = new Map<number, number>()
  private readonly usedByTurn = new Map<number, Usage>()
  private spentUsd: number | null = null
  private toolChars = 0
  private readonly clock = new TurnClock()
  /** index of the first item that changed since it was asked for */
  private changed = Infinity

  take(event: SessionEvent): void {
    this.startedAt ||= Date.parse(event.at)
    this.clock.take(event)
    if (event.type === 'turn.started') this.turn = event.turn
    switch (event.type) {
      case 'frame':
        return this.takeFrame(event)
      case 'reasoning':
        this.why.push(event.text)
        return this.wait(event)
      case 'usage':
        return this.takeUsage(event)
      case 'action.proposed':
        return this.takeAction(event)
      case 'tool.proposed':
        return this.takeTool(event)
      default:
        return isProgress(event) ? this.takeProgress(event) : this.takeNote(event)
    }
  }

  /** The first item that is new or different since the last call; null when none is. */
  changedFrom(): number | null {
    const from = this.changed
    this.changed = Infinity
    return from === Infinity ? null : from
  }

  frame(id: string): ReplayFrame | undefined {
    return this.frames.get(id)
  }

  /** Events that wait for an item which has not come yet. */
  left(): readonly SessionEvent[] {
    return this.waiting
  }

  get allFrames(): readonly ReplayFrame[] {
    return [...this.frames.values()]
  }

  end(): Replay {
    const last = this.items.at(-1)
    if (last) last.events.push(...this.waiting)
    else if (this.waiting[0]) this.open(this.waiting[0], 'message', 'info', 'plain', 'The session has no steps.')
    this.waiting = []
    return { items: this.items, frames: this.allFrames }
  }

  private wait(event: SessionEvent): void {
    this.waiting.push(event)
  }

  private touch(index: number): ReplayItem | undefined {
    this.changed = Math.min(this.changed, index)
    return this.items[index]
  }

  private open(event: SessionEvent, kind: ItemKind, icon: string, tone: ItemTone, title: string): ReplayItem {
    const item: ReplayItem = {
      kind,
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
      from: this.lastSpot && [this.lastSpot.x, this.lastSpot.y],
      spentUsd: this.spentUsd,
      turn: this.turn,
      facts: [],
      why: [],
      words: [],
      output: [],
      plan: this.plan,
      usage: null,
      toolChars: 0,
      times: null,
      events: [...this.waiting, ...(this.waiting.includes(event) ? [] : [event])],
    }
    this.waiting = []
    this.items.push(item)
    this.touch(this.items.length - 1)
    return item
  }

  private takeFrame(event: EventOf<'frame'>): void {
    const { id, width, height } = event
    if (!this.frames.has(id)) this.frames.set(id, { id, width, height, caption: frameCaption(event) })
    if (event.windows) this.windows = event.windows
    if (!isScreen(event)) return this.takeCloserLook(event)
    this.lastFrame = id
    for (const index of this.beforeFrame) {
      const item = this.touch(index)
      if (!item) continue
      item.after = id
      if (item.times) item.times.settle = event.settledMs
    }
    this.beforeFrame = []
    this.wait(event)
  }

  /** A part of the screen, or what a tool showed: it answers the step under way and is no state of the screen. */
  private takeCloserLook(event: EventOf<'frame'>): void {
    const index = this.beforeFrame.pop()
    const item = index === undefined ? undefined : this.touch(index)
    if (!item) return this.wait(event)
    item.after = event.id
    item.events.push(event)
  }

  private takeUsage(event: EventOf<'usage'>): void {
    this.spentUsd = event.total.usd
    const first = this.firstOfTurn.get(event.turn)
    const item = first === undefined ? undefined : this.touch(first)
    if (item) Object.assign(item, { usage: event.forTurn, spentUsd: this.spentUsd })
    else this.usedByTurn.set(event.turn, event.forTurn)
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
      const under = this.windows.find((one) => isInside(one, x, y))
      if (under) item.facts.push(['Window', visibleLine(under.title || under.app, 80)])
    }
    if (action.kind === 'type') item.facts.push(['Text', visibleText(action.text)])
  }

  private takeTool(event: EventOf<'tool.proposed'>): void {
    const item = this.step(event, `Use ${visibleLine(event.name, 60)}`)
    item.facts.push(['Input', visibleText(JSON.stringify(event.input, null, 1) ?? '')])
  }

  private step(event: EventOf<'action.proposed' | 'tool.proposed'>, title: string): ReplayItem {
    const item = this.open(event, 'step', 'progress', 'plain', title)
    const index = this.items.length - 1
    this.steps += 1
    item.number = this.steps
    item.why = this.why
    this.why = []
    item.facts.push(['Turn', String(event.turn)])
    this.byId.set(event.id, index)
    this.beforeFrame.push(index)
    if (!this.firstOfTurn.has(event.turn)) this.beginTurn(event.turn, index, item)
    else item.times = { look: null, think: null, act: null, settle: null }
    return item
  }

  private beginTurn(turn: number, index: number, item: ReplayItem): void {
    this.firstOfTurn.set(turn, index)
    item.usage = this.usedByTurn.get(turn) ?? null
    this.usedByTurn.delete(turn)
    item.times = { ...this.clock.times(), act: null, settle: null }
    item.toolChars = this.toolChars
    this.toolChars = 0
  }

  private takeProgress(event: Progress): void {
    const index = this.byId.get(event.id)
    const item = index === undefined ? undefined : this.touch(index)
    if (!item) return this.wait(event)
    item.events.push(event)
    if (event.type === 'tool.output') item.output.push(event.text)
    if (event.type === 'action.finished' || event.type === 'tool.finished') this.finish(item, event)
  }

  private finish(item: ReplayItem, event: EventOf<'action.finished' | 'tool.finished'>): void {
    const isVain = 'effect' in event && event.effect === 'unchanged' && event.result === 'done' && this.handsOn.has(event.id)
    Object.assign(item, ENDINGS[isVain ? 'no effect' : event.result], { ms: event.ms })
    if (item.times) item.times.act = event.ms
    if ('effect' in event) item.facts.push(['Effect', EFFECT_WORDS[event.effect]])
    if (event.problem) item.facts.push(['Problem', visibleText(event.problem.message)])
    if (!('output' in event) || event.output === undefined) return
    // a tool that streamed has said it already
    if (item.output.join('') !== event.output) item.output.push(event.output)
    this.toolChars += event.output.length
  }

  private takeNote(event: SessionEvent): void {
    const index = 'id' in event ? this.byId.get(event.id) : undefined
    const known = index === undefined ? undefined : this.touch(index)
    const note = noteOf(event)
    if (event.type === 'plan') this.plan = event.items
    if (known) {
      known.events.push(event)
      known.result = note?.title ?? known.result
    } else this.openNote(event, note)
  }

  private openNote(event: SessionEvent, note: Note | null): void {
    if (note === null || this.isKnownPlan(event)) return this.wait(event)
    // Why something is done belongs to the step that does it, not to what happens in between.
    const item = this.open(event, note.kind, note.icon, note.tone, note.title)
    if (TAKES_REASONS.has(event.type)) item.why = this.why.splice(0)
    item.words.push(...note.words)
    if ('id' in event) this.byId.set(event.id, this.items.length - 1)
    if (event.type === 'session.started') for (const id of event.images ?? []) this.showTaskPicture(id, item)
  }

  /** The same plan, a step further: the steps show that already. */
  private isKnownPlan(event: SessionEvent): boolean {
    if (event.type !== 'plan') return false
    const texts = JSON.stringify(event.items.map((item) => item.text))
    const isKnown = texts === this.planTexts
    this.planTexts = texts
    return isKnown
  }

  /** It came with the task, so no `frame` event tells its size: the page takes the picture's own. */
  private showTaskPicture(id: string, task: ReplayItem): void {
    const title = 'A picture that came with the task'
    this.frames.set(id, { id, width: 0, height: 0, caption: title })
    const none = { why: [], words: [], output: [], facts: [], marks: [], events: [] }
    this.items.push({ ...task, ...none, kind: 'picture', icon: 'image', title, before: id })
  }
}

const isInside = (window: ShownWindow, x: number, y: number): boolean =>
  x >= window.x && y >= window.y && x < window.x + window.width && y < window.y + window.height

const PROGRESS: ReadonlySet<string> = new Set([
  'action.started',
  'action.finished',
  'tool.started',
  'tool.output',
  'tool.finished',
])
const isProgress = (event: SessionEvent): event is Progress => PROGRESS.has(event.type)

const TAKES_REASONS: ReadonlySet<string> = new Set(['message', 'session.finished'])
