/** OpenCUA and EvoCUA: sections of Markdown that end in a piece of Python, `pyautogui.click(x=1, y=2)`. The code is read, never run. */
import { readCall, type WrittenCall } from './call-syntax.js'
import type { Dialect, Prompt, Reply, ReplyContext, Understood } from './dialect.js'
import { patchTokens } from './picture.js'
import { readPython } from './pyautogui.js'
import { rulesFor } from './rules.js'
import { QWEN_MIN_PIXELS, smartResize } from './smart-resize.js'
import { heard, NO_ACTION, refuse } from './steps.js'

const FACTOR = 28
const MAX_PIXELS = 2700 * 28 * 28

const HEADING = (name: string) => new RegExp(`^#{1,4}\\s*${name}\\s*:?[ \\t]*\\n?([\\s\\S]*?)(?=^#{1,4}\\s|(?![\\s\\S]))`, 'm')

const section = (content: string, name: string): string => HEADING(name).exec(content)?.[1]?.trim() ?? ''

const FENCE = /```(?:python|code)?[ \t]*\n([\s\S]*?)```/g

/** The last piece of code; one that was not closed is not complete. */
const codeOf = (content: string): string | null => [...content.matchAll(FENCE)].at(-1)?.[1] ?? null

/** Statements one a line; imports and comments mean nothing. */
function statements(code: string): { readonly calls: readonly WrittenCall[]; readonly wrong: string | null } {
  const calls: WrittenCall[] = []
  let at = 0
  for (;;) {
    at += /^(?:\s|;|#[^\n]*|(?:import|from)\s[^\n]*)*/.exec(code.slice(at))?.[0].length ?? 0
    if (at >= code.length) return { calls, wrong: null }
    const read = readCall(code, at)
    if (!read.ok) return { calls, wrong: `The code cannot be read: ${read.why}.` }
    calls.push(read.call)
    at = read.end
  }
}

function read({ content }: Reply, { picture }: ReplyContext): Understood {
  const thought = section(content, 'Action') || section(content, 'Thought')
  const code = codeOf(content)
  if (code === null) return { thought, heard: content.trim() === '' ? [] : heard([refuse(NO_ACTION, content)]), answer: null }
  const { calls, wrong } = statements(code)
  const steps = readPython(calls, picture, section(content, 'Thought'))
  const all = wrong === null ? steps : [...steps, refuse(wrong, code)]
  return { thought, heard: heard(all.length > 0 ? all : [refuse(NO_ACTION, content)]), answer: null }
}

const system = ({
  environment,
  picture,
}: Prompt): string => `You are a GUI agent. You are given a task, a screenshot of the screen and your previous steps, and operate a computer for the person by Python code.

The screen measures ${picture.width}x${picture.height}; coordinates are its pixels.

For each step, answer in this form:
# Step: number
## Thought:
What you see, what you did, what is left, and what could go wrong.
## Action:
One sentence that says what you do, and on which element.
## Code:
\`\`\`python
one call of pyautogui, or one of computer.wait(), computer.triple_click(x=…, y=…), computer.terminate(status='success' or 'failure', answer='…')
\`\`\`

${rulesFor(environment)}`

const line = (content: string, step: number): string => `# Step ${step}:\n## Action:\n${section(content, 'Action') || '(none)'}\n`

export const OPENCUA: Dialect = {
  name: 'opencua',
  models: /opencua|evocua/i,
  pictureSize: (display) => smartResize(display, { factor: FACTOR, minPixels: QWEN_MIN_PIXELS, maxPixels: MAX_PIXELS }),
  pictureTokens: (size) => patchTokens(size, FACTOR),
  body: { temperature: 0, top_p: 0.9, max_tokens: 2048 },
  system,
  opening: ({ task }) =>
    `# Task Instruction:\n${task}\n\nPlease generate the next move according to the screenshot, the task and the previous steps.`,
  functions: () => [],
  around: { before: '', after: '' },
  history: { kind: 'steps', pictures: 3, line },
  read,
}
