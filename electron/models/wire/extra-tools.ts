/** Actions that a vendor's computer tool has no word for, offered as functions beside it. */
import { z } from 'zod'
import type { Point } from '../../../native-bridge/types.js'
import type { Action } from '../../protocol/action.js'
import type { FunctionTool } from './function-tool.js'

export type Extra = 'zoom' | 'zoom_click' | 'hold_key' | 'triple_click' | 'mouse_click'

/** Where a point of this model's own coordinates lies, picture px. */
export type Place = (x: number, y: number) => Point

/** The extras a model was offered, and how it names a place. */
export interface Offered {
  readonly extras: readonly Extra[]
  readonly place: Place
  /** where a place of the closer look it was just given lies; null: it was given none */
  readonly closer: Place | null
}

/** Coordinates that are pixels already. */
export const inPixels: Place = (x, y) => ({ x: Math.round(x), y: Math.round(y) })

const number = { type: 'number' }
const keys = { type: 'array', items: { type: 'string' } }
const BUTTONS = ['left', 'right', 'middle']
const COUNTS = [1, 2, 3]
const SAME = 'in the coordinates you click with'

const TOOLS: Readonly<Record<Extra, FunctionTool>> = {
  zoom: {
    name: 'zoom',
    description: `Look closer: a part of the screen at its full resolution, for text too small to read. The region is ${SAME}, and these stay as they are.`,
    parameters: {
      type: 'object',
      properties: { x: number, y: number, width: number, height: number },
      required: ['x', 'y', 'width', 'height'],
    },
  },
  zoom_click: {
    name: 'zoom_click',
    description:
      'Right after a closer look: click at a place of it, in the coordinates you click with but measured over the closer look. All other actions take places of the whole picture.',
    parameters: {
      type: 'object',
      properties: { x: number, y: number, button: { type: 'string', enum: BUTTONS }, count: { type: 'integer', enum: COUNTS } },
      required: ['x', 'y', 'button', 'count'],
    },
  },
  hold_key: {
    name: 'hold_key',
    description: 'Hold keys down together for a while.',
    parameters: { type: 'object', properties: { keys, seconds: number }, required: ['keys', 'seconds'] },
  },
  triple_click: {
    name: 'triple_click',
    description: `Click three times at a place, ${SAME}: selects a line or paragraph.`,
    parameters: { type: 'object', properties: { x: number, y: number }, required: ['x', 'y'] },
  },
  mouse_click: {
    name: 'mouse_click',
    description: `Click with any button, once or more often, at a place ${SAME}.`,
    parameters: {
      type: 'object',
      properties: {
        x: number,
        y: number,
        button: { type: 'string', enum: BUTTONS },
        count: { type: 'integer', enum: COUNTS },
      },
      required: ['x', 'y', 'button', 'count'],
    },
  },
}

export const extraTools = (extras: readonly Extra[]): readonly FunctionTool[] => extras.map((extra) => TOOLS[extra])

const LONGEST_S = 300

function zoomIn(place: Place, x: number, y: number, width: number, height: number): Action {
  const from = place(x, y)
  const to = place(x + width, y + height)
  return { kind: 'zoom', region: { ...from, width: Math.max(1, to.x - from.x), height: Math.max(1, to.y - from.y) } }
}

type Reader = (place: Place, closer: Place | null) => z.ZodType<Action>

const size = z.number().positive()
const click = (at: Point, button: 'left' | 'right' | 'middle', count: 1 | 2 | 3): Action => ({
  kind: 'click',
  ...at,
  button,
  count,
  modifiers: [],
})

const anyClick = z.object({
  x: z.number(),
  y: z.number(),
  button: z.enum(['left', 'right', 'middle']),
  count: z.union([z.literal(1), z.literal(2), z.literal(3)]),
})
const NO_CLOSER_LOOK = 'there is no closer look in front of you, ask for one first'

const READERS: Readonly<Record<Extra, Reader>> = {
  zoom: (place) =>
    z
      .object({ x: z.number(), y: z.number(), width: size, height: size })
      .transform(({ x, y, width, height }) => zoomIn(place, x, y, width, height)),
  hold_key: () =>
    z
      .object({ keys: z.array(z.string().min(1)).min(1), seconds: z.number().min(0) })
      .transform((a): Action => ({ kind: 'holdKey', keys: a.keys, ms: Math.round(Math.min(LONGEST_S, a.seconds) * 1000) })),
  triple_click: (place) => z.object({ x: z.number(), y: z.number() }).transform(({ x, y }) => click(place(x, y), 'left', 3)),
  mouse_click: (place) => anyClick.transform(({ x, y, button, count }) => click(place(x, y), button, count)),
  zoom_click: (_, closer) =>
    anyClick.transform(({ x, y, button, count }, context) => {
      if (closer) return click(closer(x, y), button, count)
      context.addIssue({ code: 'custom', message: NO_CLOSER_LOOK })
      return z.NEVER
    }),
}

/** undefined: no extra of that name was offered. */
export function extraReader(name: string, { extras, place, closer }: Offered): z.ZodType<Action> | undefined {
  const extra = extras.find((one) => one === name)
  return extra && READERS[extra](place, closer)
}
