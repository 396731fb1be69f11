/** `undo`: puts back what a session's tools changed in its workspace. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { undo, type Undone } from '../tools/undo/undo.js'
import { EXIT } from './exit-codes.js'
import { openPlaces } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io } from './plugs.js'

interface Wish {
  /** null: the newest session */
  readonly word: string | null
  readonly toStep: number
  /** null: all */
  readonly file: string | null
}

export async function undoCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const wish = readWish(args)
  if (!wish.ok) return wish
  const places = openPlaces(io)
  if (!places.ok) return places
  const { sessions, registry } = places.value
  const found = wish.value.word === null ? await sessions.last() : await sessions.find(wish.value.word)
  if (!found.ok) return found
  if (registry.isLive(found.value)) return refuse('usage', `The session ${found.value} is running; stop it first.`)
  const undone = await undo(sessions.folder(found.value), wish.value.toStep, wish.value.file)
  return undone.ok ? { ok: true, value: say(undone.value, io) } : undone
}

function readWish({ words, flags }: ParsedArgs): Outcome<Wish, Problem> {
  const [word = null, ...more] = words
  const isLast = flags.has('last')
  if (more.length > 0 || (isLast && word !== null)) return refuse('usage', '`undo` takes one session.')
  if (!isLast && word === null) return refuse('usage', 'Say which session: `deskhand undo ID [--to STEP]`.')
  const text = flags.get('to')?.[0] ?? '0'
  if (!/^\d+$/.test(text)) return refuse('usage', `--to cannot be \`${text}\`: it must be a step, a whole number from 0.`)
  return { ok: true, value: { word, toStep: Number(text), file: flags.get('file')?.[0] ?? null } }
}

function say({ restored, removed, kept }: Undone, io: Io): number {
  for (const path of restored) io.out(`put back   ${path}\n`)
  for (const path of removed) io.out(`removed    ${path}\n`)
  for (const path of kept) io.err(`left as it is, as it was changed since: ${path}\n`)
  return kept.length === 0 ? EXIT.done : EXIT.failed
}
