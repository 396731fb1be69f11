/** GLM-4.5V and 4.6V: `<|begin_of_box|>left_click(start_box='[x,y]', element_info='…')<|end_of_box|>`, then `Memory:`. */
import { fitPicture } from '../image-rules.js'
import type { ProposedStep } from '../model.js'
import { splitChord } from '../wire/chord.js'
import { readCall, type WrittenCall } from './call-syntax.js'
import type { Dialect, Prompt, Reply, ReplyContext, Understood } from './dialect.js'
import { patchTokens } from './picture.js'
import { rulesFor } from './rules.js'
import { act, heard, NO_ACTION, refuse, waitFor } from './steps.js'
import { clickAt, needPoint, scrollBy, textOf, Unclear, type Arguments, type WrittenFrame } from './written-actions.js'

const OPEN = '<|begin_of_box|>'
const CLOSE = '<|end_of_box|>'
const NOTCHES = 5
const MOST_NOTCHES = 100
const WAIT_S = 5

type Reader = (args: Arguments, frame: WrittenFrame) => readonly ProposedStep[]

const click =
  (button: 'left' | 'right' | 'middle', count: 1 | 2): Reader =>
  (args, frame) => [clickAt(needPoint(args, 'start_box', frame), button, count)]

function notchesOf(args: Arguments): number {
  const step = Number(args.get('step') ?? NOTCHES)
  if (!Number.isFinite(step) || step <= 0) throw new Unclear('step is no number of notches')
  return Math.min(step, MOST_NOTCHES)
}

const READERS: Readonly<Record<string, Reader>> = {
  left_click: click('left', 1),
  right_click: click('right', 1),
  middle_click: click('middle', 1),
  left_double_click: click('left', 2),
  hover: (args, frame) => [act({ kind: 'move', ...needPoint(args, 'start_box', frame), modifiers: [] })],
  left_drag: (args, frame) => {
    const path = [needPoint(args, 'start_box', frame), needPoint(args, 'end_box', frame)]
    return [act({ kind: 'drag', path, button: 'left', modifiers: [] })]
  },
  key: (args) => {
    const keys = [...splitChord(textOf(args, 'keys'))]
    if (keys.length === 0) throw new Unclear('keys is empty')
    return [act({ kind: 'chord', keys, repeat: 1 })]
  },
  type: (args) => [act({ kind: 'type', text: textOf(args, 'content') })],
  scroll: (args, frame) => [scrollBy(needPoint(args, 'start_box', frame), textOf(args, 'direction'), notchesOf(args))],
  WAIT: () => [waitFor(WAIT_S)],
}

function ending(name: string, text: string): ProposedStep | null {
  if (name === 'DONE') return act({ kind: 'done', status: 'done', text })
  return name === 'FAIL' ? act({ kind: 'done', status: 'failed', text }) : null
}

function readAction(call: WrittenCall, frame: WrittenFrame, thought: string): readonly ProposedStep[] {
  const end = ending(call.name, thought)
  if (end) return [end]
  const read = Object.hasOwn(READERS, call.name) ? READERS[call.name] : undefined
  if (!read) return [refuse(`There is no action "${call.name}".`, call.name)]
  try {
    return read(call.named, frame)
  } catch (error) {
    if (error instanceof Unclear) return [refuse(`The action ${call.name} cannot be read: ${error.message}.`, call.name)]
    throw error
  }
}

const MEMORY = /^\s*Memory\s*:/m

/** The action stands in a box; what comes before it is the thought, what comes after it the memory. */
function split(content: string): { readonly thought: string; readonly action: string | null } {
  const start = content.indexOf(OPEN)
  if (start < 0) return { thought: (content.split(MEMORY)[0] ?? '').trim(), action: null }
  const inner = content.slice(start + OPEN.length)
  const end = inner.indexOf(CLOSE)
  const thought = content.slice(0, start).replace(/^\s*Action\s*:\s*/m, '')
  return { thought: thought.trim(), action: end < 0 ? null : inner.slice(0, end).trim() }
}

function read({ content }: Reply, { picture }: ReplyContext): Understood {
  const { thought, action } = split(content)
  if (action === null || action === '') return { thought, heard: heard([refuse(NO_ACTION, content)]), answer: null }
  const written = readCall(action)
  if (!written.ok) return { thought, heard: heard([refuse(`The action cannot be read: ${written.why}.`, action)]), answer: null }
  if (action.slice(written.end).trim() !== '')
    return { thought, heard: heard([refuse('More than one action stands in the box.', action)]), answer: null }
  return { thought, heard: heard(readAction(written.call, { coordinates: 'thousand', picture }, thought)), answer: null }
}

const BOX = "start_box='[x,y]', element_info='…'"

const system = ({
  environment,
}: Prompt): string => `You are a GUI agent. You operate a computer for the person who gave you the task, by one action at a time.

## Actions
Coordinates are thousandths of the picture: 0 to 999 over its width and its height.
- left_click(${BOX}), right_click(${BOX}), middle_click(${BOX}), left_double_click(${BOX})
- hover(${BOX})
- left_drag(start_box='[x1,y1]', end_box='[x2,y2]', element_info='…')
- key(keys='ctrl+c')
- type(content='…')
- scroll(start_box='[x,y]', direction='down', step=5, element_info='…') — or 'up'
- WAIT() — five seconds
- DONE() — the task is done
- FAIL() — it cannot be done

## Output
First one or two sentences: what you see and what you do next. Then the action in a box, then what you must remember:
${OPEN}left_click(start_box='[x,y]', element_info='…')${CLOSE}
Memory:
[{"user_request": "…", "step": "…", "progress": "…"}]

## Rules
${rulesFor(environment)}`

/** Without the marks of the box, which mean nothing in a list. */
const line = (content: string, step: number): string => {
  const { thought, action } = split(content)
  return `step ${step}: Thought: ${thought.replace(/\s+/g, ' ')} Action: ${action ?? '(none)'}`
}

export const GLM_V: Dialect = {
  name: 'glm-v',
  models: /glm-?4[.-]?[56]v/i,
  pictureSize: fitPicture,
  pictureTokens: (size) => patchTokens(size, 28),
  body: { max_tokens: 4096 },
  system,
  opening: ({ task }) => `# Task:\n${task}`,
  functions: () => [],
  around: { before: '', after: '' },
  history: { kind: 'steps', pictures: 4, line },
  read,
}
