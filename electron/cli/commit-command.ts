/** `commit`: what a session changed as one commit of the person's own, with the prompts that led to it. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Committed, CommitProposal } from '../protocol/review.js'
import type { Problem } from '../protocol/problem.js'
import { visibleLine, visibleText } from '../replay/visible-text.js'
import { commitSession, proposeCommit, type SessionToCommit } from '../tools/commit/session-commit.js'
import { EXIT } from './exit-codes.js'
import { listenForInterrupts } from './interrupts.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io } from './plugs.js'
import { chooseSession } from './session-commands.js'

export async function commitCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const chosen = await chooseSession(args, io)
  if (!chosen.ok) return chosen
  const { id, places } = chosen.value
  if (places.registry.isLive(id)) return refuse('usage', `The session ${id} is running; stop it first, or wait for its end.`)
  const read = await places.sessions.read(id)
  if (!read.ok) return read
  const session = { folder: read.value.folder, events: read.value.events, env: io.env }
  const proposal = await proposeCommit(session)
  if (!proposal.ok) return proposal
  for (const warning of proposal.value.warnings) io.err(`${visibleLine(warning)}\n`)
  for (const { path, why } of proposal.value.leftOut) io.err(`left out: ${visibleLine(path)} ${why}\n`)
  if (args.flags.has('dry-run')) return { ok: true, value: show(proposal.value, io) }
  return commit(session, proposal.value, args, io)
}

async function commit(
  session: SessionToCommit,
  proposal: CommitProposal,
  { flags }: ParsedArgs,
  io: Io,
): Promise<Outcome<number, Problem>> {
  const given = flags.get('message')
  const isEdited = given === undefined && io.outIsTerminal && io.stdin.isTTY === true
  const message = given?.join('\n\n') ?? proposal.message
  const interrupts = listenForInterrupts(io)
  try {
    const made = await commitSession({ ...session, message, isEdited, signal: interrupts.signal, at: new Date().toISOString() })
    return made.ok ? { ok: true, value: say(made.value, io) } : made
  } finally {
    interrupts.close()
  }
}

function say({ hash, branch, subject, files, said }: Committed, io: Io): number {
  if (said !== '') io.err(`${visibleText(said)}\n`)
  io.out(`${hash.slice(0, SHORT)} on ${branch}: ${visibleLine(subject)}\n`)
  for (const path of files) io.out(`  ${visibleLine(path)}\n`)
  return EXIT.done
}

const SHORT = 10

function show({ message, trailers, branch, files }: CommitProposal, io: Io): number {
  io.out(`${visibleText(message)}\n\n${visibleText(trailers)}\n\nOn ${branch}:\n`)
  for (const path of files) io.out(`  ${visibleLine(path)}\n`)
  return EXIT.done
}
