/** A whole task → its steps, or a refusal that names the line, what would be accepted and how to get a real model. */
import type { Outcome } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import { parseStep } from './parse-step.js'
import { unmask } from './quotes.js'
import { splitTask } from './split-task.js'
import type { Statement } from './steps.js'

const ACCEPTED: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:click|tap|select|choose|tick|hover)\b/i,
    'click "text", double-click "text", right-click the second "text" below "other text"',
  ],
  [/\b(?:type|write|enter|fill|put|input|set)\b/i, 'type "text", type "text" into "label", fill "label" with "text"'],
  [/\b(?:press|hit|push|key)\b/i, 'press ctrl+s, press Tab 3 times, press the "OK" button'],
  [/\bscroll\b/i, 'scroll down, scroll down until "text", scroll up 3 times in the window "title"'],
  [/\bdrag\b/i, 'drag "text" to "other text"'],
  [/\bwait\b/i, 'wait 2 seconds, wait until "text" is visible, wait until "text" is gone'],
  [/\b(?:check|verify|sure|confirm)\b/i, 'check that "text" is visible, check that "text" is not visible'],
  [/\b(?:read|tell|what)\b/i, 'read the window, read the text right of "label"'],
  [/\b(?:open|start|launch)\b/i, 'open "text", open the "File" menu'],
]
const ALL =
  'open, click, double-click, right-click, type, press, scroll, drag, wait, check that, read and stop, with texts in quotes, such as: click "Save"; type "hello" into "Name"; press ctrl+s'

export const KEY_HINT =
  'For free wording set the key of a model: OPENAI_API_KEY (or ANTHROPIC_API_KEY, GEMINI_API_KEY). All sentences are in docs/offline.md.'

const refuse = (message: string): Outcome<never, Problem> => ({
  ok: false,
  problem: { kind: 'task-not-understood', message: `${message} ${KEY_HINT}`, retryable: false },
})

const nearestForms = (sentence: string) => ACCEPTED.find(([verb]) => verb.test(sentence))?.[1] ?? ALL

export const parseTask = (task: string): Outcome<readonly Statement[], Problem> => {
  const { sentences, quoted, openQuote } = splitTask(task)
  if (openQuote) return refuse(`Line ${openQuote.line} has a quote that is never closed: ${openQuote.text}.`)
  if (sentences.length === 0) return refuse(`There is no step in the task. The offline model takes ${ALL}.`)
  const statements: Statement[] = []
  for (const { text, line } of sentences) {
    const step = parseStep(text, quoted)
    const shown = unmask(text, quoted)
    if (!step) return refuse(`Line ${line} is no step the offline model knows: ${shown}. It would accept: ${nearestForms(text)}.`)
    statements.push({ step, text: shown, line })
  }
  return { ok: true, value: statements }
}
