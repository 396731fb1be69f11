/** Gemini's predefined functions → ours. What cannot be read becomes a step that says so; nothing is dropped. */
import { z } from 'zod'
import type { Size } from '../../../native-bridge/types.js'
import type { Action } from '../../protocol/action.js'
import type { ProposedStep } from '../model.js'
import { splitChord } from '../wire/chord.js'
import type { Place } from '../wire/extra-tools.js'
import type { Environment } from '../wire/instructions.js'
import { shown } from '../wire/json.js'

/** What one click of the wheel scrolls in most programs. */
const PX_PER_CLICK = 100
/** where the model names no distance */
const SCROLL_PX = 300
const SCROLL_THOUSANDTHS = 800
const LONGEST_S = 300
const GRID = 1000

export interface Frame {
  /** of the picture that was sent */
  readonly picture: Size
  readonly environment: Environment
}

type Reading = { readonly actions: readonly Action[] } | { readonly refused: string }
type Reader = (frame: Frame) => z.ZodType<Reading>

const only = (...actions: Action[]): Reading => ({ actions })

/** 0 to 999; some models write the far edge as 1000 */
const thousandth = z
  .number()
  .min(0)
  .max(GRID)
  .transform((value) => Math.min(value, GRID - 1))

const inPx = (value: number, side: number) => Math.floor((value / GRID) * side)

const placeIn = ({ width, height }: Size, x: number, y: number) => ({ x: inPx(x, width), y: inPx(y, height) })

const pointFields = { x: thousandth, y: thousandth }
const at = ({ picture }: Frame) => z.object(pointFields).transform(({ x, y }) => placeIn(picture, x, y))
const maybeAt = ({ picture }: Frame) =>
  z
    .object({ x: thousandth.nullish(), y: thousandth.nullish() })
    .transform(({ x, y }) => (typeof x === 'number' && typeof y === 'number' ? placeIn(picture, x, y) : null))

const click =
  (button: 'left' | 'right' | 'middle', count: 1 | 2 | 3): Reader =>
  (frame) =>
    at(frame).transform((place) => only({ kind: 'click', ...place, button, count, modifiers: [] }))

const move: Reader = (frame) => at(frame).transform((place) => only({ kind: 'move', ...place, modifiers: [] }))

const button =
  (kind: 'mouseDown' | 'mouseUp'): Reader =>
  (frame) =>
    maybeAt(frame).transform((place) =>
      only(...(place ? [{ kind: 'move' as const, ...place, modifiers: [] }] : []), { kind, button: 'left' }),
    )

function typing(text: string, isEntered: boolean): readonly Action[] {
  const whole = isEntered ? `${text}\n` : text
  return whole === '' ? [] : [{ kind: 'type', text: whole }]
}

const clickFirst = (place: { readonly x: number; readonly y: number } | null): readonly Action[] =>
  place ? [{ kind: 'click', ...place, button: 'left', count: 1, modifiers: [] }] : []

const type: Reader = (frame) =>
  z
    .object({ text: z.string(), press_enter: z.boolean().nullish() })
    .and(z.unknown().pipe(maybeAt(frame).transform((place) => ({ place }))))
    .transform(({ text, press_enter, place }) => only(...clickFirst(place), ...typing(text, press_enter ?? false)))

/** The earlier form clears the field and presses Enter unless told not to. */
const typeAt: Reader = (frame) =>
  z
    .object({
      ...pointFields,
      text: z.string(),
      press_enter: z.boolean().nullish(),
      clear_before_typing: z.boolean().nullish(),
    })
    .transform(({ x, y, text, press_enter, clear_before_typing }) => {
      const all = frame.environment === 'mac' ? 'Meta' : 'Control'
      const clear: readonly Action[] = [
        { kind: 'chord', keys: [all, 'a'], repeat: 1 },
        { kind: 'chord', keys: ['Delete'], repeat: 1 },
      ]
      return only(
        ...clickFirst(placeIn(frame.picture, x, y)),
        ...((clear_before_typing ?? true) ? clear : []),
        ...typing(text, press_enter ?? true),
      )
    })

const magnitude = z.number().min(0).max(100_000).nullish()

/** Earlier names measure in thousandths where they name no distance. */
const scroll =
  (kind: 'current' | 'at' | 'document'): Reader =>
  (frame) =>
    z
      .object({
        x: thousandth.nullish(),
        y: thousandth.nullish(),
        direction: z.enum(['up', 'down', 'left', 'right']),
        /** on a desktop the server sends clicks of the wheel; its pages speak of px */
        magnitude_in_wheel_clicks: magnitude,
        magnitude_in_pixels: magnitude,
        magnitude,
      })
      .transform((input) => {
        const { picture } = frame
        const isUpright = input.direction === 'up' || input.direction === 'down'
        const side = isUpright ? picture.height : picture.width
        const far = Math.round(distance(input, side, kind === 'current'))
        const signed = input.direction === 'up' || input.direction === 'left' ? -far : far
        const place = kind === 'document' ? placeIn(picture, 500, 500) : placeOrNone(picture, input)
        // no negative zero
        return only({ kind: 'scroll', ...place, dx: isUpright ? 0 : signed || 0, dy: isUpright ? signed || 0 : 0, modifiers: [] })
      })

type Maybe = number | null | undefined

function placeOrNone(picture: Size, { x, y }: { readonly x?: Maybe; readonly y?: Maybe }) {
  return typeof x === 'number' && typeof y === 'number' ? placeIn(picture, x, y) : {}
}

function distance(
  input: { readonly magnitude_in_wheel_clicks?: Maybe; readonly magnitude_in_pixels?: Maybe; readonly magnitude?: Maybe },
  side: number,
  isCurrent: boolean,
): number {
  if (typeof input.magnitude_in_wheel_clicks === 'number') return input.magnitude_in_wheel_clicks * PX_PER_CLICK
  if (typeof input.magnitude_in_pixels === 'number') return input.magnitude_in_pixels
  if (typeof input.magnitude === 'number') return (input.magnitude / GRID) * side
  return isCurrent ? SCROLL_PX : (SCROLL_THOUSANDTHS / GRID) * side
}

/** Both ways of naming the end. */
const drag: Reader = ({ picture }) =>
  z
    .union([
      z
        .object({ start_x: thousandth, start_y: thousandth, end_x: thousandth, end_y: thousandth })
        .transform((a) => [a.start_x, a.start_y, a.end_x, a.end_y] as const),
      z
        .object({ ...pointFields, destination_x: thousandth, destination_y: thousandth })
        .transform((a) => [a.x, a.y, a.destination_x, a.destination_y] as const),
    ])
    .transform(([x0, y0, x1, y1]) =>
      only({ kind: 'drag', path: [placeIn(picture, x0, y0), placeIn(picture, x1, y1)], button: 'left', modifiers: [] }),
    )

function chord(keys: readonly string[]): Reading {
  if (keys.length === 0) return { refused: 'no key is named' }
  return only({ kind: 'chord', keys: [...keys], repeat: 1 })
}

const keyField =
  (field: 'key' | 'keys'): Reader =>
  () =>
    z
      .object({ [field]: z.union([z.string(), z.array(z.string())]) })
      .transform((input) => chord([input[field] ?? []].flat().flatMap(splitChord)))

const wait =
  (fallback: number): Reader =>
  () =>
    z
      .object({ seconds: z.number().min(0).nullish() })
      .transform(({ seconds }) => only({ kind: 'wait', ms: Math.round(Math.min(LONGEST_S, seconds ?? fallback) * 1000) }))

/** What a browser's own shortcuts do. */
const history =
  (key: 'ArrowLeft' | 'ArrowRight'): Reader =>
  ({ environment }) =>
    z.unknown().transform(() => {
      const bracket = key === 'ArrowLeft' ? '[' : ']'
      return chord(environment === 'mac' ? ['Meta', bracket] : ['Alt', key])
    })

/** nothing that runs, and nothing that ends before the line does */
const ADDRESS = /^(https?:\/\/\S+|[\w.-]+(:\d+)?([/?#]\S*)?)$/i

const navigate: Reader = ({ environment }) =>
  z.object({ url: z.string().min(1) }).transform(({ url }): Reading => {
    if (!ADDRESS.test(url)) return { refused: 'url is no address of a page' }
    return only(
      { kind: 'chord', keys: [environment === 'mac' ? 'Meta' : 'Control', 'l'], repeat: 1 },
      { kind: 'type', text: `${url}\n` },
    )
  })

/** by the function's name: the current ones, then the earlier ones */
const READERS: Readonly<Record<string, Reader>> = {
  click: click('left', 1),
  double_click: click('left', 2),
  triple_click: click('left', 3),
  middle_click: click('middle', 1),
  right_click: click('right', 1),
  mouse_down: button('mouseDown'),
  mouse_up: button('mouseUp'),
  move,
  type,
  drag_and_drop: drag,
  wait: wait(1),
  press_key: keyField('key'),
  hotkey: keyField('keys'),
  take_screenshot: () => z.unknown().transform(() => only({ kind: 'screenshot' })),
  scroll: scroll('current'),
  go_back: history('ArrowLeft'),
  go_forward: history('ArrowRight'),
  navigate,
  click_at: click('left', 1),
  hover_at: move,
  type_text_at: typeAt,
  key_combination: keyField('keys'),
  scroll_document: scroll('document'),
  scroll_at: scroll('at'),
  wait_5_seconds: wait(5),
}

/** Known to the vendor, and not to be done here. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  key_down: 'Keys cannot be held across actions; name all keys in one hotkey.',
  key_up: 'Keys cannot be held across actions; name all keys in one hotkey.',
  open_web_browser: 'Open the browser as a person would: by its icon, menu or shortcut.',
  search: 'Use the search of a page or program that you see.',
}

/** A place in thousandths; 1000 is the far edge. */
export const placeInFrame =
  ({ picture }: Pick<Frame, 'picture'>): Place =>
  (x, y) => {
    const within = (value: number) => (value === GRID ? GRID - 1 : value)
    return placeIn(picture, within(x), within(y))
  }

export function isPredefined(name: string): boolean {
  return Object.hasOwn(READERS, name) || Object.hasOwn(IMPOSSIBLE, name)
}

function refuse(message: string, wire: unknown): readonly ProposedStep[] {
  return [{ ok: false, problem: { kind: 'unknown-action', message, retryable: false }, shown: shown(wire) }]
}

export function parseFunction(name: string, args: unknown, frame: Frame): readonly ProposedStep[] {
  const wire = { name, args }
  const impossible = Object.hasOwn(IMPOSSIBLE, name) ? IMPOSSIBLE[name] : undefined
  if (impossible !== undefined) return refuse(`The action "${name}" is not possible here. ${impossible}`, wire)
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (!reader) return refuse(`There is no action "${name}"; there are ${Object.keys(READERS).join(', ')}.`, wire)
  const read = reader(frame).safeParse(args ?? {})
  if (!read.success) {
    const issue = read.error.issues[0]
    const field = issue?.path.join('.') || 'arguments'
    return refuse(`The action "${name}" cannot be read: ${field}: ${issue?.message ?? 'unknown form'}.`, wire)
  }
  if ('refused' in read.data) return refuse(`The action "${name}" cannot be read: ${read.data.refused}.`, wire)
  return read.data.actions.map((action) => ({ ok: true, action }))
}
