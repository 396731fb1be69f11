/** `--json`: commands as JSON lines on stdin. A bad line becomes a `problem` event; the end of stdin ends nothing by itself. */
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { commandSchema, type Command } from '../protocol/command.js'
import type { Problem } from '../protocol/problem.js'
import type { Io } from './plugs.js'

export interface Attached {
  /** can somebody still answer here? */
  isOpen(): boolean
  close(): void
}

export interface CommandListener {
  command(command: Command): void
  badLine(problem: Problem): void
}

export function listenForCommands(stdin: Io['stdin'], listener: CommandListener): Attached {
  let isOpen = !stdin.destroyed && !stdin.readableEnded
  const lines = createInterface({ input: stdin, terminal: false, crlfDelay: Infinity })
  stdin.on('error', () => lines.close())
  lines.on('line', (line) => {
    if (line.trim() === '') return
    const command = readCommand(line)
    if (command.ok) listener.command(command.value)
    else listener.badLine(command.problem)
  })
  lines.on('close', () => {
    isOpen = false
  })
  return { isOpen: () => isOpen, close: () => closeInput(lines, stdin) }
}

/** A pipe that is left open would keep the process alive. */
export function closeInput(lines: { close(): void }, stdin: Io['stdin']): void {
  lines.close()
  stdin.pause()
  if (stdin instanceof Socket) stdin.unref()
}

function readCommand(line: string): { ok: true; value: Command } | { ok: false; problem: Problem } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return bad('A line on stdin is no JSON; commands are one JSON object a line.')
  }
  const command = commandSchema.safeParse(value)
  if (command.success) return { ok: true, value: command.data }
  const issue = command.error.issues[0]
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : ''
  return bad(`A line on stdin is no command${where}: ${issue?.message ?? 'unknown shape'}.`)
}

function bad(message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind: 'bad-command', message, retryable: false } }
}
