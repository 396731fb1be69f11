/** `grants`: leave that was given for a session, and taking it back. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { visibleLine } from '../replay/visible-text.js'
import { dataHome } from '../sessions/data-home.js'
import { openGrantFolder, type Grant, type GrantFolder } from '../settings/grants-file.js'
import { EXIT } from './exit-codes.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io } from './plugs.js'

const DONE = { ok: true, value: EXIT.done } as const

export async function grantsCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const folder = openGrantFolder(dataHome(io.env))
  const [word, ...which] = args.words
  if (word === 'revoke') return revoke(which, folder, io)
  if (word !== undefined) return refuse('usage', `\`grants\` takes \`revoke\` or nothing, not \`${word}\`.`)
  const grants = await folder.list()
  if (args.flags.has('json')) for (const grant of grants) io.out(`${JSON.stringify(grant)}\n`)
  else if (grants.length === 0) io.out('No leave was given.\n')
  else for (const grant of grants) io.out(`${lineOf(grant)}\n`)
  return DONE
}

const lineOf = ({ id, session, rule, app, site, tool, at }: Grant): string => {
  const where = [tool ?? app, site].filter((word) => word !== null && word !== '').join(', ')
  return `${id}  ${at.slice(0, 16).replace('T', ' ')}  session ${session}  ${visibleLine(rule)}${where === '' ? '' : ` in ${visibleLine(where)}`}`
}

async function revoke(which: readonly string[], folder: GrantFolder, io: Io): Promise<Outcome<number, Problem>> {
  if (which.length === 0) return refuse('usage', 'Say what to take back: `deskhand grants revoke ID`, a session’s id, or `all`.')
  for (const one of which) {
    const gone = await folder.revoke(one)
    if (!gone.ok) return gone
    if (gone.value.length === 0 && one !== 'all')
      return refuse('usage', `No leave has the id “${one}”; \`deskhand grants\` lists what there is.`)
    for (const grant of gone.value) io.out(`Taken back: ${lineOf(grant)}\n`)
  }
  return DONE
}
