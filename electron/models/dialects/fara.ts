/** Fara: Qwen's function with a browser's own actions, in absolute px (7B) or thousandths (1.5). */
import type { Extra } from '../wire/extra-tools.js'
import type { Dialect, Prompt } from './dialect.js'
import { patchTokens } from './picture.js'
import type { CoordinateFrame } from './points.js'
import { computerUseFunction, toolSystem } from './qwen-prompt.js'
import { QWEN_MIN_PIXELS, smartResize } from './smart-resize.js'
import { COMPUTER_NAMES, readToolReply } from './tool-reply.js'

const BROWSER = ['visit_url', 'web_search', 'history_back', 'pause_and_memorize_fact']
const ACTIONS_7B = ['key', 'type', 'mouse_move', 'left_click', 'scroll', ...BROWSER, 'wait', 'terminate']
const ACTIONS_15 = [
  ...ACTIONS_7B.slice(0, 4),
  'double_click',
  'right_click',
  'triple_click',
  'left_click_drag',
  'scroll',
  'hscroll',
  ...BROWSER,
  'ask_user_question',
  'wait',
  'terminate',
]

const MORE = {
  press_enter: { type: 'boolean', description: 'With `action=type`: press Return after it.' },
  delete_existing_text: { type: 'boolean', description: 'With `action=type`: empty the field first.' },
  url: { type: 'string', description: 'Required only by `action=visit_url`.' },
  query: { type: 'string', description: 'Required only by `action=web_search`.' },
  fact: { type: 'string', description: 'Required only by `action=pause_and_memorize_fact`.' },
  question: { type: 'string', description: 'Required only by `action=ask_user_question`.' },
}

const MAX_PIXELS = 2700 * 28 * 28

interface Version {
  readonly name: string
  readonly models: RegExp
  readonly factor: number
  readonly coordinates: CoordinateFrame
  readonly actions: readonly string[]
  /** what these have no word for */
  readonly extras: readonly Extra[]
}

function fara({ name, models, factor, coordinates, actions, extras }: Version): Dialect {
  const screenOf = ({ picture }: Prompt) => (coordinates === 'pixel' ? picture : { width: 1000, height: 1000 })
  return {
    name,
    models,
    pictureSize: (display) => smartResize(display, { factor, minPixels: QWEN_MIN_PIXELS, maxPixels: MAX_PIXELS }),
    pictureTokens: (size) => patchTokens(size, factor),
    body: { temperature: 0, max_tokens: 4096 },
    system: (prompt) =>
      toolSystem(
        prompt,
        computerUseFunction({ name: 'computer_use', actions, more: MORE, screen: screenOf(prompt) }),
        'json',
        extras,
      ),
    opening: ({ task }) => task,
    functions: () => [],
    around: { before: '', after: '' },
    history: { kind: 'turns', pictures: 3, evicted: '[older screenshot left out]' },
    read: readToolReply({
      frame: ({ picture }) => ({ coordinates, picture, isScrollInFrame: coordinates === 'thousand' }),
      extras,
      computer: COMPUTER_NAMES,
      isTextAnswer: false,
    }),
  }
}

export const FARA_7B: Dialect = fara({
  name: 'fara-7b',
  models: /fara/i,
  factor: 28,
  coordinates: 'pixel',
  actions: ACTIONS_7B,
  extras: ['zoom', 'hold_key', 'mouse_click'],
})

export const FARA_15: Dialect = fara({
  name: 'fara-1.5',
  models: /fara-?1[.-]?5/i,
  factor: 32,
  coordinates: 'thousand',
  actions: ACTIONS_15,
  extras: ['zoom', 'hold_key'],
})
