/** One call of `deskhand`: from its words to its exit code. What is plugged in comes from main.ts. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { commitCommand } from './commit-command.js'
import { controlCommand } from './control-commands.js'
import { doctorCommand } from './doctor/doctor-command.js'
import { EXIT, exitForProblem } from './exit-codes.js'
import { grantsCommand } from './grants-command.js'
import { helpText } from './help.js'
import { exportCommand } from './export-command.js'
import { modelsCommand } from './models-command.js'
import { parseArgs, type ParsedArgs } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'
import { recordCommand } from './record-command.js'
import { replayCommand } from './replay-command.js'
import { resumeCommand, runCommand } from './run-command.js'
import { secretsCommand } from './secrets-command.js'
import { undoCommand } from './undo-command.js'
import { forkCommand, removeCommand, sessionsCommand, showCommand } from './session-commands.js'

type Command = (args: ParsedArgs, plugs: Plugs, io: Io) => Promise<Outcome<number, Problem>>

const COMMANDS: Readonly<Record<string, Command>> = {
  run: runCommand,
  resume: resumeCommand,
  sessions: (args, _, io) => sessionsCommand(args, io),
  show: (args, _, io) => showCommand(args, io),
  export: (args, _, io) => exportCommand(args, io),
  replay: replayCommand,
  record: recordCommand,
  fork: (args, _, io) => forkCommand(args, io),
  rm: (args, _, io) => removeCommand(args, io),
  undo: (args, _, io) => undoCommand(args, io),
  commit: (args, _, io) => commitCommand(args, io),
  models: modelsCommand,
  secrets: secretsCommand,
  grants: (args, _, io) => grantsCommand(args, io),
  stop: (args, _, io) => controlCommand(args, io),
  pause: (args, _, io) => controlCommand(args, io),
  continue: (args, _, io) => controlCommand(args, io),
  steer: (args, _, io) => controlCommand(args, io),
  switch: (args, _, io) => controlCommand(args, io),
  doctor: doctorCommand,
}

export async function runCli(argv: readonly string[], plugs: Plugs, io: Io): Promise<number> {
  const request = parseArgs(argv)
  if (!request.ok) return refused(request.problem, io)
  if (request.value.kind === 'help') {
    io.out(helpText(request.value.command))
    return EXIT.done
  }
  if (request.value.kind === 'version') {
    io.out(`${plugs.version}\n`)
    return EXIT.done
  }
  const command = COMMANDS[request.value.command.name]
  if (!command) throw new Error(`The command ${request.value.command.name} stands in the table and is not plugged in.`)
  const code = await command(request.value, plugs, io)
  return code.ok ? code.value : refused(code.problem, io)
}

function refused(problem: Problem, io: Io): number {
  io.err(`${problem.message}\n`)
  return exitForProblem(problem)
}
