/** `grants`: leave that was given for a session or to a project, and taking it back. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { visibleLine } from '../replay/visible-text.js'
import { dataHome } from '../sessions/data-home.js'
import { openGrantFolder, type Grant, type GrantFolder } from '../settings/grants-file.js'
import { openProjectLeave, type ProjectAnswer, type ProjectLeave } from '../settings/project-leave.js'
import { EXIT } from './exit-codes.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io } from './plugs.js'

const DONE = { ok: true, value: EXIT.done } as const

export async function grantsCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const folder = openGrantFolder(dataHome(io.env))
  const projects = openProjectLeave(dataHome(io.env))
  const [word, ...which] = args.words
  if (word === 'revoke') return revoke(which, folder, projects, io)
  if (word !== undefined) return refuse('usage', `\`grants\` takes \`revoke\` or nothing, not \`${word}\`.`)
  const given = [...(await folder.list()), ...(await projects.list())]
  if (args.flags.has('json')) for (const each of given) io.out(`${JSON.stringify(each)}\n`)
  else if (given.length === 0) io.out('No leave was given.\n')
  else for (const each of given) io.out(`${'rule' in each ? lineOf(each) : projectLine(each)}\n`)
  return DONE
}

const projectLine = ({ id, answer, project, what, at }: ProjectAnswer): string =>
  `${id}  ${at.slice(0, 16).replace('T', ' ')}  project ${visibleLine(project)}  ${answer === 'yes' ? 'may' : 'may not'} ${visibleLine(what)}`

const lineOf = ({ id, session, rule, app, site, tool, at }: Grant): string => {
  const where = [tool ?? app, site].filter((word) => word !== null && word !== '').join(', ')
  return `${id}  ${at.slice(0, 16).replace('T', ' ')}  session ${session}  ${visibleLine(rule)}${where === '' ? '' : ` in ${visibleLine(where)}`}`
}

async function revoke(
  which: readonly string[],
  folder: GrantFolder,
  projects: ProjectLeave,
  io: Io,
): Promise<Outcome<number, Problem>> {
  if (which.length === 0) return refuse('usage', 'Say what to take back: `deskhand grants revoke ID`, a session’s id, or `all`.')
  for (const one of which) {
    const gone = await folder.revoke(one)
    if (!gone.ok) return gone
    const forgotten = await projects.forget(one)
    if (!forgotten.ok) return forgotten
    if (gone.value.length + forgotten.value.length === 0 && one !== 'all')
      return refuse('usage', `No leave has the id “${one}”; \`deskhand grants\` lists what there is.`)
    for (const grant of gone.value) io.out(`Taken back: ${lineOf(grant)}\n`)
    for (const answer of forgotten.value) io.out(`Taken back: ${projectLine(answer)}\n`)
  }
  return DONE
}
