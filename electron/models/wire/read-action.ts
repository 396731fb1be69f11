/**
 * Actions in the words of OpenAI's computer tool → ours; the function that stands in for the tool speaks them too. What cannot
 * be read becomes a step that says so; nothing is dropped.
 */
import { z } from 'zod'
import type { Action } from '../../protocol/action.js'
import type { ProposedStep } from '../model.js'
import { splitChord } from './chord.js'
import { shown } from './json.js'

/** `wait` has no duration on the wire; the vendor's samples sleep this long. */
const WAIT_MS = 2000
const LONGEST_S = 300

const px = z.number().transform(Math.round)
/** the name of a chord's keys may come as one string: ctrl+s */
const keys = z
  .array(z.string().min(1))
  .transform((names) => names.flatMap((name) => (name.length === 1 ? [name] : splitChord(name))))
const held = keys.nullish().transform((names) => names ?? [])
const point = z.union([z.object({ x: px, y: px }), z.tuple([px, px]).transform(([x, y]) => ({ x, y }))])
const button = z
  .enum(['left', 'right', 'wheel', 'middle', 'back', 'forward'])
  .default('left')
  .transform((name) => (name === 'wheel' ? 'middle' : name))

const inMs = (seconds: number): number => Math.round(Math.min(LONGEST_S, seconds) * 1000)

const at = { x: px, y: px, keys: held }
const click = (count: 1 | 2 | 3) =>
  z
    .object({ ...at, button })
    .transform((a): Action => ({ kind: 'click', x: a.x, y: a.y, button: a.button, count, modifiers: a.keys }))

/** by `type` of the wire action */
const READERS: Readonly<Record<string, z.ZodType<Action>>> = {
  click: click(1),
  double_click: click(2),
  triple_click: click(3),
  move: z.object(at).transform((a): Action => ({ kind: 'move', x: a.x, y: a.y, modifiers: a.keys })),
  drag: z
    .object({ path: z.array(point).min(2), keys: held })
    .transform((a): Action => ({ kind: 'drag', path: a.path, button: 'left', modifiers: a.keys })),
  keypress: z
    .object({ keys: keys.pipe(z.array(z.string()).min(1)) })
    .transform((a): Action => ({ kind: 'chord', keys: a.keys, repeat: 1 })),
  scroll: z
    .object({
      x: px.nullish(),
      y: px.nullish(),
      scroll_x: px.nullish().transform((n) => n ?? 0),
      scroll_y: px.nullish().transform((n) => n ?? 0),
      keys: held,
    })
    .transform(({ x, y, scroll_x, scroll_y, keys }): Action => {
      const place = typeof x === 'number' && typeof y === 'number' ? { x, y } : {}
      return { kind: 'scroll', ...place, dx: scroll_x, dy: scroll_y, modifiers: keys }
    }),
  type: z.object({ text: z.string() }).transform((a): Action => ({ kind: 'type', text: a.text })),
  wait: z
    .object({ seconds: z.number().min(0).nullish() })
    .transform(({ seconds }): Action => ({ kind: 'wait', ms: seconds == null ? WAIT_MS : inMs(seconds) })),
  mouse_down: z.object({ button }).transform((a): Action => ({ kind: 'mouseDown', button: a.button })),
  mouse_up: z.object({ button }).transform((a): Action => ({ kind: 'mouseUp', button: a.button })),
  hold_key: z
    .object({ keys: keys.pipe(z.array(z.string()).min(1)), seconds: z.number().min(0) })
    .transform((a): Action => ({ kind: 'holdKey', keys: a.keys, ms: inMs(a.seconds) })),
  zoom: z
    .object({ x: px, y: px, width: px.pipe(z.number().min(1)), height: px.pipe(z.number().min(1)) })
    .transform((region): Action => ({ kind: 'zoom', region })),
  cursor_position: z.unknown().transform((): Action => ({ kind: 'cursorPosition' })),
  screenshot: z.unknown().transform((): Action => ({ kind: 'screenshot' })),
}

function refused(message: string, wire: unknown): ProposedStep {
  return { ok: false, problem: { kind: 'unknown-action', message, retryable: false }, shown: shown(wire) }
}

export function parseAction(wire: unknown): ProposedStep {
  const type = typeof wire === 'object' && wire !== null && 'type' in wire ? wire.type : undefined
  if (typeof type !== 'string') return refused('An action without a type cannot be carried out.', wire)
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined
  if (!reader) return refused(`There is no action "${type}"; there are ${Object.keys(READERS).join(', ')}.`, wire)
  const read = reader.safeParse(wire)
  if (read.success) return { ok: true, action: read.data }
  const issue = read.error.issues[0]
  const field = issue?.path.join('.') || 'fields'
  return refused(`The action "${type}" cannot be read: ${field}: ${issue?.message ?? 'unknown form'}.`, wire)
}

/** A call holds `actions` (a batch) or, with the preview tool, `action`. */
export function parseCallActions(call: { readonly action?: unknown; readonly actions?: unknown }): readonly ProposedStep[] {
  if (Array.isArray(call.actions) && (call.actions.length > 0 || call.action === undefined)) return call.actions.map(parseAction)
  if (call.action !== undefined && call.action !== null) return [parseAction(call.action)]
  if (call.actions === undefined || call.actions === null || Array.isArray(call.actions)) return []
  return [refused('The list of actions cannot be read.', call.actions)]
}
