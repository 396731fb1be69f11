/** Programs that run on: started once, then read from, written to and stopped. All of them end with the session. */
import { z } from 'zod'
import { findingOf } from '../../safety/finding.js'
import { done, failed, ok, reasonOf, refuse } from '../outcome.js'
import { readInput } from '../read-input.js'
import type { Tool, ToolContext, ToolOutcome } from '../tool.js'
import type { CommandRunner } from './command-runner.js'
import { HeadAndTail, plainText, type OutputFile } from './kept-output.js'
import type { Running } from './process-tree.js'
import { foreseeCommands, networkFor, type ShellSurroundings } from './shell-tool.js'

const startSchema = z.object({
  command: z.string().min(1).max(100_000),
  terminal: z.boolean().optional(),
  network: z.boolean().optional(),
  waitMs: z.number().min(0).max(60_000).optional(),
})
const processSchema = z.object({
  id: z.string(),
  do: z.enum(['read', 'write', 'stop']),
  text: z.string().max(100_000).optional(),
  waitMs: z.number().min(0).max(60_000).optional(),
})

const MOST_AT_ONCE = 8
const LENGTH = 20_000

interface Kept {
  readonly running: Running
  readonly command: string
  readonly file: OutputFile
  unread: HeadAndTail
  exit: number | null | 'running'
  /** told of each piece while a call waits */
  listener: ((text: string) => void) | null
}

export class Processes {
  private readonly kept = new Map<string, Kept>()
  private last = 0

  constructor(
    private readonly runner: CommandRunner,
    private readonly outputs: (name: string) => OutputFile,
  ) {}

  get alive(): number {
    return [...this.kept.values()].filter(({ exit }) => exit === 'running').length
  }

  async start(command: string, hasTerminal: boolean, hasNetwork: boolean): Promise<string> {
    const running = await this.runner.start(command, { hasNetwork, hasTerminal })
    const id = `p${++this.last}`
    const file = this.outputs(id)
    const one: Kept = { running, command, file, unread: new HeadAndTail(LENGTH), exit: 'running', listener: null }
    running.onOutput((_, text) => {
      file.write(text)
      one.unread.add(plainText(text))
      one.listener?.(plainText(text))
    })
    void running.ended.then((code) => {
      one.exit = code
      void file.close()
    })
    this.kept.set(id, one)
    return id
  }

  get(id: string): Kept | undefined {
    return this.kept.get(id)
  }

  async close(): Promise<void> {
    await Promise.all([...this.kept.values()].filter(({ exit }) => exit === 'running').map(({ running }) => running.kill()))
  }
}

export function processTools(processes: Processes, around: ShellSurroundings): readonly Tool[] {
  return [startTool(processes, around), processTool(processes, around)]
}

function startTool(processes: Processes, around: ShellSurroundings): Tool {
  return {
    name: 'start_process',
    form: 'function',
    description:
      'Starts a command that runs on (a server, a watcher, a program that asks) and gives its id. It ends with the session. With terminal it gets a real terminal.',
    parameters: START_PARAMETERS,
    foresee(input) {
      const read = readInput(startSchema, input)
      if (!read.ok) return read
      const { command, network = false } = read.value
      const foreseen = foreseeCommands([command], around)
      if (!network || around.hasNetwork || foreseen.risks.includes('uses-network')) return ok(foreseen)
      const asked = findingOf('uses-network', { why: 'The command wants the network, also to be reached by a browser.' })
      return ok({
        ...foreseen,
        isReading: false,
        risks: [...foreseen.risks, 'uses-network'],
        findings: [...(foreseen.findings ?? []), asked],
      })
    },
    async run(input, context, signal) {
      const read = readInput(startSchema, input)
      if (!read.ok) return failed(read.problem)
      const { command, terminal = false, network = false, waitMs = 1000 } = read.value
      const hasNetwork = networkFor(command, around) || (network && around.mayGetNetwork)
      if (processes.alive >= MOST_AT_ONCE) return failed(refuse(`${MOST_AT_ONCE} processes run already; stop one first.`).problem)
      try {
        const id = await processes.start(command, terminal, hasNetwork)
        const one = processes.get(id)
        return one ? await heard(id, one, waitMs, context, signal) : done(id)
      } catch (error) {
        return failed(refuse(`It could not be started: ${reasonOf(error)}.`).problem)
      }
    },
  }
}

function processTool(processes: Processes, around: ShellSurroundings): Tool {
  return {
    name: 'process',
    form: 'function',
    description: 'Reads what a started process printed since the last time, writes to its input, or stops it.',
    parameters: PROCESS_PARAMETERS,
    foresee(input) {
      const read = readInput(processSchema, input)
      if (!read.ok) return read
      const { id, do: deed, text = '' } = read.value
      const command = processes.get(id)?.command
      if (command === undefined) return refuse(`There is no process ${id}.`)
      const what = deed === 'write' ? `Type into ${command}: ${text}` : `${deed} ${command}`
      // what is typed into a shell that runs is a command like any other
      const typed = deed === 'write' ? foreseeCommands([text === '' ? ':' : text], around) : null
      return ok({
        what,
        where: around.root,
        risks: typed?.risks ?? [],
        ...(typed?.findings ? { findings: typed.findings } : {}),
        isReading: deed === 'read',
      })
    },
    async run(input, context, signal) {
      const read = readInput(processSchema, input)
      if (!read.ok) return failed(read.problem)
      const { id, do: deed, text = '', waitMs = deed === 'write' ? 1000 : 0 } = read.value
      const one = processes.get(id)
      if (!one) return failed(refuse(`There is no process ${id}.`).problem)
      if (deed === 'stop') await one.running.kill()
      if (deed === 'write' && one.exit === 'running') one.running.write(text)
      return heard(id, one, waitMs, context, signal)
    },
  }
}

async function heard(id: string, one: Kept, waitMs: number, context: ToolContext, signal: AbortSignal): Promise<ToolOutcome> {
  one.listener = (text) => context.onOutput('stdout', text)
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, waitMs)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
    void one.running.ended.then(end)
  })
  one.listener = null
  const text = one.unread.text()
  one.unread = new HeadAndTail(LENGTH)
  const state = one.exit === 'running' ? 'it runs' : `it ended${one.exit === null ? '' : ` with ${one.exit}`}`
  return { result: signal.aborted ? 'interrupted' : 'done', output: `[${id}: ${state}]\n${text}` }
}

const START_PARAMETERS = {
  type: 'object',
  properties: {
    command: { type: 'string' },
    terminal: { type: 'boolean', description: 'Give it a pseudo-terminal.' },
    network: {
      type: 'boolean',
      description: 'It needs the network, or shall be reached from outside its sandbox (a dev server); the person is asked.',
    },
    waitMs: { type: 'number', description: 'Wait so long for its first output (1000).' },
  },
  required: ['command'],
}

const PROCESS_PARAMETERS = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    do: { type: 'string', enum: ['read', 'write', 'stop'] },
    text: { type: 'string', description: 'With write: what to type; end a line with \\n.' },
    waitMs: { type: 'number', description: 'Wait so long for output before answering.' },
  },
  required: ['id', 'do'],
}
