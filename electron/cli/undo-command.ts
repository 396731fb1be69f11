/** `undo`: puts back what a session's tools changed in its workspace. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { undo } from '../tools/undo/undo.js'
import { EXIT } from './exit-codes.js'
import { openPlaces } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io } from './plugs.js'

export async function undoCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const [word, ...more] = args.words
  const isLast = args.flags.has('last')
  if (more.length > 0 || (isLast && word !== undefined)) return refuse('usage', '`undo` takes one session.')
  if (!isLast && word === undefined) return refuse('usage', 'Say which session: `deskhand undo ID [--to STEP]`.')
  const text = args.flags.get('to')?.[0] ?? '0'
  if (!/^\d+$/.test(text)) return refuse('usage', `--to cannot be \`${text}\`: it must be a step, a whole number from 0.`)
  const places = openPlaces(io)
  if (!places.ok) return places
  const found = word === undefined ? await places.value.sessions.last() : await places.value.sessions.find(word)
  if (!found.ok) return found
  if (places.value.registry.isLive(found.value)) return refuse('usage', `The session ${found.value} is running; stop it first.`)
  const undone = await undo(places.value.sessions.folder(found.value), Number(text))
  if (!undone.ok) return undone
  const { restored, removed, kept } = undone.value
  for (const path of restored) io.out(`put back   ${path}\n`)
  for (const path of removed) io.out(`removed    ${path}\n`)
  for (const path of kept) io.err(`left as it is, as it was changed since: ${path}\n`)
  return { ok: true, value: kept.length === 0 ? EXIT.done : EXIT.failed }
}
