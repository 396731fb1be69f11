/** What is wrong with strokes before any of them is sent: keys, points, buttons and places that cannot be. */
import { isInPicture, isInRect, toOsPoint } from '../../geometry.js'
import { resolveKey } from '../../keys.js'
import { done, refused } from '../../outcome.js'
import type { Outcome, PictureSpace, Point, Rect, Stroke } from '../../types.js'
import { nutKeyName } from './nut-keys.js'
import { untypable } from './typing.js'
import { codeOf } from './us-keyboard.js'

export function checkStrokes(
  strokes: readonly Stroke[],
  space: PictureSpace,
  own: readonly Rect[],
  pointer: Point | null,
): Outcome<void> {
  let at = pointer
  for (const stroke of strokes) {
    const possible = checkOne(stroke, space)
    if (!possible.ok) return possible
    if (stroke.kind === 'move') at = toOsPoint(space, stroke)
    const lands = stroke.kind === 'move' || stroke.kind === 'wheel' || (stroke.kind === 'button' && stroke.down)
    const place = at
    if (lands && place && own.some((rect) => isInRect(rect, place))) {
      return refused('own-window', 'That point is on one of Deskhand’s own windows.')
    }
  }
  return done(undefined)
}

function checkOne(stroke: Stroke, space: PictureSpace): Outcome<unknown> {
  switch (stroke.kind) {
    case 'move':
      return isInPicture(space, stroke) ? done(null) : outside(stroke, space)
    case 'key':
      return pressable(stroke.key)
    case 'text': {
      const control = untypable(stroke.text)
      return control === null ? done(null) : refused('input', `The control character ${JSON.stringify(control)} cannot be typed.`)
    }
    case 'button':
    case 'wheel':
    case 'pause':
      return done(null)
  }
}

/** The DOM code of a key that can be pressed. */
export function pressable(name: string): Outcome<string> {
  const key = resolveKey(name)
  if (!key.ok) return key
  const code = codeOf(key.value)
  if (code !== null && nutKeyName(code) !== null) return done(code)
  return refused('unknown-key', `The key "${name}" cannot be pressed on this system.`)
}

const outside = (point: Point, { picture }: PictureSpace): Outcome<never> =>
  refused(
    'outside-picture',
    `The point ${point.x},${point.y} lies outside of the picture, which is ${picture.width}x${picture.height}.`,
  )
