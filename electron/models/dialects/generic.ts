/** Any other model that can call functions: one `computer` function, coordinates in thousandths by instruction. */
import { fitPicture } from '../image-rules.js'
import { extraTools, type Extra } from '../wire/extra-tools.js'
import { FUNCTION_TOOLS } from '../wire/function-tools.js'
import { instructionsFor } from '../wire/instructions.js'
import type { Item } from '../wire/json.js'
import type { Dialect, Prompt } from './dialect.js'
import { patchTokens, withinSide } from './picture.js'
import { computerUseFunction } from './qwen-prompt.js'
import { COMPUTER_NAMES, readToolReply } from './tool-reply.js'

const ACTIONS = [
  'left_click',
  'double_click',
  'triple_click',
  'right_click',
  'middle_click',
  'mouse_move',
  'left_click_drag',
  'scroll',
  'hscroll',
  'type',
  'key',
  'wait',
  'screenshot',
]

/** What most vision models see without shrinking it. */
const LONGEST_SIDE = 1568

const COORDINATES =
  'Coordinates run from 0 to 1000 over its width and its height, whatever its size: (0, 0) is the top left, (1000, 1000) the bottom right.'

/** What the function above has no word for. */
const EXTRAS: readonly Extra[] = ['zoom', 'zoom_click', 'hold_key']

function functions({ tools }: Prompt): readonly Item[] {
  const computer = computerUseFunction({ name: 'computer', actions: ACTIONS, screen: { width: 1000, height: 1000 } })
  const others = [...FUNCTION_TOOLS, ...extraTools(EXTRAS), ...tools].map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }))
  return [computer, ...others] as readonly Item[]
}

const shared = {
  pictureSize: (display: Parameters<Dialect['pictureSize']>[0]) => withinSide(fitPicture(display), LONGEST_SIDE),
  pictureTokens: (size: Parameters<Dialect['pictureTokens']>[0]) => patchTokens(size, 28),
  system: ({ environment }: Prompt) =>
    `${instructionsFor(environment, COORDINATES)}

Calling
- Operate the computer with the function computer. Call it several times in one answer for actions that belong together.`,
  opening: ({ task }: Prompt) => task,
  functions,
  around: { before: '', after: '' },
  history: { kind: 'turns', pictures: 4, evicted: '[An older picture of the screen stood here.]' } as const,
  read: readToolReply({
    frame: ({ picture }) => ({ coordinates: 'thousand', picture }),
    extras: EXTRAS,
    computer: COMPUTER_NAMES,
    isTextAnswer: true,
  }),
}

export const GENERIC: Dialect = { ...shared, name: 'generic', models: /^/, body: { temperature: 0, max_tokens: 4096 } }
