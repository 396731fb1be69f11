/** Notes what must outlast every shortening of the conversation. */
import type { ProposedCall } from '../protocol/call.js'
import type { Facts } from '../protocol/facts.js'
import { editorInputSchema, patchInputSchema } from '../protocol/tool-offer.js'
import type { Answer } from './plan.js'

export const withSaid = (facts: Facts, text: string): Facts => ({ ...facts, said: [...facts.said, text] })

/** The newest plan stands; files add up. */
export function withAnswer(facts: Facts, { calls, plan }: Pick<Answer, 'calls' | 'plan'>): Facts {
  const files = calls.flatMap(fileOf).filter((path) => !facts.files.includes(path))
  return { ...facts, plan: plan ?? facts.plan, files: [...facts.files, ...new Set(files)] }
}

function fileOf(call: ProposedCall): readonly string[] {
  if (call.kind !== 'tool') return []
  const patch = patchInputSchema.safeParse(call.input)
  if (patch.success) return [patch.data.operation.path]
  const edit = editorInputSchema.safeParse(call.input)
  return edit.success && edit.data.command !== 'view' ? [edit.data.path] : []
}
