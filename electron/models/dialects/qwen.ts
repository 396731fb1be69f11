/** Qwen's vision models: the `computer_use` function between tags, in absolute px (2.5) or thousandths (since 3). */
import type { Size } from '../../../native-bridge/types.js'
import type { Extra } from '../wire/extra-tools.js'
import type { Dialect, HistoryForm, Prompt } from './dialect.js'
import { patchTokens } from './picture.js'
import type { CoordinateFrame } from './points.js'
import { computerUseFunction, toolSystem } from './qwen-prompt.js'
import { QWEN_MIN_PIXELS, smartResize } from './smart-resize.js'
import { readTaggedCalls } from './tagged-calls.js'
import { COMPUTER_NAMES, readToolReply } from './tool-reply.js'

const ACTIONS = [
  'key',
  'type',
  'mouse_move',
  'left_click',
  'left_click_drag',
  'right_click',
  'middle_click',
  'double_click',
  'triple_click',
  'scroll',
  'hscroll',
  'wait',
  'terminate',
  'answer',
]

/** What the function above has no word for. */
const EXTRAS: readonly Extra[] = ['zoom', 'hold_key']

/** As large as a full-HD screen becomes; several servers shrink what is larger without saying so. */
const MAX_PIXELS = 2700 * 28 * 28
const THOUSAND: Size = { width: 1000, height: 1000 }

/** An earlier reply without its call: what was done, in the model's own words. */
export function saidLine(content: string, step: number): string {
  const said = readTaggedCalls(content)
    .text.replace(/^\s*Action\s*:\s*/m, '')
    .replace(/\s+/g, ' ')
    .trim()
  return `Step ${step}: ${said === '' ? '(no words)' : said}`
}

const STEPS: HistoryForm = { kind: 'steps', pictures: 4, line: saidLine }

interface Generation {
  readonly name: string
  readonly models: RegExp
  readonly factor: number
  readonly coordinates: CoordinateFrame
  readonly format: 'json' | 'xml'
  readonly history: HistoryForm
  readonly around: Dialect['around']
}

function qwen({ name, models, factor, coordinates, format, history, around }: Generation): Dialect {
  return {
    name,
    models,
    pictureSize: (display) => smartResize(display, { factor, minPixels: QWEN_MIN_PIXELS, maxPixels: MAX_PIXELS }),
    pictureTokens: (size) => patchTokens(size, factor),
    body: { temperature: 0, max_tokens: 4096 },
    system: (prompt) => toolSystem(prompt, computerOf(prompt, coordinates), format, EXTRAS),
    opening: ({ task }) => `Task: ${task}`,
    functions: () => [],
    around,
    history,
    read: readToolReply({
      frame: ({ picture }) => ({ coordinates, picture }),
      extras: EXTRAS,
      computer: COMPUTER_NAMES,
      isTextAnswer: false,
    }),
  }
}

const computerOf = ({ picture }: Prompt, coordinates: CoordinateFrame): object =>
  computerUseFunction({ name: 'computer_use', actions: ACTIONS, screen: coordinates === 'pixel' ? picture : THOUSAND })

const NOTHING = { before: '', after: '' }

export const QWEN_25: Dialect = qwen({
  name: 'qwen2.5-vl',
  models: /qwen-?2\.?5-?vl/i,
  factor: 28,
  coordinates: 'pixel',
  format: 'json',
  history: STEPS,
  around: NOTHING,
})

export const QWEN_3: Dialect = qwen({
  name: 'qwen3-vl',
  models: /qwen-?3-?vl/i,
  factor: 32,
  coordinates: 'thousand',
  format: 'json',
  history: STEPS,
  around: NOTHING,
})

export const QWEN_35: Dialect = qwen({
  name: 'qwen3.5',
  models: /qwen-?3\.[5-9]|qwen3[5-9]/i,
  factor: 32,
  coordinates: 'thousand',
  format: 'xml',
  history: { kind: 'turns', pictures: 4, evicted: 'This screenshot has been collapsed.' },
  around: { before: '<tool_response>\n', after: '\n</tool_response>' },
})
