/**
 * Carries steps out through XTEST. Every event is entered into the ledger of what we hold down and of what we sent; between
 * events the event loop gets its turn.
 */
import { HeldInput } from '../../held-input.js'
import { aborted, done, refused } from '../../outcome.js'
import type { MouseButton, Outcome, Point } from '../../types.js'
import { type Connection, displayLost } from './connection.js'
import { type Keyboard } from './keyboard.js'
import type { Press } from './keymap.js'
import { characterOf, CONTROL_L, type Keysym, keysymOfCharacter, SMALL_V } from './keysyms.js'
import type { LastWill } from './last-will.js'
import type { Pace } from './pace.js'
import { BUTTONS, type Step } from './plan.js'
import type { Paste } from './clipboard/paste.js'
import { pasteText } from './paste-text.js'
import type { SentEvents } from './sent-events.js'
import { type FocusedProgram, focusedProgram } from './typing-target.js'
import { chooseTypingWay, type Field, piecesToPaste, type TypingWay } from './typing-way.js'

/** One character a millisecond: slow programs keep up, and an abort leaves little behind in their queues. */
const MS_PER_CHARACTER = 1
const MS_PER_NOTCH = 1
/** Programs take a press with a move for a drag only if the pointer moves in steps. */
const DRAG_STEP_PX = 12
const MOST_DRAG_STEPS = 24
const MS_PER_DRAG_STEP = 2

/** The server's clock counts whole ms, and Chromium takes two presses of the same time for one. */
const MS_BETWEEN_PRESSES = 4
/** A click may move the keyboard to another window, which the window manager and the program do in their own time. */
const MS_FROM_CLICK_TO_KEYS = 50

const SHORTCUT_MODIFIERS: ReadonlySet<string> = new Set(['Control', 'ControlRight', 'Alt', 'AltRight', 'Meta', 'MetaRight'])

type Held = { readonly button: number } | { readonly codes: readonly number[] }
type KeyStep = Extract<Step, { kind: 'key' }>
type TextStep = Extract<Step, { kind: 'text' }>

/** What typing asks of others. */
export interface TypingWorld {
  /** the field with the keyboard, null where the program tells nothing */
  focusedField(signal: AbortSignal): Promise<Field | null>
  /** null where nothing can be pasted */
  beginPaste(target: FocusedProgram, signal: AbortSignal): Promise<Paste | null>
}

export class Hands {
  private readonly held = new HeldInput<Held>()
  private lastPressMs = -Infinity
  private lastButtonMs = -Infinity

  constructor(
    private readonly connection: Connection,
    private readonly keyboard: Keyboard,
    private readonly sent: SentEvents,
    private readonly will: LastWill,
    private readonly world: TypingWorld,
  ) {}

  names(): readonly string[] {
    return this.held.names()
  }

  /** `isAimed`: does the display lie where the points were meant for? Asked before each stroke of the mouse. */
  async perform(steps: readonly Step[], pace: Pace, isAimed: () => Outcome<void>): Promise<Outcome<void>> {
    for (const step of steps) {
      if (!(await pace.breathe())) return aborted()
      const aimed = isByMouse(step) ? isAimed() : done(undefined)
      if (!aimed.ok) return aimed
      const result = await this.performOne(step, pace)
      if (!result.ok) return result
      if (!this.connection.isAlive) return displayLost(this.connection)
      this.connection.flush()
    }
    return done(undefined)
  }

  letGo(): void {
    for (const held of this.held.takeAll()) this.release(held)
    this.connection.flush()
    this.tellWill()
  }

  private async performOne(step: Step, pace: Pace): Promise<Outcome<void>> {
    switch (step.kind) {
      case 'move':
        return this.move(step.to, pace)
      case 'button':
        return step.down ? this.buttonDown(step.button, pace) : done(this.letGoOf(step.button))
      case 'notches':
        return this.notches(step.button, step.count, pace)
      case 'key':
        return step.down ? this.keyDown(step, pace) : done(this.letGoOf(step.name))
      case 'text':
        return (await this.clickHasLanded(pace)) ? this.text(step, pace) : aborted()
      case 'pause':
        return (await pace.wait(step.ms)) ? done(undefined) : aborted()
    }
  }

  private async move(to: Point, pace: Pace): Promise<Outcome<void>> {
    if (this.held.names().some((name) => name in BUTTONS)) {
      const from = pointerOf(this.connection)
      const steps = Math.min(MOST_DRAG_STEPS, Math.floor(Math.hypot(to.x - from.x, to.y - from.y) / DRAG_STEP_PX))
      for (let step = 1; step < steps; step++) {
        const share = step / steps
        this.sendMove({ x: Math.round(from.x + (to.x - from.x) * share), y: Math.round(from.y + (to.y - from.y) * share) })
        this.connection.flush()
        if (!(await pace.wait(MS_PER_DRAG_STEP))) return aborted()
      }
    }
    return done(this.sendMove(to))
  }

  private async buttonDown(name: MouseButton, pace: Pace): Promise<Outcome<void>> {
    if (this.held.has(name)) return done(undefined)
    const waitMs = this.lastPressMs + MS_BETWEEN_PRESSES - performance.now()
    if (waitMs > 0 && !(await pace.wait(waitMs))) return aborted()
    this.lastPressMs = this.lastButtonMs = performance.now()
    const button = BUTTONS[name]
    this.held.add(name, { button })
    this.tellWill()
    return done(this.sendButton(button, true))
  }

  private async notches(button: number, count: number, pace: Pace): Promise<Outcome<void>> {
    for (let notch = 0; notch < count; notch++) {
      if (notch > 0 && !(await pace.wait(MS_PER_NOTCH))) return aborted()
      this.sendButton(button, true)
      this.sendButton(button, false)
      this.connection.flush()
    }
    return done(undefined)
  }

  private async keyDown(step: KeyStep, pace: Pace): Promise<Outcome<void>> {
    if (this.held.has(step.name)) return done(undefined)
    if (!(await this.clickHasLanded(pace))) return aborted()
    const found = await this.findKey(step, pace)
    if (!found.ok) return found
    const press = found.value
    if (step.isCharacter) this.keyboard.adapt(press)
    // the person's Caps Lock must really toggle
    else if (step.name === 'CapsLock') this.keyboard.settleBack()
    const modifiers = this.keyboard.modifiersFor(press).filter((code) => !this.isDown(code))
    const codes = [...modifiers, press.code]
    this.held.add(step.name, { codes })
    this.tellWill()
    for (const code of codes) this.sendKey(code, true)
    return done(undefined)
  }

  private async findKey({ name, keysym }: KeyStep, pace: Pace): Promise<Outcome<Press>> {
    const isShortcut = this.held.names().some((held) => SHORTCUT_MODIFIERS.has(held))
    const atPlace = isShortcut ? this.keyboard.letterByPlace(keysym) : null
    if (atPlace) return done(atPlace)
    const prepared = await this.keyboard.prepare([keysym], pace.signal)
    if (!prepared.ok) return prepared
    const press = this.keyboard.find(keysym)
    return press ? done(press) : refused('input', `The key ${name} could not be found on the keyboard.`)
  }

  /** False when it was aborted. */
  private async clickHasLanded(pace: Pace): Promise<boolean> {
    const waitMs = this.lastButtonMs + MS_FROM_CLICK_TO_KEYS - performance.now()
    return waitMs <= 0 || pace.wait(waitMs)
  }

  private letGoOf(name: string): void {
    const held = this.held.take(name)
    if (!held) return
    this.release(held)
    this.connection.flush()
    this.tellWill()
  }

  /** Before a press, so that whatever happens after it is known; after a release, so that it is not forgotten too early. */
  private tellWill(): void {
    const held = this.held.all()
    this.will.holding({
      keys: held.flatMap((each) => ('codes' in each ? each.codes : [])),
      buttons: held.flatMap((each) => ('button' in each ? [each.button] : [])),
    })
  }

  private async text({ keysyms, isSecret }: TextStep, pace: Pace): Promise<Outcome<void>> {
    const target = focusedProgram(this.connection)
    const text = keysyms.map(characterOf).join('')
    const { why, way } = await this.wayOf(text, isSecret, target, pace.signal)
    if (pace.signal.aborted) return aborted()
    if (way === 'keys' || !target) return this.byKeys(keysyms, pace)
    const begin = () => this.world.beginPaste(target, pace.signal)
    return pasteText(begin, piecesToPaste(text, why === 'tabs'), {
      byKeys: (some) => this.byKeys(some, pace),
      pressPaste: () => this.pressPaste(),
      pace,
    })
  }

  /** The field is asked for only where it matters: programs take their time to tell. */
  private async wayOf(text: string, isSecret: boolean, target: FocusedProgram | null, signal: AbortSignal): Promise<TypingWay> {
    const keysyms = [...text].map((character) => keysymOfCharacter(character) ?? 0)
    const { count, room } = this.keyboard.foreign(keysyms)
    const hasTabs = text.includes('\t')
    const stretches = piecesToPaste(text).filter((piece) => piece.way === 'paste').length
    const what = { characters: keysyms.length, foreign: count, stretches, hasTabs, isSecret }
    const where = { app: target?.app ?? '', field: null, isHolding: this.held.names().length > 0, spareRoom: room }
    const blind = chooseTypingWay(what, where)
    if (isSecret || (blind.way === 'keys' && !hasTabs)) return blind
    return chooseTypingWay(what, { ...where, field: await this.world.focusedField(signal) })
  }

  private async byKeys(keysyms: readonly Keysym[], pace: Pace): Promise<Outcome<void>> {
    let rest = keysyms
    while (rest.length > 0) {
      const prepared = await this.keyboard.prepare(rest, pace.signal)
      if (!prepared.ok) return prepared
      for (const keysym of rest.slice(0, prepared.value)) {
        const press = this.keyboard.find(keysym)
        if (!press) return refused('input', 'The keyboard layout changed while typing.', true)
        this.tap(press)
        if (!(await pace.wait(MS_PER_CHARACTER))) return aborted()
        if (!this.connection.isAlive) return displayLost(this.connection)
      }
      rest = rest.slice(prepared.value)
    }
    return done(undefined)
  }

  private pressPaste(): void {
    const control = this.keyboard.find(CONTROL_L)
    const letter = this.keyboard.letterByPlace(SMALL_V) ?? this.keyboard.find(SMALL_V)
    if (control && letter) this.tap(letter, [control.code])
  }

  /** Down and up in one go: nothing can come in between. */
  private tap(press: Press, under: readonly number[] = []): void {
    this.keyboard.adapt(press)
    const codes = [...under, ...this.keyboard.modifiersFor(press).filter((code) => !this.isDown(code)), press.code]
    for (const code of codes) this.sendKey(code, true)
    for (const code of codes.reverse()) this.sendKey(code, false)
    this.connection.flush()
  }

  private isDown(code: number): boolean {
    return this.held.all().some((held) => 'codes' in held && held.codes.includes(code))
  }

  private release(held: Held): void {
    if ('button' in held) {
      this.lastButtonMs = performance.now()
      this.sendButton(held.button, false)
    } else for (const code of [...held.codes].reverse()) this.sendKey(code, false)
  }

  private sendMove(to: Point): void {
    if (!this.connection.isAlive) return
    this.sent.motion(to)
    this.connection.x.XTestFakeMotionEvent(this.connection.display, this.connection.screen, to.x, to.y, 0)
  }

  private sendButton(button: number, down: boolean): void {
    if (!this.connection.isAlive) return
    this.sent.button(button, down)
    this.connection.x.XTestFakeButtonEvent(this.connection.display, button, Number(down), 0)
  }

  private sendKey(code: number, down: boolean): void {
    if (!this.connection.isAlive) return
    this.sent.key(code, down)
    this.connection.x.XTestFakeKeyEvent(this.connection.display, code, Number(down), 0)
  }
}

/** Letting go is right wherever the pointer is. */
const isByMouse = (step: Step): boolean =>
  step.kind === 'move' || step.kind === 'notches' || (step.kind === 'button' && step.down)

/** Where the pointer is, in root coordinates. */
export function pointerOf({ x, display, root }: Connection): Point {
  const out = Buffer.alloc(128)
  x.XQueryPointer(display, root, ...[0, 8, 16, 24, 32, 40, 48].map((at) => out.subarray(at)))
  return { x: out.readInt32LE(16), y: out.readInt32LE(24) }
}
