/** The functions every model is given besides the computer, and what a call of one means. */
import { z } from 'zod'
import type { Action } from '../../protocol/action.js'
import { planItemSchema, type PlanItem } from '../../protocol/event.js'
import type { FunctionTool } from './function-tool.js'
import { extraReader, inPixels, type Offered } from './extra-tools.js'

export type { FunctionTool } from './function-tool.js'

const tool = (
  name: string,
  description: string,
  properties: Record<string, object>,
  required: readonly string[],
): FunctionTool => ({
  name,
  description,
  parameters: { type: 'object', properties, required },
})

/** The same for every turn of a session: a change would lose the server's cache. */
export const FUNCTION_TOOLS: readonly FunctionTool[] = [
  tool(
    'finish',
    'End the task. Use it to report that the task cannot be done (status "failed") and why. For a task that is done a final message is enough.',
    {
      status: { type: 'string', enum: ['done', 'failed'] },
      text: { type: 'string', description: 'What was reached, or what stands in the way, for the person to read.' },
    },
    ['status', 'text'],
  ),
  tool(
    'ask_user',
    'Ask the person something that only they know or may decide. Never ask for passwords.',
    {
      question: { type: 'string' },
      choices: { type: 'array', items: { type: 'string' }, description: 'Only with kind "choice".' },
      kind: { type: 'string', enum: ['text', 'choice', 'confirm', 'file'] },
    },
    ['question'],
  ),
  tool(
    'update_plan',
    'Show the person the steps of a longer task and where it stands. Not for short tasks.',
    {
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            text: { type: 'string' },
            status: { type: 'string', enum: ['pending', 'active', 'done', 'dropped'] },
          },
          required: ['text', 'status'],
        },
      },
    },
    ['items'],
  ),
]

export type FunctionMeaning =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'plan'; readonly items: readonly PlanItem[] }
  | { readonly kind: 'other' }
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

export function isFunctionTool(name: string): boolean {
  return Object.hasOwn(READERS, name)
}

function readerOf(name: string, offered: Offered): z.ZodType<FunctionMeaning> | undefined {
  if (isFunctionTool(name)) return READERS[name]
  return extraReader(name, offered)?.transform((action) => ({ kind: 'action', action }))
}

const NO_EXTRAS: Offered = { extras: [], place: inPixels, closer: null }

export function meaningOf(name: string, input: unknown, offered: Offered = NO_EXTRAS): FunctionMeaning {
  const reader = readerOf(name, offered)
  if (!reader) return { kind: 'other' }
  const read = reader.safeParse(input)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const words = issue?.code === 'custom' ? issue.message : `${issue?.path.join('.') || 'fields'}: ${issue?.message ?? ''}`
  return { kind: 'unreadable', message: `The arguments of ${name} cannot be read: ${words}.` }
}
