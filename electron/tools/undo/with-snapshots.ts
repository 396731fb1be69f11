/** Tools whose changes can be undone: the workspace is looked at before and after each call that may change it. */
import type { Tool } from '../tool.js'
import type { Snapshots } from './snapshots.js'

export function withSnapshots(tools: readonly Tool[], snapshots: Snapshots): readonly Tool[] {
  return tools.map((tool) => ({
    ...tool,
    async run(input, context, signal) {
      const foreseen = tool.foresee(input)
      if (!foreseen.ok || foreseen.value.isReading) return tool.run(input, context, signal)
      const before = await snapshots.before()
      if (!before.ok) return { result: 'failed', output: before.problem.message, problem: before.problem }
      const outcome = await tool.run(input, context, signal)
      // also after a failure or a stop: what was done until then can be undone
      const after = await snapshots.after(context.id, before.value)
      if (after.ok) return outcome
      context.onOutput('info', `This change cannot be undone: ${after.problem.message}`)
      return outcome
    },
  }))
}
