/** Ways to begin a task that are there everywhere. A project may add its own, or put its own in the place of one of these. */
import type { Template } from './template.js'

const template = (name: string, about: string, text: string): Template => ({ name, about, text, from: 'built-in' })

export const BUILT_IN_TEMPLATES: readonly Template[] = [
  template(
    'explore',
    'Three approaches side by side before anything is done; you pick.',
    `Do not change anything yet. Look at what there is, then work out three different approaches to the task below. With ask_user (kind "choice") show them side by side, as a table with a line for each: its name, its idea in a sentence, what it costs, what it risks, and when it is the right one; say which you would take and why. The choices are the three, by their names. When the person has picked, keep a plan for that one and carry it out.

Task:
{{task}}`,
  ),
  template(
    'plan',
    'A plan first, which you look at and change; then it is carried out.',
    `Do not change anything yet. Look at what there is, then keep a plan for the task below: one step a line, each so that it can be seen when it is done, with what is checked at the end. Then ask with ask_user (kind "confirm") whether to go by it. The person may change the plan instead of answering; then take theirs as it is and ask once more. After a yes carry it out and keep the plan up to date. After a no ask what shall be otherwise.

Task:
{{task}}`,
  ),
  template(
    'pair',
    'In small steps, with you in between.',
    `Work with the person as in pair programming: keep a plan, take one small step at a time, say before each what you are about to do and why, and after it what came of it. Where there is a choice that matters (a name, a structure, a library, something that is hard to undo) ask with ask_user before you take it.

Task:
{{task}}`,
  ),
  template(
    'review',
    'Read and judge; nothing is changed.',
    `Review what is named below. Change nothing: read, run what only looks (tests, linters, the program itself), and judge. Report what is wrong or risky, worst first: where (file and line), what happens, how to mend it. Look for broken cases, missing tests, secrets in the code, SQL and shell commands built from strings, new dependencies, and what is not tested at all. Say what you did not look at.

To review:
{{task}}`,
  ),
  template(
    'debug',
    'Find the cause before mending it.',
    `Something does not work as it should; it is described below. First make it happen and see it fail with your own eyes. Then find the cause: say what you expect, look, and let what you see decide; do not mend by trial. Mend the cause and not its sign, add a test that fails without the change where there are tests, run them all, and make it happen once more to see that it is gone. Say what the cause was and how you know.

What is wrong:
{{task}}`,
  ),
]
