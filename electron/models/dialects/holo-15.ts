/** Holo 1.5: one JSON object with one action of a browser, `{"note":…,"thought":…,"action":{"action":"click_element",…}}`, in absolute px. */
import { z } from 'zod'
import type { Action } from '../../protocol/action.js'
import type { ProposedStep } from '../model.js'
import { isItem, parseJson } from '../wire/json.js'
import type { Dialect, Prompt, Reply, ReplyContext, Understood } from './dialect.js'
import { patchTokens } from './picture.js'
import { inPicture } from './points.js'
import { rulesFor } from './rules.js'
import { QWEN_MIN_PIXELS, smartResize } from './smart-resize.js'
import { act, heard, NO_ACTION, refuse, waitFor } from './steps.js'
import { scrollBy } from './written-actions.js'

const FACTOR = 28
const MAX_PIXELS = 2700 * FACTOR * FACTOR
const NOTCHES = 5

const element = z.string().optional().describe('what it is, in words')
const px = z.number().min(0)
const place = { element, x: px, y: px }

const ACTIONS = [
  z.object({ action: z.literal('click_element'), ...place }),
  z.object({ action: z.literal('write_element_abs'), content: z.string(), ...place }).describe('click there, type, press Return'),
  z.object({ action: z.literal('scroll'), direction: z.enum(['up', 'down', 'left', 'right']) }),
  z.object({ action: z.literal('go_back') }).describe('in the browser that has the keyboard'),
  z.object({ action: z.literal('refresh') }).describe('the page of that browser'),
  z.object({ action: z.literal('goto'), url: z.string().regex(/^[^\r\n]+$/) }).describe('in that browser'),
  z.object({ action: z.literal('wait'), seconds: z.number().min(0).max(300).default(2) }),
  z.object({ action: z.literal('answer'), content: z.string() }).describe('the task is done, or why it cannot be'),
] as const

/** What it writes when it is only asked where something is. */
const POINTED = z.object({ action: z.literal('click_absolute'), x: px, y: px })

const replySchema = z.object({
  note: z.string().nullish(),
  thought: z.string().nullish(),
  action: z.discriminatedUnion('action', ACTIONS),
})
type Written = z.infer<typeof replySchema>['action'] | z.infer<typeof POINTED>

const SCHEMA = z.toJSONSchema(replySchema, { io: 'input' })

const chord = (...keys: string[]): Action => ({ kind: 'chord', keys, repeat: 1 })

function stepsOf(written: Written, { picture }: ReplyContext): readonly ProposedStep[] {
  const click = ({ x, y }: { readonly x: number; readonly y: number }): ProposedStep =>
    act({ kind: 'click', ...inPicture({ x, y }, 'pixel', picture), button: 'left', count: 1, modifiers: [] })
  switch (written.action) {
    case 'click_element':
    case 'click_absolute':
      return [click(written)]
    case 'write_element_abs':
      return [click(written), act({ kind: 'type', text: `${written.content}\n` })]
    case 'scroll':
      return [scrollBy(null, written.direction, NOTCHES)]
    case 'go_back':
      return [act(chord('alt', 'Left'))]
    case 'refresh':
      return [act(chord('F5'))]
    case 'goto':
      return [act(chord('ctrl', 'l')), act({ kind: 'type', text: `${written.url}\n` })]
    case 'wait':
      return [waitFor(written.seconds)]
    case 'answer':
      return [act({ kind: 'done', status: 'done', text: written.content })]
  }
}

const FENCE = /^```(?:json)?\s*([\s\S]*?)\s*```$/

function read({ content }: Reply, context: ReplyContext): Understood {
  const text = content.trim()
  if (text === '') return { thought: '', heard: [], answer: null }
  const parsed = parseJson(FENCE.exec(text)?.[1] ?? text)
  if (!parsed.ok || !isItem(parsed.value)) return { thought: '', heard: heard([refuse(NO_ACTION, text)]), answer: null }
  const pointed = POINTED.safeParse(parsed.value)
  if (pointed.success) return { thought: '', heard: heard(stepsOf(pointed.data, context)), answer: null }
  const reply = replySchema.safeParse(parsed.value)
  if (!reply.success) {
    const issue = reply.error.issues[0]
    const why = `The action cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`
    return { thought: '', heard: heard([refuse(why, text)]), answer: null }
  }
  const { note, thought, action } = reply.data
  return { thought: [thought, note].filter(Boolean).join('\n'), heard: heard(stepsOf(action, context)), answer: null }
}

const system = ({
  environment,
  picture,
}: Prompt): string => `You operate a computer. In each step you see the screen, a picture of \
${picture.width}x${picture.height} pixels, and answer with one action.

Coordinates are pixels from the left and the top edge of that picture. In \`note\` keep what you must remember, as old pictures are \
taken out; in \`thought\` say what you do and why. End with \`answer\`.

${rulesFor(environment)}

Answer with one JSON object of this schema and nothing else:
\`\`\`json
${JSON.stringify(SCHEMA)}
\`\`\``

export const HOLO_15: Dialect = {
  name: 'holo-1.5',
  models: /holo-?1[.-]?5/i,
  pictureSize: (display) => smartResize(display, { factor: FACTOR, minPixels: QWEN_MIN_PIXELS, maxPixels: MAX_PIXELS }),
  pictureTokens: (size) => patchTokens(size, FACTOR),
  body: { temperature: 0, max_tokens: 4096, structured_outputs: { json: SCHEMA } },
  system,
  opening: ({ task }) => `<task>\n${task}\n</task>`,
  functions: () => [],
  around: { before: '<observation>\n', after: '\n</observation>' },
  history: { kind: 'turns', pictures: 3, evicted: '[screenshot evicted]' },
  read,
}
