/** The function Qwen's models and those made from them were trained on, and the text that offers functions to them. */
import type { Size } from '../../../native-bridge/types.js'
import { extraTools, type Extra } from '../wire/extra-tools.js'
import type { FunctionTool } from '../wire/function-tool.js'
import type { Prompt } from './dialect.js'
import { rulesFor } from './rules.js'

const ABOUT: Readonly<Record<string, string>> = {
  key: 'Press the keys in order and let them go in reverse.',
  type: 'Type a text; a line break presses Return.',
  mouse_move: 'Move the cursor to (x, y).',
  left_click: 'Click the left button at (x, y).',
  left_click_drag: 'Drag with the left button from where the cursor is to (x, y).',
  right_click: 'Click the right button at (x, y).',
  middle_click: 'Click the middle button at (x, y).',
  double_click: 'Double-click the left button at (x, y).',
  triple_click: 'Triple-click the left button at (x, y).',
  scroll: 'Turn the wheel; positive values scroll up, negative values down.',
  hscroll: 'Scroll sideways; positive values scroll to the right.',
  wait: 'Wait so many seconds.',
  terminate: 'End the task and say whether it succeeded.',
  answer: 'End the task with an answer.',
  visit_url: 'Open an address in the browser that has the keyboard.',
  web_search: 'Search the web for a query in the browser that has the keyboard.',
  history_back: 'Go back in the browser that has the keyboard.',
  pause_and_memorize_fact: 'Keep a fact in mind.',
  ask_user_question: 'Ask the person a question.',
}

const PROPERTIES: Readonly<Record<string, object>> = {
  keys: { type: 'array', items: { type: 'string' }, description: 'Required only by `action=key`.' },
  text: {
    type: 'string',
    description: 'Required only by `action=type` and `action=answer`. On clicks and scrolls: keys held meanwhile, "ctrl+shift".',
  },
  coordinate: { type: 'array', items: { type: 'number' }, description: '(x, y), from the left and the top edge.' },
  pixels: { type: 'number', description: 'Required only by `action=scroll` and `action=hscroll`.' },
  time: { type: 'number', description: 'Seconds. Required only by `action=wait`.' },
  status: { type: 'string', enum: ['success', 'failure'], description: 'Required only by `action=terminate`.' },
}

export interface ComputerUseForm {
  readonly name: string
  readonly actions: readonly string[]
  readonly more?: Readonly<Record<string, object>>
  /** what the model is told the screen measures */
  readonly screen: Size
}

/** The function as JSON, in the form of Chat Completions. */
export function computerUseFunction({ name, actions, more, screen }: ComputerUseForm): object {
  const list = actions.map((action) => `* \`${action}\`: ${ABOUT[action] ?? ''}`).join('\n')
  return {
    type: 'function',
    function: {
      name,
      description: `Use a mouse and keyboard to interact with a computer. You see its screen in the pictures.
* Some programs take time to start or to react: wait and look again where nothing has happened yet.
* The screen's resolution is ${screen.width}x${screen.height}.
* Click buttons, links and icons in their middle, not at their edges.
* After your actions you are given a new picture.`,
      parameters: {
        type: 'object',
        required: ['action'],
        properties: {
          action: { type: 'string', enum: [...actions], description: `The action to perform:\n${list}` },
          ...PROPERTIES,
          ...more,
        },
      },
    },
  }
}

const offered = ({ name, description, parameters }: FunctionTool): object => ({
  type: 'function',
  function: { name, description, parameters },
})

const FORMATS = {
  json: `For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
<tool_call>
{"name": <function-name>, "arguments": <args-json-object>}
</tool_call>`,
  xml: `For each function call, answer in this form, within <tool_call></tool_call> XML tags:
<tool_call>
<function=FUNCTION_NAME>
<parameter=PARAMETER_NAME>
value
</parameter>
</function>
</tool_call>`,
} as const

export function toolSystem(prompt: Prompt, computer: object, format: keyof typeof FORMATS, extras: readonly Extra[]): string {
  const functions = [computer, ...[...extraTools(extras), ...prompt.tools].map(offered)]
    .map((one) => JSON.stringify(one))
    .join('\n')
  return `You operate a real computer for the person who gave you the task.

# Tools

You may call one or more functions to assist with the user query.

You are provided with function signatures within <tools></tools> XML tags:
<tools>
${functions}
</tools>

${FORMATS[format]}

# Response format

1) Action: one short sentence that says what you do and why.
2) One or more <tool_call>…</tool_call> blocks; more than one only where none depends on seeing the effect of another.

- Nothing else outside those two parts.
- When the task is done or cannot be done, call ${'`action=terminate`'}; to give an answer, ${'`action=answer`'}.
- ${rulesFor(prompt.environment)}`
}
