/**
 * The local channel other processes of the same user speak to a session by: one command as a JSON line in, one reply line
 * out. Stop and pause are taken from anyone. Everything else is taken only from processes that the session did not start, and
 * answers to approvals never: those are given where they were asked.
 */
import { chmodSync, unlinkSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { z } from 'zod'
import type { Outcome } from '../../native-bridge/types.js'
import { commandSchema, type Command } from '../protocol/command.js'
import { problemSchema, type Problem } from '../protocol/problem.js'
import { openPeers, type Descent, type Peers } from './peer.js'

const remoteCommandSchema = commandSchema.refine(
  (command) => command.type !== 'answer',
  'answers are given where they were asked',
)
const replySchema = z.union([
  z.object({ ok: z.literal(true), said: z.string() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
])
type Reply = z.infer<typeof replySchema>

/** Carries a command out; resolves when its effect is in the log, with one sentence that confirms it. Must not reject. */
export type Obey = (command: Command) => Promise<Outcome<string, Problem>>

const LONGEST_LINE = 1_000_000

export async function openControlChannel(
  path: string,
  obey: Obey,
  peers: Peers = openPeers(),
): Promise<Outcome<{ close(): Promise<void> }, Problem>> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(socket, obey, peers.descentOf(socket))
  })
  const isFile = process.platform !== 'win32'
  try {
    if (isFile) removeOld(path)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
    if (isFile) chmodSync(path, 0o600)
  } catch (error) {
    return failed(`The control channel ${path} cannot be opened: ${(error as Error).message}.`)
  }
  // The channel alone must not keep a process alive.
  server.unref()
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.end()
      setTimeout(() => sockets.forEach((socket) => socket.destroy()), 200).unref()
    })
  return { ok: true, value: { close } }
}

function serve(socket: Socket, obey: Obey, descent: Descent): void {
  let text = ''
  let queue = Promise.resolve()
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    text += chunk
    if (text.length > LONGEST_LINE) return void socket.destroy()
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) queue = queue.then(() => answer(socket, line, obey, descent))
  })
}

async function answer(socket: Socket, line: string, obey: Obey, descent: Descent): Promise<void> {
  const parsed = parseCommand(line)
  const refused = parsed.ok ? whyNotTaken(parsed.value, descent) : null
  const outcome = refused ? failed(refused) : parsed.ok ? await obey(parsed.value) : parsed
  const reply: Reply = outcome.ok ? { ok: true, said: outcome.value } : { ok: false, problem: outcome.problem }
  if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`)
}

const FROM_ANYONE: ReadonlySet<Command['type']> = new Set(['stop', 'pause'])

/** What the agent runs must not speak in the person's place. */
function whyNotTaken({ type }: Command, descent: Descent): string | null {
  if (descent === 'stranger' || FROM_ANYONE.has(type)) return null
  const own = 'A program that this session started may only stop and pause it'
  const unknown = 'It cannot be told which program speaks here, and only stop and pause are taken from any'
  return `${descent === 'own' ? own : unknown}; say the rest in Deskhand’s window or where the session was started.`
}

function parseCommand(line: string): Outcome<Command, Problem> {
  try {
    const parsed = remoteCommandSchema.safeParse(JSON.parse(line))
    if (parsed.success) return { ok: true, value: parsed.data }
    return failed(`This is no command: ${parsed.error.issues[0]?.message ?? 'unknown shape'}.`)
  } catch {
    return failed('This is no command: it is no JSON.')
  }
}

/** Says one command to a session and waits for its reply. */
export function sendCommand(path: string, command: Command, signal: AbortSignal): Promise<Outcome<string, Problem>> {
  return new Promise((resolve) => {
    const socket = createConnection(path)
    let text = ''
    const end = (outcome: Outcome<string, Problem>) => {
      signal.removeEventListener('abort', giveUp)
      socket.destroy()
      resolve(outcome)
    }
    const giveUp = () => end(failed('The session did not reply.'))
    signal.addEventListener('abort', giveUp)
    if (signal.aborted) return giveUp()
    socket.setEncoding('utf8')
    socket.on('connect', () => socket.write(`${JSON.stringify(command)}\n`))
    socket.on('error', (error) => end(failed(`The session cannot be reached: ${error.message}.`)))
    socket.on('close', () => end(failed('The session ended before it replied.')))
    socket.on('data', (chunk: string) => {
      text += chunk
      if (text.includes('\n')) end(readReply(text))
    })
  })
}

function readReply(text: string): Outcome<string, Problem> {
  try {
    const reply = replySchema.parse(JSON.parse(text.split('\n')[0] ?? ''))
    return reply.ok ? { ok: true, value: reply.said } : { ok: false, problem: reply.problem }
  } catch {
    return failed('The session sent a reply that cannot be read.')
  }
}

function removeOld(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // there was none
  }
}

function failed(message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind: 'bad-command', message, retryable: false } }
}
