/** The `shell` tool: command lines, one after the other, in the workspace. */
import { z } from 'zod'
import { shellInputSchema, writeShellOutput } from '../../protocol/tool-offer.js'
import { ok, refuse } from '../outcome.js'
import { readInput } from '../read-input.js'
import type { Foreseen, Tool, ToolOutcome } from '../tool.js'
import type { CommandRunner, RunResult } from './command-runner.js'
import { foreseeCommand, risksIn, type CommandSurroundings } from './foresee-command.js'

export interface ShellSurroundings extends CommandSurroundings {
  readonly root: string
  /** what a command gets that asked for the network and was let */
  readonly mayGetNetwork: boolean
}

const DEFAULT_MS = 120_000
const LONGEST_MS = 1_800_000
const DEFAULT_LENGTH = 20_000
const LENGTHS = { least: 200, most: 60_000 }

const inputSchema = shellInputSchema.extend({ commands: z.array(z.string().min(1).max(100_000)).max(20) })

export function shellTool(runner: CommandRunner, around: ShellSurroundings): Tool {
  return {
    name: 'shell',
    form: 'shell',
    description: describe(around),
    parameters: PARAMETERS,
    foresee(input) {
      const read = readInput(inputSchema, input)
      if (!read.ok) return read
      if (read.value.commands.length === 0 && !read.value.restart) return refuse('Say at least one command.')
      return ok(foreseeCommands(read.value.commands, around))
    },
    async run(input, context, signal) {
      const read = readInput(inputSchema, input)
      if (!read.ok) return { result: 'failed', output: read.problem.message, problem: read.problem }
      const { commands, timeoutMs = DEFAULT_MS, maxOutputLength = DEFAULT_LENGTH } = read.value
      const results: RunResult[] = []
      for (const [index, command] of commands.entries()) {
        if (signal.aborted) break
        const wishes = {
          name: `${context.id}.${index + 1}`,
          timeoutMs: Math.min(timeoutMs, LONGEST_MS),
          most: Math.max(LENGTHS.least, Math.min(maxOutputLength, LENGTHS.most)),
          hasNetwork: networkFor(command, around),
          onOutput: context.onOutput,
        }
        results.push(await runner.run(command, wishes, signal))
      }
      return outcomeOf(results, signal)
    },
  }
}

export function foreseeCommands(commands: readonly string[], around: ShellSurroundings): Foreseen {
  const foreseen = commands.map((command) => foreseeCommand(command, around))
  const findings = foreseen.flatMap((one) => one.findings)
  return {
    what: commands.join('\n'),
    where: around.root,
    risks: risksIn(findings),
    findings,
    isReading: foreseen.every((one) => one.isReading),
  }
}

/** Whoever let a command run that wants the network let it have that too; in a mode that asks nobody the setting decides. */
export const networkFor = (command: string, around: ShellSurroundings): boolean =>
  around.hasNetwork || (around.mayGetNetwork && foreseeCommand(command, around).wantsNetwork)

function outcomeOf(results: readonly RunResult[], signal: AbortSignal): ToolOutcome {
  return { result: signal.aborted ? 'interrupted' : 'done', output: writeShellOutput(results) }
}

const PARAMETERS = {
  type: 'object',
  properties: {
    commands: { type: 'array', items: { type: 'string' }, description: 'Command lines, run one after the other.' },
    timeoutMs: { type: 'number', description: 'End each command after so long (120000).' },
    maxOutputLength: { type: 'number', description: 'Characters of output to see of each (20000); head and tail are kept.' },
  },
  required: ['commands'],
}

function describe({ root, isSandboxed, hasNetwork }: ShellSurroundings): string {
  return [
    `Runs command lines in ${root}. Each begins there with a fresh shell: join what belongs together by &&.`,
    isSandboxed
      ? 'They run in a sandbox: only this folder can be changed, and /tmp is theirs alone.'
      : 'There is no sandbox, so the person is asked for each.',
    hasNetwork ? '' : 'The network is off unless the person allows it for a command that needs it.',
    'Nothing can be typed into them: use start_process for what runs on, asks or serves.',
  ]
    .filter(Boolean)
    .join(' ')
}
