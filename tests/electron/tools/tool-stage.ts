/** A workspace in a temporary folder with the real tools on it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, readFileSync, existsSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openTools, type OpenedTools, type ToolWishes } from '../../../electron/tools/open-tools.js'
import type { Tool, ToolOutcome } from '../../../electron/tools/tool.js'

export interface ToolStage extends OpenedTools {
  /** the workspace */
  readonly root: string
  /** a folder beside it */
  readonly outside: string
  readonly session: string
  tool(name: string): Tool
  /** judged, then run as call `id`; throws where it is refused */
  call(name: string, input: unknown, more?: { id?: string; signal?: AbortSignal }): Promise<ToolOutcome & { live: string }>
  write(path: string, text: string): void
  read(path: string): string
  has(path: string): boolean
}

export function tempFolder(name = 'deskhand-tools-'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), name)))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function toolStage(
  files: Readonly<Record<string, string>> = {},
  wishes: Partial<ToolWishes> = {},
): Promise<ToolStage> {
  const base = tempFolder()
  const [root, outside, session, home] = ['work', 'outside', 'session', 'home'].map((name) => join(base, name)) as [string, string, string, string] // prettier-ignore
  for (const folder of [root, outside, session, home]) mkdirSync(folder)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  const opened = await openTools({
    workspace: root,
    settings: { readOnly: false, network: 'ask', env: [], read: [] },
    servers: {},
    session,
    approvals: 'risky',
    env: process.env,
    home,
    hidden: [join(base, 'data')],
    redact: (text) => text,
    readPicture: () => Promise.resolve(null),
    ...wishes,
  })
  if (!opened.ok) throw new Error(opened.problem.message)
  const { box } = opened.value
  onTestFinished(() => box.close())
  const tool = (name: string) => {
    const found = box.tools.find((one) => one.name === name)
    if (!found) throw new Error(`there is no tool ${name}`)
    return found
  }
  let last = 0
  return {
    ...opened.value,
    root,
    outside,
    session,
    tool,
    async call(name, input, { id = `t${++last}.1`, signal = new AbortController().signal } = {}) {
      const foreseen = tool(name).foresee(input)
      if (!foreseen.ok) return { result: 'failed', output: foreseen.problem.message, problem: foreseen.problem, live: '' }
      let live = ''
      const outcome = await tool(name).run(input, { id, onOutput: (_, text) => (live += text) }, signal)
      return { ...outcome, live }
    },
    write,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    has: (path) => existsSync(join(root, path)),
  }
}

export const shell = (...commands: string[]) => ({ commands })
