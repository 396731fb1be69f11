/** Anthropic's computer actions → ours. What cannot be read becomes a step that says so; nothing is dropped. */
import { z } from 'zod'
import type { Action } from '../../protocol/action.js'
import type { Point } from '../../../native-bridge/types.js'
import type { ProposedStep } from '../model.js'
import { splitChord } from '../wire/chord.js'
import { shown } from '../wire/json.js'

/** What one click of the wheel scrolls in most programs. */
const PX_PER_CLICK = 100
const LONGEST_MS = 300_000

const px = z.number().transform(Math.round)
const place = z.tuple([px, px]).transform(([x, y]) => ({ x, y }))
/** a coordinate as text, `"[10, 20]"`, is what some models write */
const coordinate = z.union([
  place,
  z
    .string()
    .transform((text) => text.match(/-?\d+(?:\.\d+)?/g)?.map(Number))
    .pipe(place),
])
const maybeCoordinate = coordinate.nullish()
/** keys held down while something else is done */
const held = z
  .string()
  .nullish()
  .transform((text) => splitChord(text ?? ''))
const seconds = z
  .number()
  .min(0)
  .transform((duration) => Math.min(LONGEST_MS, Math.round(duration * 1000)))

type Reading = { readonly actions: readonly Action[] } | { readonly refused: string }
/** `pointer`: where the actions before it in the same answer have left the pointer */
type Reader = (pointer: Point | null) => z.ZodType<Reading>

const only = (action: Action): Reading => ({ actions: [action] })

type Button = 'left' | 'right' | 'middle'

function clickAt(at: Point | null, button: Button, count: 1 | 2 | 3, modifiers: readonly string[]): Reading {
  if (at) return only({ kind: 'click', ...at, button, count, modifiers: [...modifiers] })
  // where the pointer is only the desktop knows; a plain click needs no place
  if (count > 1 || modifiers.length > 0) return { refused: 'Name the coordinate: this cannot be done where the pointer is' }
  return {
    actions: [
      { kind: 'mouseDown', button },
      { kind: 'mouseUp', button },
    ],
  }
}

const click =
  (button: Button, count: 1 | 2 | 3): Reader =>
  (pointer) =>
    z
      .object({ coordinate: maybeCoordinate, text: held })
      .transform((input) => clickAt(input.coordinate ?? pointer, button, count, input.text))

const DIRECTIONS = {
  up: { dx: 0, dy: -1 },
  down: { dx: 0, dy: 1 },
  left: { dx: -1, dy: 0 },
  right: { dx: 1, dy: 0 },
} as const

const scroll: Reader = () =>
  z
    .object({
      coordinate: maybeCoordinate,
      scroll_direction: z.enum(['up', 'down', 'left', 'right']),
      scroll_amount: z.number().min(0).max(1000),
      text: held,
    })
    .transform(({ coordinate: at, scroll_direction, scroll_amount, text }) => {
      const { dx, dy } = DIRECTIONS[scroll_direction]
      const far = Math.round(scroll_amount * PX_PER_CLICK)
      // no negative zero
      return only({ kind: 'scroll', ...at, dx: dx * far || 0, dy: dy * far || 0, modifiers: [...text] })
    })

/** Earlier models write several chords with blanks between them. */
function chords(text: string, repeat: number): Reading {
  const all = text.trim().split(/\s+/).map(splitChord)
  if (text === ' ') return only({ kind: 'chord', keys: ['space'], repeat })
  if (all.some((keys) => keys.length === 0)) return { refused: 'text names no key' }
  return { actions: all.map((keys): Action => ({ kind: 'chord', keys: [...keys], repeat })) }
}

const drag: Reader = (pointer) =>
  z
    .object({ start_coordinate: maybeCoordinate, coordinate, text: held })
    .transform(({ start_coordinate, coordinate: to, text }): Reading => {
      const from = start_coordinate ?? pointer
      if (!from) return { refused: 'start_coordinate is missing' }
      return only({ kind: 'drag', path: [from, to], button: 'left', modifiers: [...text] })
    })

const zoom: Reader = () =>
  z.object({ region: z.tuple([px, px, px, px]) }).transform(({ region: [x0, y0, x1, y1] }): Reading => {
    if (x1 <= x0 || y1 <= y0) return { refused: 'region has no size' }
    return only({ kind: 'zoom', region: { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } })
  })

const nothing =
  (action: Action): Reader =>
  () =>
    z.unknown().transform(() => only(action))

/** by the member's name; earlier forms of the tool have it in `action` */
const READERS: Readonly<Record<string, Reader>> = {
  screenshot: nothing({ kind: 'screenshot' }),
  cursor_position: nothing({ kind: 'cursorPosition' }),
  left_mouse_down: nothing({ kind: 'mouseDown', button: 'left' }),
  left_mouse_up: nothing({ kind: 'mouseUp', button: 'left' }),
  left_click: click('left', 1),
  right_click: click('right', 1),
  middle_click: click('middle', 1),
  double_click: click('left', 2),
  triple_click: click('left', 3),
  left_click_drag: drag,
  mouse_move: () => z.object({ coordinate }).transform((input) => only({ kind: 'move', ...input.coordinate, modifiers: [] })),
  scroll,
  type: () => z.object({ text: z.string() }).transform(({ text }) => only({ kind: 'type', text })),
  key: () =>
    z
      .object({ text: z.string().min(1), repeat: z.number().int().min(1).max(100).nullish() })
      .transform(({ text, repeat }) => chords(text, repeat ?? 1)),
  hold_key: () =>
    z.object({ text: z.string().min(1), duration: seconds }).transform(({ text, duration }): Reading => {
      const keys = text === ' ' ? ['space'] : [...splitChord(text)]
      return keys.length === 0 ? { refused: 'text names no key' } : only({ kind: 'holdKey', keys, ms: duration })
    }),
  wait: () => z.object({ duration: seconds }).transform(({ duration }) => only({ kind: 'wait', ms: duration })),
  zoom,
}

function refuse(message: string, wire: unknown): readonly ProposedStep[] {
  return [{ ok: false, problem: { kind: 'unknown-action', message, retryable: false }, shown: shown(wire) }]
}

export function parseMember(name: string, input: unknown, pointer: Point | null): readonly ProposedStep[] {
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (!reader) return refuse(`There is no action "${name}"; there are ${Object.keys(READERS).join(', ')}.`, { name, input })
  const read = reader(pointer).safeParse(input)
  if (!read.success) {
    const issue = read.error.issues[0]
    const field = issue?.path.join('.') || 'fields'
    return refuse(`The action "${name}" cannot be read: ${field}: ${issue?.message ?? 'unknown form'}.`, { name, input })
  }
  if ('refused' in read.data) return refuse(`The action "${name}" cannot be read: ${read.data.refused}.`, { name, input })
  return read.data.actions.map((action) => ({ ok: true, action }))
}

/** Where an action leaves the pointer; null: where it was. */
export function pointerAfter(steps: readonly ProposedStep[]): Point | null {
  for (const step of steps.toReversed()) {
    if (!step.ok) continue
    const { action } = step
    if (action.kind === 'click' || action.kind === 'move') return { x: action.x, y: action.y }
    if (action.kind === 'drag') return action.path.at(-1) ?? null
    if (action.kind === 'scroll' && action.x !== undefined && action.y !== undefined) return { x: action.x, y: action.y }
  }
  return null
}
