/** Holo 3 and later: the whole reply is one JSON object, `{"note":…,"thought":…,"tool_call":{"tool_name":"click",…}}`. */
import { z } from 'zod'
import type { Size } from '../../../native-bridge/types.js'
import { fitPicture } from '../image-rules.js'
import type { ProposedStep } from '../model.js'
import { splitChord } from '../wire/chord.js'
import { parseJson } from '../wire/json.js'
import type { Dialect, Prompt, Reply, ReplyContext, Understood } from './dialect.js'
import { patchTokens } from './picture.js'
import { inPicture } from './points.js'
import { rulesFor } from './rules.js'
import { act, heard, NO_ACTION, refuse, waitFor } from './steps.js'
import { scrollBy, Unclear } from './written-actions.js'

const NOTCHES = 5
const WAIT_S = 2

/** Whole numbers from 0 to 1000 over the picture; fractions are tolerated. */
const share = z.number().min(0).max(1000)
const element = z.string().describe('what it is, in words')
const place = { element: element.optional(), x: share, y: share }

const TOOLS = [
  z.object({
    tool_name: z.literal('click'),
    ...place,
    click_type: z.enum(['left', 'double', 'right', 'middle', 'triple', 'move']).default('left'),
  }),
  z.object({ tool_name: z.literal('drag'), ...place, to_x: share, to_y: share }),
  z.object({ tool_name: z.literal('write'), content: z.string(), press_enter: z.boolean().default(false) }),
  z.object({
    tool_name: z.literal('press_keys'),
    keys: z.array(z.string()).min(1),
    presses: z.number().int().min(1).max(100).default(1),
  }),
  z.object({
    tool_name: z.literal('scroll'),
    direction: z.enum(['up', 'down', 'left', 'right']),
    x: share.optional(),
    y: share.optional(),
    notches: z.number().int().min(1).max(100).default(NOTCHES),
  }),
  z.object({ tool_name: z.literal('wait'), seconds: z.number().min(0).max(300).default(WAIT_S) }),
  z.object({ tool_name: z.literal('ask'), question: z.string().min(1) }),
  z.object({ tool_name: z.literal('answer'), content: z.string(), status: z.enum(['success', 'failure']).default('success') }),
] as const

const replySchema = z.object({
  note: z.string().nullish(),
  thought: z.string().nullish(),
  tool_call: z.discriminatedUnion('tool_name', TOOLS),
})
type ToolCall = z.infer<typeof replySchema>['tool_call']

const SCHEMA = z.toJSONSchema(replySchema, { io: 'input' })

const CLICKS = {
  left: ['left', 1],
  double: ['left', 2],
  triple: ['left', 3],
  right: ['right', 1],
  middle: ['middle', 1],
} as const

function clickOf({ x, y, click_type }: Extract<ToolCall, { tool_name: 'click' }>, picture: Size): ProposedStep {
  const point = inPicture({ x, y }, 'thousand', picture)
  if (click_type === 'move') return act({ kind: 'move', ...point, modifiers: [] })
  const [button, count] = CLICKS[click_type]
  return act({ kind: 'click', ...point, button, count, modifiers: [] })
}

function scrollOf({ x, y, direction, notches }: Extract<ToolCall, { tool_name: 'scroll' }>, picture: Size): ProposedStep {
  const point = x === undefined || y === undefined ? null : inPicture({ x, y }, 'thousand', picture)
  return scrollBy(point, direction, notches)
}

function stepOf(call: ToolCall, picture: Size): ProposedStep {
  const at = (x: number, y: number) => inPicture({ x, y }, 'thousand', picture)
  switch (call.tool_name) {
    case 'click':
      return clickOf(call, picture)
    case 'drag':
      return act({ kind: 'drag', path: [at(call.x, call.y), at(call.to_x, call.to_y)], button: 'left', modifiers: [] })
    case 'write':
      return act({ kind: 'type', text: call.content + (call.press_enter ? '\n' : '') })
    case 'press_keys':
      return act({ kind: 'chord', keys: call.keys.flatMap((key) => [...splitChord(key)]), repeat: call.presses })
    case 'scroll':
      return scrollOf(call, picture)
    case 'wait':
      return waitFor(call.seconds)
    case 'ask':
      return act({ kind: 'askUser', text: call.question, answer: 'text' })
    case 'answer':
      return act({ kind: 'done', status: call.status === 'success' ? 'done' : 'failed', text: call.content })
  }
}

const FENCE = /^```(?:json)?\s*([\s\S]*?)\s*```$/

function read({ content }: Reply, { picture }: ReplyContext): Understood {
  const text = content.trim()
  if (text === '') return { thought: '', heard: [], answer: null }
  const refused = (why: string, thought = ''): Understood => ({ thought, heard: heard([refuse(why, text)]), answer: null })
  const parsed = parseJson(FENCE.exec(text)?.[1] ?? text)
  if (!parsed.ok) return refused(NO_ACTION)
  const reply = replySchema.safeParse(parsed.value)
  if (!reply.success) {
    const issue = reply.error.issues[0]
    return refused(`The tool call cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`)
  }
  const { note, thought, tool_call: call } = reply.data
  const said = [thought, note].filter(Boolean).join('\n')
  try {
    return { thought: said, heard: heard([stepOf(call, picture)]), answer: null }
  } catch (error) {
    if (error instanceof Unclear) return refused(`The tool call cannot be read: ${error.message}.`, said)
    throw error
  }
}

const system = ({
  environment,
}: Prompt): string => `You are a computer-use agent. In each step you see the screen and call one tool.

Coordinates are whole numbers from 0 to 1000 over the width and the height of the picture. In \`note\` keep what you must remember, as old pictures are taken out; in \`thought\` say what you do and why. End with \`answer\`.

${rulesFor(environment)}

<output_format>
Answer with one JSON object of this schema and nothing else:
\`\`\`json
${JSON.stringify(SCHEMA)}
\`\`\`
</output_format>`

export const HOLO: Dialect = {
  name: 'holo',
  models: /holo-?[34]/i,
  pictureSize: fitPicture,
  pictureTokens: (size) => patchTokens(size, 32),
  body: { temperature: 0.8, max_tokens: 4096, structured_outputs: { json: SCHEMA } },
  system,
  opening: ({ task }) => `<task>\n${task}\n</task>`,
  functions: () => [],
  around: { before: '<observation>\n', after: '\n</observation>' },
  history: { kind: 'turns', pictures: 3, evicted: '[screenshot evicted]' },
  read,
}
