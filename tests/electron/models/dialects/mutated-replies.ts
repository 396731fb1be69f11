/** Replies of every dialect, changed at random: a parser must neither throw nor make of one what no grammar allows. */
import { DIALECTS } from '../../../../electron/models/dialects/choose-dialect.js'
import { actionSchema } from '../../../../electron/protocol/action.js'
import type { Random } from '../../../support/random.js'
import { asJson, asXml } from './computer-use-cases.js'

export const SEEDS: readonly string[] = [
  "Thought: I see it.\nAction: click(start_box='<|box_start|>(100,200)<|box_end|>')",
  "Thought: two.\nAction: drag(start_box='(1,2)', end_box='(3,4)')\n\ntype(content='it\\'s \"x\"\\n')",
  "Action: press(key='ctrl')\n\nrelease(key='ctrl')\n\nhotkey(key='ctrl c')\n\nscroll(direction='up')",
  '<gui_think>a</gui_think><seed:tool_call><function=click><parameter=point><point>5 6</point></parameter></function></seed:tool_call>',
  asJson({ action: 'left_click', coordinate: [5, 6], text: 'ctrl' }),
  asJson({ action: 'key', keys: ['ctrl', 'c'] }) + asJson({ action: 'scroll', pixels: -5 }),
  asXml({ action: 'type', text: 'a\n\nb', coordinate: [1, 2] }),
  asXml({ action: 'terminate', status: 'success' }),
  JSON.stringify({ note: 'n', thought: 't', tool_call: { tool_name: 'click', x: 5, y: 6, click_type: 'double' } }),
  JSON.stringify({ tool_call: { tool_name: 'write', content: 'x', press_enter: true } }),
  JSON.stringify({ thought: 't', action: { action: 'write_element_abs', content: 'x', x: 5, y: 6 } }),
  "I go on.\n<|begin_of_box|>left_click(start_box='[5,6]', element_info='x')<|end_of_box|>\nMemory:\n[]",
  '# Step: 1\n## Thought:\nT\n## Action:\nA\n## Code:\n```python\npyautogui.click(x=5, y=6)\npyautogui.hotkey("ctrl", "c")\n```',
]

const TOKENS = [
  "'", '"', '(', ')', '[', ']', '{', '}', '<', '>', ',', '=', '\\', '\n', '</tool_call>', '<tool_call>', '<think>', 'Action:', '```',
  '0', '-1', '1e9', 'NaN', 'null', 'None', '\u0000', '\uFFFD', '😀', '<|box_end|>', '</function>', 'start_box', '##', ' ',
] // prettier-ignore

/** One to four changes: cut, doubled, put in, taken out, or spliced with another reply. */
export function mutated({ below, oneOf }: Random): string {
  let text = oneOf(SEEDS)
  const changes = 1 + below(4)
  for (let change = 0; change < changes; change += 1) {
    const at = below(text.length + 1)
    const length = below(8)
    switch (below(5)) {
      case 0:
        text = text.slice(0, at)
        break
      case 1:
        text = text.slice(0, at) + text.slice(at, at + length * 4) + text.slice(at)
        break
      case 2:
        text = text.slice(0, at) + oneOf(TOKENS) + text.slice(at)
        break
      case 3:
        text = text.slice(0, at) + text.slice(at + length)
        break
      default:
        text = text.slice(0, at) + oneOf(SEEDS).slice(-length * 6)
    }
  }
  return text
}

const PICTURE = { width: 1288, height: 812 }

/** What is wrong with how any dialect reads this reply; null: nothing. */
export function whatIsWrong(reply: string): string | null {
  for (const dialect of DIALECTS) {
    try {
      for (const told of [
        { content: reply, toolCalls: [] },
        { content: '', toolCalls: [{ id: 'c', name: 'computer', arguments: reply }] },
      ]) {
        const { heard } = dialect.read(told, { picture: PICTURE, tools: [] })
        for (const one of heard) {
          if (one.kind !== 'step') continue
          if (!one.step.ok && one.step.problem.message === '') return `${dialect.name}: a refusal without words`
          if (one.step.ok && !actionSchema.safeParse(one.step.action).success)
            return `${dialect.name}: no action: ${JSON.stringify(one.step.action)}`
        }
      }
    } catch (error) {
      return `${dialect.name}: ${String(error)}`
    }
  }
  return null
}
