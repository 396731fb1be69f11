/** macOS programs take two clicks for a double click only when the system is told so: it must be sent as one. */
import type { MouseButton, Stroke } from '../../types.js'

/** The button that is pressed and let go twice from here on with nothing but short pauses between, and how many strokes that takes. */
export function doubleClickAt(
  strokes: readonly Stroke[],
  index: number,
): { readonly button: MouseButton; readonly length: number } | null {
  const first = strokes[index]
  if (first?.kind !== 'button') return null
  let at = index
  for (const down of [true, false, true, false]) {
    while (at > index && isShortPause(strokes[at])) at++
    const stroke = strokes[at]
    if (stroke?.kind !== 'button' || stroke.button !== first.button || stroke.down !== down) return null
    at++
  }
  return { button: first.button, length: at - index }
}

/** Well within any system's time for a double click. */
const isShortPause = (stroke: Stroke | undefined): boolean => stroke?.kind === 'pause' && stroke.ms <= 100
