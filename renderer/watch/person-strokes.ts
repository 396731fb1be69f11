/** What the person does over the picture, as strokes on the desktop that it shows. PURE. */
import type { WatchStroke } from '../../electron/protocol/watch-ipc.js'

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
  /** the third level of a keyboard (AltGr), which only makes characters */
  readonly isLevel3: boolean
}

type Modifiers = Pick<KeyPress, 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/** They do nothing alone, so nothing of them can stay down. */
const ALONE = /^(Control|Alt|AltGraph|Shift|Meta|CapsLock|NumLock|Dead|Process|Unidentified|Compose|Fn)/

export function strokesOfKey(press: KeyPress): readonly WatchStroke[] {
  if (ALONE.test(press.key)) return []
  const isCharacter = [...press.key].length === 1
  const isChord = !press.isLevel3 && (press.ctrlKey || press.altKey || press.metaKey)
  // a character is typed as such, whatever the layouts here and there
  if (isCharacter && !isChord) return [{ kind: 'text', text: press.key }]
  return withModifiers(press, [
    { kind: 'key', key: press.code, down: true },
    { kind: 'key', key: press.code, down: false },
  ])
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** From a place in the picture as it stands in the window to the pixel of the desktop. */
export function placeOn(
  { x, y }: Place,
  rect: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  desktop: { readonly width: number; readonly height: number },
): Place {
  const within = (share: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(share * size)))
  return {
    x: within((x - rect.left) / rect.width, desktop.width),
    y: within((y - rect.top) / rect.height, desktop.height),
  }
}

const BUTTONS = ['left', 'middle', 'right', 'back', 'forward'] as const

/** `button`: as a pointer event numbers them. */
export function strokesOfButton(button: number, down: boolean, place: Place, held: Modifiers): readonly WatchStroke[] {
  const name = BUTTONS[button]
  if (name === undefined) return []
  const press: readonly WatchStroke[] = [{ kind: 'button', button: name, down }]
  return [{ kind: 'move', ...place }, ...(down ? withModifiers(held, press) : press)]
}

function withModifiers(held: Modifiers, strokes: readonly WatchStroke[]): readonly WatchStroke[] {
  const names = [
    ...(held.ctrlKey ? ['Control'] : []),
    ...(held.altKey ? ['Alt'] : []),
    ...(held.shiftKey ? ['Shift'] : []),
    ...(held.metaKey ? ['Meta'] : []),
  ]
  const down = names.map((key): WatchStroke => ({ kind: 'key', key, down: true }))
  const up = names.toReversed().map((key): WatchStroke => ({ kind: 'key', key, down: false }))
  return [...down, ...strokes, ...up]
}

/** Many small ones that nobody would tell apart become the last of them: a mouse moves oftener than a screen shows. */
export function thinned(strokes: readonly WatchStroke[]): readonly WatchStroke[] {
  return strokes.filter((stroke, at) => stroke.kind !== 'move' || strokes[at + 1]?.kind !== 'move')
}
