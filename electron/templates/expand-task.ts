/** Puts a template in the place of `/name …` at the beginning of a task. */
import type { Outcome } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { Template } from './template.js'

/** `/name` alone or with words after it; `/etc/hosts` is a path and no template. */
const CALLED = /^\/([a-z][a-z0-9-]{0,40})(?:\s+([\s\S]*))?$/

const PLACE = '{{task}}'

export function expandTask(task: string, templates: readonly Template[]): Outcome<string, Problem> {
  const [, name, words = ''] = CALLED.exec(task.trim()) ?? []
  if (name === undefined) return { ok: true, value: task }
  const found = templates.find((template) => template.name === name)
  if (!found) return refuse(`There is no template /${name}; there are ${templates.map((one) => `/${one.name}`).join(', ')}.`)
  const { text } = found
  if (words.trim() === '' && text.includes(PLACE)) return refuse(`/${name} needs words after it: what is to be done?`)
  const whole = text.includes(PLACE) ? text.replaceAll(PLACE, () => words.trim()) : `${text}\n\n${words.trim()}`
  return { ok: true, value: whole.trim() }
}

const refuse = (message: string): Outcome<string, Problem> => ({
  ok: false,
  problem: { kind: 'usage', message, retryable: false },
})
