/** `sessions`, `show`, `rm`: what is on disk. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { Check, ModelShare } from '../protocol/review.js'
import type { SessionRecord } from '../protocol/session-record.js'
import type { ReadSession } from '../sessions/read-session.js'
import { openGrantFolder } from '../settings/grants-file.js'
import { openWorkspaceMemory } from '../settings/workspace-memory.js'
import { visibleLine } from '../replay/visible-text.js'
import { createColours, wantsColours } from './colours.js'
import { EXIT } from './exit-codes.js'
import { loadSettings, openPlaces, type Places } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io } from './plugs.js'
import { checkLines, isWorthReview, reviewLines, standingLines } from './print-review.js'
import { createTextPrinter, END_WORDS } from './print-text.js'
import { modelShare } from '../tools/commit/model-share.js'
import { openReview } from '../tools/review/open-review.js'
import { readReview } from '../tools/review/read-review.js'
import { checkSession } from '../tools/review/scan/check-session.js'

const DONE = { ok: true, value: EXIT.done } as const

export async function sessionsCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const places = openPlaces(io)
  if (!places.ok) return places
  if (args.words.length > 0) return refuse('usage', '`sessions` takes no words; `deskhand show ID` shows one.')
  const records = await places.value.sessions.list()
  if (args.flags.has('json')) {
    for (const record of records) io.out(`${JSON.stringify(record)}\n`)
    return DONE
  }
  if (records.length === 0) io.out('There is no session yet.\n')
  for (const record of records) io.out(`${sessionLine(record)}\n`)
  if (records.length > 0) io.out(`All together ${inMegabytes(records.reduce((sum, { bytes }) => sum + bytes, 0))}.\n`)
  return DONE
}

const STATUS_WORDS = { ...END_WORDS, running: 'Running', 'broken-off': 'Broken off' } as const

const inMegabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

function sessionLine(record: SessionRecord): string {
  const when = record.startedAt.slice(0, 16).replace('T', ' ')
  const problems = record.problems.length === 0 ? '' : `  (${record.problems.length} problems: see \`deskhand show\`)`
  return `${record.id}  ${when}  ${STATUS_WORDS[record.status].padEnd(16)}  ${inMegabytes(record.bytes).padStart(9)}  ${visibleLine(record.task, 70)}${problems}`
}

export async function showCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const chosen = await chooseSession(args, io)
  if (!chosen.ok) return chosen
  const { id, places } = chosen.value
  const read = await places.sessions.read(id, { withLines: args.flags.has('json') })
  if (!read.ok) return read
  for (const problem of read.value.problems) io.err(`${problem}\n`)
  if (args.flags.has('review')) return showReview(read.value, args, io)
  if (args.flags.has('json')) {
    for (const line of read.value.lines) io.out(`${line}\n`)
    return DONE
  }
  const printer = createTextPrinter((text) => io.out(text), coloursFor(io))
  for (const event of read.value.events) printer.take(event)
  const record = await places.sessions.show(id)
  if (record.ok && ['running', 'broken-off'].includes(record.value.status)) {
    io.out(`\n${STATUS_WORDS[record.value.status]}\n`)
  }
  const review = await readReview(read.value.folder, read.value.events)
  if (!review.ok) io.err(`There is no review: ${review.problem.message}\n`)
  else if (isWorthReview(review.value)) io.out(`\n${reviewLines(review.value, coloursFor(io)).join('\n')}\n`)
  return DONE
}

async function showReview({ folder, events }: ReadSession, args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const opened = await openReview(folder, events)
  if (!opened.ok) return opened
  const { review, ...standing } = opened.value
  const share = standing.root === null ? null : await shareOf(standing.root, io)
  const checks = args.flags.has('check') ? await checksOf(folder, io) : null
  if (checks && !checks.ok) return checks
  const colours = coloursFor(io)
  const lines = [
    ...reviewLines(review, colours),
    ...standingLines(standing, share, colours),
    ...(checks ? checkLines(checks.value, colours) : []),
  ]
  const whole = { ...review, ...standing, share, ...(checks ? { checks: checks.value } : {}) }
  io.out(args.flags.has('json') ? `${JSON.stringify(whole)}\n` : `${lines.join('\n')}\n`)
  return DONE
}

/** A repository that takes longer to count is not counted. */
const SHARE_MS = 20_000

async function shareOf(root: string, io: Io): Promise<ModelShare | null> {
  const share = await modelShare(root, io.env, AbortSignal.timeout(SHARE_MS))
  if (!share.ok) io.err(`${share.problem.message}\n`)
  return share.ok ? share.value : null
}

async function checksOf(folder: string, io: Io): Promise<Outcome<readonly Check[], Problem>> {
  const loaded = await loadSettings(io, {})
  const places = openPlaces(io)
  if (!loaded.ok || !places.ok) return loaded.ok ? (places as { ok: false; problem: Problem }) : loaded
  for (const warning of loaded.value.warnings) io.err(`${warning}\n`)
  return checkSession(folder, { settings: loaded.value.settings.tools, env: io.env, hidden: places.value.own })
}

const coloursFor = (io: Io) => createColours(wantsColours(io.outIsTerminal, io.env))

export async function removeCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const chosen = await chooseSession(args, io)
  if (!chosen.ok) return chosen
  const { id, places } = chosen.value
  const removed = await places.sessions.remove(id)
  if (!removed.ok) return removed
  await openGrantFolder(places.home).revoke(id)
  await openWorkspaceMemory(places.home).forget(id)
  io.out(`The session ${chosen.value.id} is removed.\n`)
  return DONE
}

export async function forkCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const [at = ''] = args.flags.get('at') ?? []
  if (!/^[1-9]\d{0,8}$/.test(at)) return refuse('usage', 'Say after which step: `deskhand fork ID --at STEP`.')
  const chosen = await chooseSession(args, io)
  if (!chosen.ok) return chosen
  const forked = await chosen.value.places.sessions.fork(chosen.value.id, Number(at))
  if (!forked.ok) return forked
  const kept = await openWorkspaceMemory(chosen.value.places.home).copy(chosen.value.id, forked.value)
  if (!kept.ok) io.err(`${kept.problem.message}\n`)
  io.out(`${forked.value}\n`)
  io.err(`It holds the first ${at} steps of ${chosen.value.id}; \`deskhand resume ${forked.value}\` goes on from there.\n`)
  return DONE
}

/** The session a command is about: by its id, or `--last`. */
export async function chooseSession(args: ParsedArgs, io: Io): Promise<Outcome<{ id: string; places: Places }, Problem>> {
  const places = openPlaces(io)
  if (!places.ok) return places
  const isLast = args.flags.has('last')
  const [word, ...more] = args.words
  if (more.length > 0 || (isLast && word !== undefined)) return refuse('usage', `\`${args.command.name}\` takes one session.`)
  if (!isLast && word === undefined) return refuse('usage', `Say which session: \`deskhand ${args.command.usage}\`.`)
  const found = word === undefined ? await places.value.sessions.last() : await places.value.sessions.find(word)
  return found.ok ? { ok: true, value: { id: found.value, places: places.value } } : found
}
