/** A recording as a skill: SKILL.md says when to use it, what it needs, what it does and how to see that it worked. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { Outcome } from '../../native-bridge/types.js'
import { diskProblem } from '../protocol/disk-problem.js'
import type { Problem } from '../protocol/problem.js'
import { visibleLine } from '../replay/visible-text.js'
import { describeAction } from '../replay/describe-action.js'
import type { Recording, RecordedStep } from './recording.js'

const FILE = 'SKILL.md'

/** The page, from what is recorded. A person may write it anew: only `replay` reads recording.json. PURE. */
export function skillText(recording: Recording): string {
  const { name, task, parameters, steps } = recording
  const inputs = parameters.map((parameter) => `- \`${parameter.name}\`, as recorded: “${visibleLine(parameter.value, 80)}”`)
  return [
    '---',
    `name: ${name}`,
    `description: ${JSON.stringify(visibleLine(task, 300))}`,
    '---',
    '',
    `# ${visibleLine(name, 80)}`,
    '',
    '## When to use it',
    '',
    visibleLine(task, 1000),
    '',
    '## Inputs',
    '',
    ...(inputs.length > 0 ? inputs : ['None.']),
    '',
    '## Steps',
    '',
    ...steps.map((step, index) => `${index + 1}. ${stepLine(recording, step)}`),
    '',
    '## How to verify',
    '',
    `\`deskhand replay ${name}\` does these steps without a model and compares each effect with the recorded one. By hand: the last`,
    'step has taken effect, and nothing else opened.',
    '',
  ].join('\n')
}

function stepLine({ parameters }: Recording, step: RecordedStep): string {
  const actions = step.actions.map((action, index) => {
    const parameter = parameters.find((one) => one.step === step.id && one.action === index)
    return parameter ? `Type the value of \`${parameter.name}\`` : describeAction(action)
  })
  const typed = step.actions.every(({ kind }) => kind === 'type')
  const hasValue = parameters.some((one) => one.step === step.id)
  const done = actions.join(', then ')
  const intent = visibleLine(step.intent, 200).replace(/[.:]+$/, '')
  const words = intent === '' || typed ? done : hasValue ? `${intent}: ${done}` : intent
  const check = step.check === undefined ? '' : `“${visibleLine(step.check, 80)}” must be on the screen`
  return [check, words].filter((part) => part !== '').join('; ') + '.'
}

export async function writeSkill(folder: string, recording: Recording): Promise<Outcome<string, Problem>> {
  const file = join(folder, FILE)
  try {
    await writeFileAtomic(file, skillText(recording), { mode: 0o600 })
    return { ok: true, value: file }
  } catch (error) {
    return { ok: false, problem: diskProblem(`${file} could not be written`, error) }
  }
}

const MOST_SKILLS = 20
const LONGEST_SKILL = 1500
const LONGEST_NOTE = 8000

/** What a model is told of the skills of this person; null when there is none. */
export async function skillsNote(home: string): Promise<string | null> {
  const root = join(home, 'recordings')
  const names = (await readdir(root).catch(() => [])).sort().slice(0, MOST_SKILLS)
  const pages = await Promise.all(names.map((name) => readFile(join(root, name, FILE), 'utf8').catch(() => null)))
  const told = pages
    .filter((page) => page !== null)
    .map((page) => page.replace(/^---\n[\s\S]*?\n---\n+/, '').slice(0, LONGEST_SKILL))
  if (told.length === 0) return null
  const lead = 'The person has shown how some things are done here. Where one of these fits the task, follow its steps:'
  return [lead, ...told].join('\n\n').slice(0, LONGEST_NOTE)
}
