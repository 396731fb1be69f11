/** Mouse and keyboard through nut-js. Everything sent is entered in the ledger first, so that the hook can tell it from a person. */
import type { Button } from '@nut-tree-fork/nut-js'
import type { Input } from '../../bridge.js'
import type { Clock } from '../../clock.js'
import { toOsPoint } from '../../geometry.js'
import { HeldInput } from '../../held-input.js'
import { resolveKey } from '../../keys.js'
import { aborted, done, reasonOf, refused } from '../../outcome.js'
import type { MouseButton, Outcome, PictureSpace, Point, Rect, Stroke } from '../../types.js'
import { checkStrokes, pressable } from './check-strokes.js'
import { doubleClickAt } from './double-click.js'
import { nutKeyName } from './nut-keys.js'
import type { NutJs } from './nut-js.js'
import type { PressSide } from './side-buttons.js'
import { SENT_WHEEL, sentButton, sentKey, sentMove, type SentLedger } from './sent-ledger.js'
import { typingSteps } from './typing.js'

/** A program takes what is pasted some time after the keys: restored sooner, the old text would be pasted. */
const PASTE_TAKEN_MS = 150

export interface NutInputParts {
  readonly nut: NutJs
  readonly clock: Clock
  readonly ledger: SentLedger
  readonly ownWindows: () => readonly Rect[]
  /** what one px of scrolling is in nut-js' amounts: 1 point on macOS, 120 for a notch of 100 px on Windows */
  readonly wheelPerPx: number
  /** a double click is an event of its own, more than two clicks */
  readonly hasOwnDoubleClick: boolean
  readonly pressSide: PressSide
  /** DOM code of the key that pastes with V */
  readonly pasteModifier: 'MetaLeft' | 'ControlLeft'
}

export function createNutInput(parts: NutInputParts): Input {
  return new NutInput(parts)
}

class NutInput implements Input {
  private readonly holding = new HeldInput<() => Promise<void>>()
  /** where we moved it last; the person may have moved it since, which only `pointer` tells */
  private lastPoint: Point | null = null

  constructor(private readonly parts: NutInputParts) {}

  check(strokes: readonly Stroke[], space: PictureSpace): Outcome<void> {
    return checkStrokes(strokes, space, this.parts.ownWindows(), this.lastPoint)
  }

  async send(strokes: readonly Stroke[], space: PictureSpace, signal: AbortSignal): Promise<Outcome<void>> {
    const pointer = await this.pointer()
    if (pointer.ok) this.lastPoint = pointer.value
    const checked = this.check(strokes, space)
    if (!checked.ok) return checked
    try {
      for (let index = 0; index < strokes.length;) {
        if (signal.aborted) return aborted()
        index += await this.sendFrom(strokes, index, space, signal)
      }
    } catch (thrown) {
      return refused('input', `The system did not take the input: ${reasonOf(thrown)}`, true)
    }
    return signal.aborted ? aborted() : done(undefined)
  }

  async releaseAll(): Promise<void> {
    for (const letGo of this.holding.takeAll()) await letGo().catch(() => undefined)
  }

  held(): readonly string[] {
    return this.holding.names()
  }

  async pointer(): Promise<Outcome<Point>> {
    try {
      const { x, y } = await this.parts.nut.mouse.getPosition()
      return done({ x, y })
    } catch (thrown) {
      return refused('input', `The pointer cannot be found: ${reasonOf(thrown)}`, true)
    }
  }

  /** How many strokes it sent. */
  private async sendFrom(strokes: readonly Stroke[], index: number, space: PictureSpace, signal: AbortSignal): Promise<number> {
    const twice = this.parts.hasOwnDoubleClick ? doubleClickAt(strokes, index) : null
    if (twice) {
      for (const down of [true, false, true, false]) this.parts.ledger.add(sentButton(twice.button, down))
      await this.parts.nut.mouse.doubleClick(this.nutButton(twice.button))
      return twice.length
    }
    const stroke = strokes[index]
    if (stroke) await this.sendOne(stroke, space, signal)
    return 1
  }

  private nutButton(button: MouseButton): Button {
    const { LEFT, MIDDLE, RIGHT } = this.parts.nut.Button
    return button === 'right' ? RIGHT : button === 'middle' ? MIDDLE : LEFT
  }

  private sendOne(stroke: Stroke, space: PictureSpace, signal: AbortSignal): Promise<unknown> {
    switch (stroke.kind) {
      case 'move':
        return this.moveTo(toOsPoint(space, stroke))
      case 'button':
        return this.setButton(stroke.button, stroke.down)
      case 'wheel':
        return this.scroll(stroke.dx, stroke.dy)
      case 'key':
        return this.setKey(stroke.key, stroke.down)
      case 'text':
        return this.type(stroke.text, signal)
      case 'pause':
        return this.parts.clock.sleep(stroke.ms, signal)
    }
  }

  private async moveTo(point: Point): Promise<void> {
    this.parts.ledger.add(sentMove(point.x, point.y))
    await this.parts.nut.mouse.setPosition(point)
    this.lastPoint = point
  }

  private async setButton(button: MouseButton, down: boolean): Promise<void> {
    if (down) this.holding.add(button, () => this.toggleButton(button, false))
    else this.holding.take(button)
    await this.toggleButton(button, down)
  }

  private async toggleButton(button: MouseButton, down: boolean): Promise<void> {
    const { nut, ledger, pressSide } = this.parts
    ledger.add(sentButton(button, down))
    if (button === 'back' || button === 'forward') return pressSide(button, down, await nut.mouse.getPosition())
    await (down ? nut.mouse.pressButton(this.nutButton(button)) : nut.mouse.releaseButton(this.nutButton(button)))
  }

  private async setKey(name: string, down: boolean): Promise<void> {
    const key = resolveKey(name)
    const code = pressable(name)
    if (!key.ok || !code.ok) return
    if (down) {
      this.holding.add(key.value.name, () => this.toggle(code.value, false))
      return this.toggle(code.value, true)
    }
    this.holding.take(key.value.name)
    return this.toggle(code.value, false)
  }

  private async toggle(code: string, down: boolean): Promise<void> {
    const { nut, ledger } = this.parts
    const name = nutKeyName(code)
    if (name === null) throw new Error(`there is no key ${code}`)
    ledger.add(sentKey(code, down))
    await (down ? nut.keyboard.pressKey(nut.Key[name]) : nut.keyboard.releaseKey(nut.Key[name]))
  }

  private async scroll(dx: number, dy: number): Promise<void> {
    const { nut, ledger, wheelPerPx } = this.parts
    const send = async (px: number, forth: (amount: number) => Promise<unknown>, back: (amount: number) => Promise<unknown>) => {
      const amount = Math.round(Math.abs(px) * wheelPerPx)
      if (amount === 0) return
      ledger.add(SENT_WHEEL)
      await (px > 0 ? forth(amount) : back(amount))
    }
    await send(
      dy,
      (amount) => nut.mouse.scrollDown(amount),
      (amount) => nut.mouse.scrollUp(amount),
    )
    await send(
      dx,
      (amount) => nut.mouse.scrollRight(amount),
      (amount) => nut.mouse.scrollLeft(amount),
    )
  }

  private async type(text: string, signal: AbortSignal): Promise<void> {
    for (const step of typingSteps(text)) {
      if (signal.aborted) return
      if (step.kind === 'paste') await this.paste(step.text, signal)
      else await this.chord(step.at.shift ? ['ShiftLeft', step.at.code] : [step.at.code])
    }
  }

  /** Pressed in order, let go in reverse; whatever fails in between, nothing stays down. */
  private async chord(codes: readonly string[]): Promise<void> {
    const pressed: string[] = []
    try {
      for (const code of codes) {
        pressed.unshift(code)
        await this.toggle(code, true)
      }
    } finally {
      for (const code of pressed) await this.toggle(code, false)
    }
  }

  /** The person's text comes back to the clipboard; other things than text it cannot hold for them. */
  private async paste(text: string, signal: AbortSignal): Promise<void> {
    const { nut, clock, pasteModifier } = this.parts
    const before = await nut.clipboard.getContent().catch(() => null)
    await nut.clipboard.setContent(text)
    try {
      await this.chord([pasteModifier, 'KeyV'])
      await clock.sleep(PASTE_TAKEN_MS, signal)
    } finally {
      if (before !== null && before !== '') await nut.clipboard.setContent(before)
    }
  }
}
