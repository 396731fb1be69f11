/**
 * Records a person into a session's log: between two deeds the screen is looked at again and again, so that the picture before each
 * is the one the person acted on; each is named by the text under the pointer.
 */
import type { Bridge, Display, HumanEvent, KeyLayout, Look, Point } from '../../native-bridge/index.js'
import { toPicturePoint } from '../../native-bridge/index.js'
import type { PictureWish } from '../models/model.js'
import type { Action } from '../protocol/action.js'
import type { EventBody, ShownWindow } from '../protocol/event.js'
import { describeAction } from '../replay/describe-action.js'
import { createDeeds, type Deed, type Deeds } from './person-deeds.js'
import { captionOf, textAt } from './texts.js'

export interface RecorderParts {
  readonly bridge: Bridge
  readonly display: Display
  readonly layout: KeyLayout
  readonly picture: PictureWish
  readonly say: (line: EventBody) => Promise<boolean>
  readonly saveFrame: (look: Look) => Promise<boolean>
  /** ms, of the same clock as the events' */
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

interface Seen {
  readonly look: Look
  readonly windows: readonly ShownWindow[] | null
  readonly atMs: number
}

const LOOK_EVERY_MS = 150
/** enough to go back to before a text was begun */
const KEPT_LOOKS = 40

export class PersonRecorder {
  private readonly deeds: Deeds
  private readonly seen: Seen[] = []
  private queue: Deed[] = []
  private turn = 0
  private actions = 0
  private shownWindows = ''

  constructor(private readonly parts: RecorderParts) {
    this.deeds = createDeeds(parts.layout)
  }

  /** Events of a person; those of a hotkey must not come here. */
  take(event: HumanEvent): void {
    this.queue.push(...this.deeds.take(event))
  }

  /** Looks and writes until the signal fires, then writes what is left. How many actions were recorded; null: the log broke. */
  async run(signal: AbortSignal): Promise<number | null> {
    const never = new AbortController().signal
    let isFine = true
    while (!signal.aborted && isFine) {
      await this.look(signal)
      this.queue.push(...this.deeds.rest(this.parts.now()))
      isFine = await this.writeAll(never)
      await this.parts.sleep(LOOK_EVERY_MS, signal)
    }
    this.queue.push(...this.deeds.finish())
    isFine &&= await this.writeAll(never)
    const last = await this.grab({ kind: 'effect', firstChangeMs: 300, patienceMs: 3000 }, never)
    // the picture after the last deed is that of a turn in which nothing is done
    if (last && isFine) isFine = await this.sayFrame(last, this.turn + 1)
    return isFine ? this.actions : null
  }

  get turns(): number {
    return this.turn
  }

  private async look(signal: AbortSignal): Promise<void> {
    const seen = await this.grab({ kind: 'none' }, signal)
    if (!seen) return
    this.seen.push(seen)
    if (this.seen.length > KEPT_LOOKS) this.seen.shift()
  }

  private async grab(expect: Parameters<Bridge['eyes']['look']>[0]['expect'], signal: AbortSignal): Promise<Seen | null> {
    const { bridge, display, picture, now } = this.parts
    const atMs = now()
    const { mime, quality } = picture
    const looked = await bridge.eyes.look({ display, pictureSize: (size) => picture.size(size), mime, quality, expect }, signal)
    if (!looked.ok) return null
    const listed = await bridge.windows.list()
    const windows = listed.ok
      ? listed.value.map(({ title, app, x, y, width, height, active }) => ({ title, app, x, y, width, height, active }))
      : null
    return { look: looked.value, windows, atMs }
  }

  private async writeAll(signal: AbortSignal): Promise<boolean> {
    for (let deed = this.queue.shift(); deed; deed = this.queue.shift()) {
      if (!(await this.write(deed, signal))) return false
    }
    return true
  }

  private async write({ action, sinceMs }: Deed, signal: AbortSignal): Promise<boolean> {
    const before = this.seen.findLast((seen) => seen.atMs < sinceMs) ?? this.seen[0]
    if (!before) return true
    const { space } = before.look
    const own = inPicture(action, (point) => toPicturePoint(space, point))
    const intent = await this.intentOf(own, before.look, signal)
    this.turn += 1
    this.actions += 1
    const id = `a${this.turn}.1`
    const isSeen = await this.sayFrame(before, this.turn)
    const lines: EventBody[] = [
      { type: 'message', text: intent, phase: 'commentary' },
      { type: 'action.proposed', id, turn: this.turn, action: own },
      { type: 'action.started', id },
      { type: 'action.finished', id, result: 'done', effect: 'unknown', ms: 0 },
    ]
    for (const line of lines) if (!isSeen || !(await this.parts.say(line))) return false
    return true
  }

  private async sayFrame({ look, windows }: Seen, turn: number): Promise<boolean> {
    const { id, width, height, bytes, mime } = look.picture
    const { display } = look.space
    if (!(await this.parts.say({ type: 'turn.started', turn })) || !(await this.parts.saveFrame(look))) return false
    const text = JSON.stringify(windows)
    const isNews = windows !== null && text !== this.shownWindows
    this.shownWindows = text
    return this.parts.say({
      type: 'frame',
      id,
      width,
      height,
      bytes: bytes.byteLength,
      mime,
      display: display.id,
      reason: look.reason,
      settledMs: Math.round(look.settledMs),
      changed: look.changed,
      ...(isNews ? { windows: [...windows] } : {}),
    })
  }

  /** “Click Save”, where a person who reads it would see a place in pixels otherwise. */
  private async intentOf(action: Action, { raw, space }: Look, signal: AbortSignal): Promise<string> {
    const point =
      action.kind === 'drag'
        ? action.path[0]
        : 'x' in action && action.x !== undefined && action.y !== undefined
          ? { x: action.x, y: action.y }
          : undefined
    if (!point) return describeAction(action)
    const read = await this.parts.bridge.text.read(raw, null, signal)
    if (!read.ok) return describeAction(action)
    const scale = raw.width / space.picture.width
    const at = { x: point.x * scale, y: point.y * scale }
    const name = (textAt(read.value, at) ?? captionOf(read.value, at))?.text
    return name === undefined ? describeAction(action) : `${verbOf(action)} “${name.replace(/[:*…]+$/, '')}”`
  }
}

function verbOf(action: Action): string {
  if (action.kind === 'drag') return 'Drag'
  if (action.kind === 'scroll') return 'Scroll at'
  if (action.kind !== 'click') return 'Point at'
  if (action.button !== 'left') return 'Right-click'
  return { 1: 'Click', 2: 'Double-click', 3: 'Triple-click' }[action.count]
}

/** Deeds are told in OS units, actions in pixels of the picture. */
function inPicture(action: Action, to: (point: Point) => Point): Action {
  const whole = (point: Point) => {
    const { x, y } = to(point)
    return { x: Math.round(x), y: Math.round(y) }
  }
  if (action.kind === 'drag') return { ...action, path: action.path.map(whole) }
  if (action.kind === 'click' || (action.kind === 'scroll' && action.x !== undefined && action.y !== undefined)) {
    return { ...action, ...whole({ x: action.x ?? 0, y: action.y ?? 0 }) }
  }
  return action
}
