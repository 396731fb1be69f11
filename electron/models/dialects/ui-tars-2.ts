/** UI-TARS-2: `<seed:tool_call><function=click><parameter=point><point>500 300</point></parameter></function></seed:tool_call>`. */
import { fitPicture } from '../image-rules.js'
import type { CallValue, WrittenCall } from './call-syntax.js'
import type { Dialect, Prompt, Reply, ReplyContext, Understood } from './dialect.js'
import { patchTokens } from './picture.js'
import { rulesFor } from './rules.js'
import { heard, NO_ACTION, refuse } from './steps.js'
import { readTaggedCalls, type TaggedCall } from './tagged-calls.js'
import { joinPresses, readUiTarsCall } from './ui-tars-actions.js'
import type { ProposedStep } from '../model.js'

const POINT = { type: 'string', description: 'The format is: <point>x y</point>, each from 0 to 1000.' }
const TEXT = { type: 'string' }
const DIRECTION = { type: 'string', enum: ['up', 'down', 'left', 'right'] }
const BUTTON = { type: 'string', enum: ['left', 'right'] }

const schema = (name: string, description: string, properties: object, required: readonly string[]): object => ({
  type: 'function',
  name,
  parameters: { type: 'object', properties, required },
  description,
})

const FUNCTIONS: readonly object[] = [
  schema('click', 'Left click.', { point: POINT }, ['point']),
  schema('left_double', 'Left double click.', { point: POINT }, ['point']),
  schema('right_single', 'Right click.', { point: POINT }, ['point']),
  schema('move_to', 'Move the mouse.', { point: POINT }, ['point']),
  schema('drag', 'Drag with the left button.', { start_point: POINT, end_point: POINT }, ['start_point', 'end_point']),
  schema('mouse_down', 'Press a button; at the pointer without a point.', { point: POINT, button: BUTTON }, []),
  schema('mouse_up', 'Let a button go; at the pointer without a point.', { point: POINT, button: BUTTON }, []),
  schema('scroll', 'Scroll; at the pointer without a point.', { point: POINT, direction: DIRECTION }, ['direction']),
  schema('hotkey', 'Press keys together, apart by a space, in lower case.', { key: TEXT }, ['key']),
  schema('type', 'Type; \\n at the end presses Return.', { content: TEXT }, ['content']),
  schema('wait', 'Wait so many seconds.', { time: { type: 'integer' } }, []),
  schema('take_screenshot', 'Look again.', {}, []),
  schema('finished', 'The task is done: say what was reached.', { content: TEXT }, []),
  schema('call_user', 'Ask the person, or say why it cannot be done.', { content: TEXT }, []),
]

function systemFor({ environment }: Prompt): string {
  return `You are a GUI agent. You are given a task and your action history, with screenshots. Call the functions below to complete it.

## Output Format
<gui_think>what you see, what is to be done next and why, in a few sentences</gui_think>
<seed:tool_call>
<function=NAME>
<parameter=PARAMETER>value</parameter>
</function>
</seed:tool_call>
Several functions may stand in one block where none depends on seeing the effect of another.

## Functions
${FUNCTIONS.map((one) => JSON.stringify(one)).join('\n')}

## Note
${rulesFor(environment)}`
}

const THINK = /<(gui_think|think[\w]*)>([\s\S]*?)<\/\1>/g

/** `\n` at the end of a text is Return, also where it is written as two characters. */
const unescaped = (name: string, value: unknown): CallValue =>
  name === 'content' && typeof value === 'string' ? value.replace(/\\n$/, '\n') : (value as CallValue)

const asCall = ({ name, args }: Extract<TaggedCall, { ok: true }>): WrittenCall => ({
  name,
  args: [],
  named: new Map(Object.entries(args).map(([key, value]) => [key, unescaped(key, value)])),
})

function read({ content }: Reply, { picture }: ReplyContext): Understood {
  const { calls, text } = readTaggedCalls(content, 'seed:tool_call')
  const thought = [...text.matchAll(THINK)].map((match) => match[2]?.trim() ?? '').join('\n') || text
  if (calls.length === 0) return { thought, heard: heard([refuse(NO_ACTION, content)]), answer: null }
  const steps: ProposedStep[] = []
  let run: WrittenCall[] = []
  const flush = () => {
    for (const one of joinPresses(run))
      steps.push(...('ok' in one ? [one] : readUiTarsCall(one, { coordinates: 'thousand', picture }, thought)))
    run = []
  }
  for (const call of calls) {
    if (call.ok) run.push(asCall(call))
    else {
      flush()
      steps.push(refuse(`A call cannot be read: ${call.why}.`, call.shown))
    }
  }
  flush()
  return { thought, heard: heard(steps), answer: null }
}

export const UI_TARS_2: Dialect = {
  name: 'ui-tars-2',
  models: /ui-?tars-?v?2(?![\d.]*b|\d)|seed-?(?:1[.-][68]|2)/i,
  pictureSize: fitPicture,
  pictureTokens: (size) => patchTokens(size, 28),
  body: { temperature: 0, top_p: 0.7, max_tokens: 4096 },
  system: systemFor,
  opening: ({ task }) => task,
  functions: () => [],
  around: { before: '', after: '' },
  history: { kind: 'turns', pictures: 5, evicted: '[older screenshot left out]' },
  read,
}
