/** The input port of the desktop in memory: checks everything first, then moves the hands stroke by stroke. */
import type { Input } from '../../bridge.js'
import type { Clock } from '../../clock.js'
import { isInPicture, isInRect, toOsPoint } from '../../geometry.js'
import { HeldInput } from '../../held-input.js'
import { aborted, done, refused } from '../../outcome.js'
import type { KeyName, MouseButton, Outcome, PictureSpace, Point, Rect, Stroke } from '../../types.js'
import type { Failures } from './failures.js'
import { fakeKey } from './fake-keys.js'
import type { Hands } from './hands.js'

export interface FakeInputParts {
  readonly hands: Hands
  readonly failures: Failures
  readonly clock: Clock
  readonly strokes: Stroke[]
  readonly ownWindows: () => readonly Rect[]
}

export function createFakeInput(parts: FakeInputParts): Input {
  const { hands, failures, clock, strokes } = parts
  const held = new HeldInput<() => void>()

  const setButton = (button: MouseButton, down: boolean) => {
    if (down) held.add(button, () => hands.button(button, false))
    else held.take(button)
    hands.button(button, down)
  }
  const setKey = (name: KeyName, down: boolean) => {
    const key = fakeKey(name)
    if (!key.ok) return
    if (down) held.add(key.value.canonical, () => hands.key(key.value, name, false))
    else held.take(key.value.canonical)
    hands.key(key.value, name, down)
  }
  const apply = async (stroke: Stroke, space: PictureSpace, signal: AbortSignal): Promise<void> => {
    switch (stroke.kind) {
      case 'move':
        return hands.move(toOsPoint(space, stroke))
      case 'button':
        return setButton(stroke.button, stroke.down)
      case 'wheel':
        return hands.wheel(...wheelInOsUnits(stroke, space))
      case 'text':
        return hands.text(stroke.text)
      case 'pause':
        return clock.sleep(stroke.ms, signal)
      case 'key':
        return setKey(stroke.key, stroke.down)
    }
  }
  const check = (all: readonly Stroke[], space: PictureSpace) => checkStrokes(all, space, hands.pointer, parts.ownWindows())

  return {
    check,
    async send(all, space, signal) {
      const checked = check(all, space)
      if (!checked.ok) return checked
      for (const [index, stroke] of all.entries()) {
        if (signal.aborted) return aborted()
        const failure = failures.due('input', index)
        if (failure) return failure
        strokes.push(stroke)
        await apply(stroke, space, signal)
      }
      return signal.aborted ? aborted() : done(undefined)
    },
    releaseAll() {
      for (const letGo of held.takeAll()) letGo()
      return Promise.resolve()
    },
    held: () => held.names(),
    pointer: () => Promise.resolve(failures.due('displays') ?? done(hands.pointer)),
  }
}

function wheelInOsUnits(stroke: { dx: number; dy: number }, { display, picture }: PictureSpace): [number, number] {
  return [Math.round((stroke.dx * display.width) / picture.width), Math.round((stroke.dy * display.height) / picture.height)]
}

function checkStrokes(all: readonly Stroke[], space: PictureSpace, start: Point, own: readonly Rect[]): Outcome<void> {
  let pointer = start
  for (const stroke of all) {
    const key = stroke.kind === 'key' ? fakeKey(stroke.key) : null
    if (key && !key.ok) return key
    if (stroke.kind === 'move') {
      if (!isInPicture(space, stroke)) return outside(stroke, space)
      pointer = toOsPoint(space, stroke)
    }
    const lands = stroke.kind === 'move' || stroke.kind === 'wheel' || (stroke.kind === 'button' && stroke.down)
    const at = pointer
    if (lands && own.some((rect) => isInRect(rect, at)))
      return refused('own-window', "That point is on one of Deskhand's own windows.")
  }
  return done(undefined)
}

function outside(point: Point, { picture }: PictureSpace): Outcome<never> {
  return refused(
    'outside-picture',
    `The point ${point.x},${point.y} lies outside of the picture, which is ${picture.width}x${picture.height}.`,
  )
}
