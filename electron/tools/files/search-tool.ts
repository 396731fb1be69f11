/** `search`: ripgrep where it is installed, else grep; both in the sandbox like any command, so links out lead nowhere. */
import { z } from 'zod'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { done, failed, ok, refuse } from '../outcome.js'
import { readInput } from '../read-input.js'
import type { CommandLine } from '../sandbox/sandbox.js'
import type { CommandRunner } from '../shell/command-runner.js'
import type { Tool } from '../tool.js'
import type { Workspace } from '../workspace/workspace.js'
import { cut } from './texts.js'

const schema = z.object({
  pattern: z.string().min(1).max(2000),
  path: z.string().optional(),
  glob: z.string().max(200).optional(),
  ignoreCase: z.boolean().optional(),
})
type Search = z.infer<typeof schema>

const PATIENCE_MS = 30_000
const MOST_A_FILE = '200'

export function searchTool(workspace: Workspace, runner: CommandRunner, pathVariable: string): Tool {
  const hasRipgrep = isInPath('rg', pathVariable)
  return {
    name: 'search',
    form: 'function',
    description:
      'Searches the workspace for a regular expression; gives file, line and text. Files that git ignores are left out where ripgrep is installed.',
    parameters: PARAMETERS,
    foresee(input) {
      const read = readInput(schema, input)
      if (!read.ok) return read
      const path = workspace.check(read.value.path ?? '.', 'read')
      if (!path.ok) return path
      return ok({ what: `search for ${read.value.pattern}`, where: workspace.root, risks: [], isReading: true })
    },
    async run(input, context, signal) {
      const read = readInput(schema, input)
      if (!read.ok) return failed(read.problem)
      const path = workspace.check(read.value.path ?? '.', 'read')
      if (!path.ok) return failed(path.problem)
      const command = hasRipgrep ? ripgrep(read.value, path.value) : grep(read.value, path.value)
      const wishes = { name: context.id, timeoutMs: PATIENCE_MS, most: 60_000, hasNetwork: false, onOutput: () => undefined }
      const { stdout, stderr, exit } = await runner.run(command, wishes, signal)
      if (signal.aborted) return { result: 'interrupted', output: '' }
      if (exit === 1 || (exit === 0 && stdout === '')) return done('[nothing was found]')
      if (exit === 0 || stdout !== '') return done(cut(stdout, 30_000))
      return failed(refuse(exit === 'timeout' ? 'The search took too long.' : `The search failed: ${stderr.trim()}`).problem)
    },
  }
}

const isInPath = (program: string, pathVariable: string): boolean =>
  pathVariable.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))

function ripgrep({ pattern, glob, ignoreCase }: Search, path: string): CommandLine {
  const flags = [
    '--no-config',
    '--line-number',
    '--no-heading',
    '--color=never',
    '--max-columns=300',
    `--max-count=${MOST_A_FILE}`,
  ]
  const more = [...(ignoreCase ? ['--ignore-case'] : []), ...(glob === undefined ? [] : ['--glob', glob])]
  return { file: 'rg', args: [...flags, ...more, '-e', pattern, '--', path || '.'] }
}

function grep({ pattern, glob, ignoreCase }: Search, path: string): CommandLine {
  const flags = ['-rnIE', `-m${MOST_A_FILE}`, '--exclude-dir=.git', '--exclude-dir=node_modules']
  const more = [...(ignoreCase ? ['-i'] : []), ...(glob === undefined ? [] : [`--include=${glob}`])]
  return { file: 'grep', args: [...flags, ...more, '-e', pattern, '--', path || '.'] }
}

const PARAMETERS = {
  type: 'object',
  properties: {
    pattern: { type: 'string', description: 'An extended regular expression.' },
    path: { type: 'string', description: 'File or folder to search (the whole workspace).' },
    glob: { type: 'string', description: 'Only files whose names fit, *.ts for instance.' },
    ignoreCase: { type: 'boolean' },
  },
  required: ['pattern'],
}
