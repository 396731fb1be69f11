/** What a model is told that takes over from another one, whose conversation it cannot read. PURE. */
import type { CallResult, HandOver } from '../agent/effects.js'
import { factsInWords, type Facts } from '../protocol/facts.js'

export function handOverNote({ from, story, results }: HandOver, facts: Facts): string {
  return [
    `You take over this task from another model (${from.model}) in the middle. What you see on the screen is its work; go on from there and do not begin anew.`,
    ...factsInWords(facts),
    ...(story.notes === '' ? [] : [`What was written down on the way:\n${story.notes}`]),
    ...(story.lines.length === 0
      ? []
      : [
          `What it said and did${story.notes === '' ? '' : ' since'}, oldest first:\n${story.lines.map((line) => `- ${line}`).join('\n')}`,
        ]),
    ...unheard(results),
  ].join('\n\n')
}

/** It does not know yet that the rest of its last plan was not done. */
function unheard(results: readonly CallResult[]): readonly string[] {
  const steps = results.flatMap((call) => call.steps)
  const left = steps.filter(({ result }) => result !== 'done').length
  return left === 0 ? [] : [`Of the ${steps.length} things it wanted to do last, ${left} did not come about.`]
}
