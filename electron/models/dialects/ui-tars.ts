/** UI-TARS 1.0 and 1.5 and their hosted relatives: `Thought: … Action: click(start_box='(x,y)')`. */
import type { Size } from '../../../native-bridge/types.js'
import { fitPicture } from '../image-rules.js'
import { readCall, type WrittenCall } from './call-syntax.js'
import type { Dialect, Prompt, Reply, ReplyContext, Understood } from './dialect.js'
import { patchTokens, within } from './picture.js'
import type { CoordinateFrame } from './points.js'
import { rulesFor } from './rules.js'
import { smartResize } from './smart-resize.js'
import { heard, NO_ACTION, refuse } from './steps.js'
import { joinPresses, readUiTarsCall } from './ui-tars-actions.js'

const FACTOR = 28
/** UI-TARS' own least area; the most is where 1.0 stopped, as larger pictures are shrunk by several servers. */
const RULE = { factor: FACTOR, minPixels: 100 * 784, maxPixels: 2700 * 784 }

const actionSpace = (box: string): string => `click(start_box='${box}')
left_double(start_box='${box}')
right_single(start_box='${box}')
drag(start_box='${box}', end_box='${box}')
hotkey(key='ctrl c') # keys apart by a space, in lower case, three at most
type(content='xxx') # escape \\', \\" and line breaks as \\n; \\n at the end presses Return
scroll(start_box='${box}', direction='down') # or up, right, left
wait() # five seconds, then a new picture
finished(content='xxx') # the task is done; what was reached
call_user(content='xxx') # you need the person: ask, or say why it cannot be done`

const promptFor =
  (box: string) =>
  ({ task, environment }: Prompt): string =>
    `You are a GUI agent. You are given a task and your action history, with screenshots. You need to perform the next action to complete the task.

## Output Format
\`\`\`
Thought: ...
Action: ...
\`\`\`

## Action Space

${actionSpace(box)}

## Note
- Write a small plan and finally summarize your next action (with its target element) in one sentence in \`Thought\`.
- Several actions that do not depend on seeing the effect of one another may follow \`Action:\`, with an empty line between them.
- ${rulesFor(environment)}

## User Instruction
${task}`

const ACTION = /Action\s*[:：]/g
const THOUGHT = /(?:Thought|Reflection|Action_Summary)\s*[:：]/

function split({ content }: Reply): { readonly thought: string; readonly actions: string | null } {
  const last = [...content.matchAll(ACTION)].at(-1)
  const before = last ? content.slice(0, last.index) : content
  const thought = THOUGHT.exec(before)
  const said = (thought ? before.slice(thought.index + thought[0].length) : before).trim()
  return { thought: said, actions: last ? content.slice(last.index + last[0].length) : null }
}

/** Calls one after another, apart by white space or a semicolon. Whatever is no call makes the rest unreadable. */
function callsIn(text: string): { readonly calls: readonly WrittenCall[]; readonly wrong: string | null } {
  const calls: WrittenCall[] = []
  let at = 0
  for (;;) {
    at += /^(?:\s|;|```(?:\w+\n)?)*/.exec(text.slice(at))?.[0].length ?? 0
    if (at >= text.length) return { calls, wrong: null }
    const read = readCall(text, at)
    if (!read.ok) return { calls, wrong: `The action cannot be read: ${read.why}.` }
    calls.push(read.call)
    at = read.end
  }
}

const reader =
  (coordinates: CoordinateFrame) =>
  (reply: Reply, { picture }: ReplyContext): Understood => {
    const { thought, actions } = split(reply)
    if (actions === null || actions.trim() === '')
      return { thought, heard: heard([refuse(NO_ACTION, reply.content)]), answer: null }
    const { calls, wrong } = callsIn(actions)
    const steps = joinPresses(calls).flatMap((call) =>
      'ok' in call ? [call] : readUiTarsCall(call, { coordinates, picture }, thought),
    )
    return { thought, heard: heard(wrong === null ? steps : [...steps, refuse(wrong, actions)]), answer: null }
  }

/** temperature 0 and a narrow choice, as its authors run it */
const BODY = { temperature: 0, top_p: 0.7, max_tokens: 4096 }

const common = {
  pictureTokens: (size: Size) => patchTokens(size, FACTOR),
  body: BODY,
  system: () => null,
  functions: () => [],
  around: { before: '', after: '' },
  history: { kind: 'turns' as const, pictures: 5, evicted: '[older screenshot left out]' },
}

export const UI_TARS_15: Dialect = {
  ...common,
  name: 'ui-tars-1.5',
  models: /ui-?tars/i,
  pictureSize: (display) => smartResize(display, RULE),
  opening: promptFor('<|box_start|>(x1,y1)<|box_end|>'),
  read: reader('pixel'),
}

/** Places are thousandths; pictures of any size up to its limit. */
export const UI_TARS_10: Dialect = {
  ...common,
  name: 'ui-tars-1.0',
  models: /ui-?tars-(?:(?:2|7|72)b|1[.-]0)|doubao.*ui-?tars|seed-?vl/i,
  pictureSize: (display) => within(fitPicture(display), RULE.maxPixels),
  opening: promptFor('<|box_start|>(x1,y1)<|box_end|>'),
  read: reader('thousand'),
}
