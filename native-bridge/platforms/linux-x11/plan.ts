/** Strokes checked and turned into X terms, all of them before the first is sent. */
import { isInPicture, toOsPoint } from '../../geometry.js'
import { resolveKey } from '../../keys.js'
import { done, refused } from '../../outcome.js'
import type { MouseButton, Outcome, PictureSpace, Point, Stroke } from '../../types.js'
import { type Keysym, keysymOf, keysymOfCharacter } from './keysyms.js'

export type Step =
  | { readonly kind: 'move'; readonly to: Point }
  | { readonly kind: 'button'; readonly button: MouseButton; readonly down: boolean }
  | { readonly kind: 'notches'; readonly button: number; readonly count: number }
  | {
      readonly kind: 'key'
      readonly name: string
      readonly isCharacter: boolean
      readonly keysym: Keysym
      readonly down: boolean
    }
  | { readonly kind: 'text'; readonly keysyms: readonly Keysym[]; readonly isSecret: boolean }
  | { readonly kind: 'pause'; readonly ms: number }

/** What planning must know of the desktop. */
export interface Surroundings {
  pointer(): Outcome<Point>
  isOwn(point: Point): boolean
  hasOwnFocus(): boolean
  canType(keysym: Keysym): boolean
}

export const BUTTONS: Readonly<Record<MouseButton, number>> = { left: 1, middle: 2, right: 3, back: 8, forward: 9 }

const WHEEL_UP = 4
const WHEEL_DOWN = 5
const WHEEL_LEFT = 6
const WHEEL_RIGHT = 7
/** What one notch of a wheel scrolls in most programs, so a wheel delta means about what it says. */
const PX_PER_NOTCH = 100

export function planSteps(strokes: readonly Stroke[], space: PictureSpace, around: Surroundings): Outcome<readonly Step[]> {
  const planner = new Planner(space, around)
  const steps: Step[] = []
  for (const stroke of strokes) {
    const planned = planner.plan(stroke)
    if (!planned.ok) return planned
    steps.push(...planned.value)
  }
  return done(steps)
}

class Planner {
  private pointer: Point | null = null
  private isFocusChecked = false

  constructor(
    private readonly space: PictureSpace,
    private readonly around: Surroundings,
  ) {}

  plan(stroke: Stroke): Outcome<readonly Step[]> {
    switch (stroke.kind) {
      case 'move':
        return this.move(stroke)
      case 'button':
        return this.atPointer(stroke.down, [{ kind: 'button', button: stroke.button, down: stroke.down }])
      case 'wheel':
        return this.atPointer(true, [...notches(stroke.dx, WHEEL_LEFT, WHEEL_RIGHT), ...notches(stroke.dy, WHEEL_UP, WHEEL_DOWN)])
      case 'key':
        return this.key(stroke.key, stroke.down)
      case 'text':
        return this.text(stroke.text, stroke.isSecret === true)
      case 'pause':
        return done([{ kind: 'pause', ms: stroke.ms }])
    }
  }

  private move(point: Point): Outcome<readonly Step[]> {
    if (!isInPicture(this.space, point)) return outside(this.space, point)
    this.pointer = toOsPoint(this.space, point)
    return this.atPointer(true, [{ kind: 'move', to: this.pointer }])
  }

  /** Letting go is never refused: it would leave the button down. */
  private atPointer(isChecked: boolean, steps: readonly Step[]): Outcome<readonly Step[]> {
    if (!isChecked) return done(steps)
    if (!this.pointer) {
      const pointer = this.around.pointer()
      if (!pointer.ok) return pointer
      this.pointer = pointer.value
    }
    return this.around.isOwn(this.pointer) ? ownWindow() : done(steps)
  }

  private key(key: string, down: boolean): Outcome<readonly Step[]> {
    const resolved = resolveKey(key)
    if (!resolved.ok) return resolved
    const { kind, name } = resolved.value
    const keysym = keysymOf(resolved.value)
    if (keysym === null || !this.around.canType(keysym)) {
      return refused('unknown-key', `The keyboard layout has no key ${JSON.stringify(name)}, and no spare one to make it.`)
    }
    return this.toFocus(down, { kind: 'key', name, isCharacter: kind === 'character', keysym, down })
  }

  private text(text: string, isSecret: boolean): Outcome<readonly Step[]> {
    const keysyms: Keysym[] = []
    for (const character of text.replace(/\r\n?/g, '\n')) {
      const keysym = keysymOfCharacter(character)
      if (keysym === null || !this.around.canType(keysym)) return refused('input', `${nameOf(character)} cannot be typed here.`)
      keysyms.push(keysym)
    }
    return keysyms.length === 0 ? done([]) : this.toFocus(true, { kind: 'text', keysyms, isSecret })
  }

  /** Keys go where the focus is before the first click of these strokes; after one, the click was checked. */
  private toFocus(isChecked: boolean, step: Step): Outcome<readonly Step[]> {
    if (!isChecked || this.isFocusChecked) return done([step])
    this.isFocusChecked = true
    return this.around.hasOwnFocus() ? ownWindow() : done([step])
  }
}

function notches(delta: number, back: number, forth: number): readonly Step[] {
  if (delta === 0 || !Number.isFinite(delta)) return []
  return [{ kind: 'notches', button: delta < 0 ? back : forth, count: Math.max(1, Math.round(Math.abs(delta) / PX_PER_NOTCH)) }]
}

const outside = ({ picture }: PictureSpace, { x, y }: Point): Outcome<never> =>
  refused('outside-picture', `The point ${x}, ${y} is outside the picture, which is ${picture.width} by ${picture.height}.`)

const ownWindow = (): Outcome<never> =>
  refused('own-window', "That would go to one of Deskhand's own windows. Act on another place, or wait until it is away.")

const nameOf = (character: string): string =>
  `The character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
