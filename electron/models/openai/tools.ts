/** The tools OpenAI's models are given besides the computer, and what their calls mean. */
import { z } from 'zod'
import { planItemSchema, type PlanItem } from '../../protocol/event.js'
import type { Action } from '../../protocol/action.js'
import type { Size } from '../../../native-bridge/types.js'
import type { ToolForm } from './families.js'

export type Environment = 'windows' | 'mac' | 'linux'

const strictFunction = (name: string, description: string, properties: Record<string, object>) => ({
  type: 'function' as const,
  name,
  description,
  strict: true,
  parameters: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
})

const FUNCTIONS = [
  strictFunction(
    'finish',
    'End the task. Use it to report that the task cannot be done (status "failed") and why. For a task that is done a final message is enough.',
    {
      status: { type: 'string', enum: ['done', 'failed'] },
      text: { type: 'string', description: 'What was reached, or what stands in the way, for the person to read.' },
    },
  ),
  strictFunction('ask_user', 'Ask the person something that only they know or may decide. Never ask for passwords.', {
    question: { type: 'string' },
    choices: { type: ['array', 'null'], items: { type: 'string' }, description: 'Only with kind "choice".' },
    kind: { type: 'string', enum: ['text', 'choice', 'confirm', 'file'] },
  }),
  strictFunction('update_plan', 'Show the person the steps of a longer task and where it stands. Not for short tasks.', {
    items: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          text: { type: 'string' },
          status: { type: 'string', enum: ['pending', 'active', 'done', 'dropped'] },
        },
        required: ['text', 'status'],
        additionalProperties: false,
      },
    },
  }),
]

/** The same for every turn of a session: a change would lose the server's cache. */
export function toolsFor(form: ToolForm, picture: Size, environment: Environment): readonly object[] {
  const computer =
    form === 'computer'
      ? { type: 'computer' }
      : { type: 'computer_use_preview', display_width: picture.width, display_height: picture.height, environment }
  return [computer, ...FUNCTIONS]
}

export type FunctionMeaning =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'plan'; readonly items: readonly PlanItem[] }
  | { readonly kind: 'other'; readonly input: unknown }
  | { readonly kind: 'unreadable'; readonly message: string }

const READERS: Readonly<Record<string, z.ZodType<FunctionMeaning>>> = {
  finish: z
    .object({ status: z.enum(['done', 'failed']), text: z.string() })
    .transform(({ status, text }) => ({ kind: 'action', action: { kind: 'done', status, text } })),
  ask_user: z
    .object({
      question: z.string().min(1),
      choices: z.array(z.string()).nullish(),
      kind: z.enum(['text', 'choice', 'confirm', 'file']).nullish(),
    })
    .transform(({ question, choices, kind }) => {
      const isChoice = (choices?.length ?? 0) > 0
      const answer = kind === 'choice' && !isChoice ? 'text' : (kind ?? (isChoice ? 'choice' : 'text'))
      return { kind: 'action', action: { kind: 'askUser', text: question, answer, ...(isChoice ? { choices: choices! } : {}) } }
    }),
  update_plan: z.object({ items: z.array(planItemSchema) }).transform(({ items }) => ({ kind: 'plan', items })),
}

function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    return { ok: false }
  }
}

export function meaningOf(name: string, args: string): FunctionMeaning {
  const input = parseJson(args)
  if (!input.ok) return { kind: 'unreadable', message: `The arguments of ${name} are no JSON.` }
  const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (!reader) return { kind: 'other', input: input.value }
  const read = reader.safeParse(input.value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  return {
    kind: 'unreadable',
    message: `The arguments of ${name} cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  }
}
