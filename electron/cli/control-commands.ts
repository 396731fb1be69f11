/** `stop`, `pause`, `continue`, `steer`, `switch`: from one process of the user to a session in another. */
import type { Outcome } from '../../native-bridge/index.js'
import { sendCommand } from '../control/control-channel.js'
import type { LiveSession } from '../control/session-registry.js'
import { commandSchema, type Command } from '../protocol/command.js'
import type { Problem } from '../protocol/problem.js'
import { EXIT } from './exit-codes.js'
import { openPlaces, type Places } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import { readSwitchFlags } from './run-flags.js'
import type { Io } from './plugs.js'

/** A stop ends the session's whole process: programs and a private desktop take a moment. */
const REPLY_MS = 10_000

export async function controlCommand(args: ParsedArgs, io: Io): Promise<Outcome<number, Problem>> {
  const places = openPlaces(io)
  if (!places.ok) return places
  const request = args.command.name === 'switch' ? readSwitch(args) : readRequest(args)
  if (!request.ok) return request
  const live = places.value.registry.list()
  const targets = chooseTargets(request.value, live)
  if (!targets.ok) return targets
  if (targets.value.length === 0) {
    io.out('No session is running.\n')
    return { ok: true, value: EXIT.done }
  }
  return tellAll(targets.value, request.value.command, places.value, io)
}

interface Spoken {
  readonly command: Command
  /** null: the one that runs */
  readonly id: string | null
}

function readRequest({ command, words }: ParsedArgs): Outcome<Spoken, Problem> {
  const queue = [...words]
  const text = command.name === 'steer' ? queue.shift()?.trim() : undefined
  if (command.name === 'steer' && !text) return refuse('usage', 'Say what the session shall know: `deskhand steer "…"`.')
  const [id = null, ...more] = queue
  if (more.length > 0)
    return refuse('usage', `\`${command.name}\` takes ${text === undefined ? '' : 'one text (put it in quotes) and '}one ID.`)
  if (text !== undefined) return { ok: true, value: { command: { type: 'steer', text, when: 'now' }, id } }
  const type = command.name === 'stop' ? 'stop' : command.name === 'pause' ? 'pause' : 'continue'
  return { ok: true, value: { command: { type }, id } }
}

function readSwitch(args: ParsedArgs): Outcome<Spoken, Problem> {
  const [id = null, ...more] = args.words
  if (more.length > 0) return refuse('usage', '`switch` takes one ID; what it switches to are flags.')
  const wanted = readSwitchFlags(args)
  if (!wanted.ok) return wanted
  const command = commandSchema.safeParse({ type: 'switch', ...wanted.value })
  if (command.success) return { ok: true, value: { command: command.data, id } }
  return refuse('usage', 'Say to what: `deskhand switch --model ID`, `--effort LEVEL`, or both.')
}

function chooseTargets({ command, id }: Spoken, live: readonly LiveSession[]): Outcome<readonly LiveSession[], Problem> {
  if (id !== null) {
    const matches = live.filter((session) => session.id.startsWith(id.toUpperCase()))
    if (matches.length > 1) return refuse('usage', `More than one running session begins with “${id}”; write more of the id.`)
    if (matches.length === 0 && live.length > 0) return refuse('usage', `No session “${id}” is running.`)
    return { ok: true, value: matches }
  }
  if (command.type !== 'stop' && live.length > 1) {
    return refuse('usage', `${live.length} sessions are running; say which: ${live.map((session) => session.id).join(', ')}.`)
  }
  return { ok: true, value: live }
}

async function tellAll(
  targets: readonly LiveSession[],
  command: Command,
  places: Places,
  io: Io,
): Promise<Outcome<number, Problem>> {
  let failures = 0
  for (const target of targets) {
    const reply = await sendCommand(places.registry.socketPath(target.id), command, AbortSignal.timeout(REPLY_MS))
    if (reply.ok) io.out(`${reply.value}\n`)
    else io.err(`${reply.problem.message}\n`)
    if (!reply.ok) failures += 1
  }
  return { ok: true, value: failures === 0 ? EXIT.done : EXIT.failed }
}
