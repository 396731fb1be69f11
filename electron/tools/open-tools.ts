/** The tools of one session, put together: what works in the workspace, and those of MCP servers. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApprovalMode } from '../protocol/settings.js'
import type { McpServer, ToolSettings } from '../protocol/tool-settings.js'
import { editorTool, patchTool } from './files/edit-tools.js'
import { fileTools, type ReadPicture } from './files/file-tools.js'
import { searchTool } from './files/search-tool.js'
import { openServers } from './mcp/open-servers.js'
import { ok, refuse, type Result } from './outcome.js'
import { openProjectNotes } from './project-notes.js'
import type { Environment } from './sandbox/environment.js'
import { findSandbox, type FoundSandbox } from './sandbox/find-sandbox.js'
import { CommandRunner } from './shell/command-runner.js'
import { openOutputFile } from './shell/kept-output.js'
import { Processes, processTools } from './shell/process-tools.js'
import { shellTool, type ShellSurroundings } from './shell/shell-tool.js'
import type { Tool, ToolBox } from './tool.js'
import { withSnapshots } from './undo/with-snapshots.js'
import { openSnapshots } from './undo/snapshots.js'
import { openWorkspace, type Workspace } from './workspace/workspace.js'

export interface ToolWishes {
  /** null: no shell and no file tools, only those of MCP servers */
  readonly workspace: string | null
  readonly settings: ToolSettings
  readonly servers: Readonly<Record<string, McpServer>>
  /** folder of the session, for whole outputs and snapshots */
  readonly session: string
  readonly approvals: ApprovalMode
  readonly env: Environment
  readonly home: string
  /** folders of Deskhand's own, which no tool sees */
  readonly hidden: readonly string[]
  readonly redact: (text: string) => string
  readonly readPicture: ReadPicture
  /**
   * What programs need in their environment to open windows on the desktop that is driven: only where that is a private one,
   * as whoever reaches a desktop can press its keys.
   */
  readonly desktop?: Readonly<Record<string, string>>
}

export interface OpenedTools {
  readonly box: ToolBox
  /** one sentence each for the person: no sandbox, a server that did not start … */
  readonly warnings: readonly string[]
}

export async function openTools(wishes: ToolWishes): Promise<Result<OpenedTools>> {
  const temp = join(wishes.session, 'tmp')
  const outputs = join(wishes.session, 'outputs')
  await Promise.all([temp, outputs].map((folder) => mkdir(folder, { recursive: true, mode: 0o700 })))
  const workspace = wishes.workspace === null ? null : await openWorkspace(wishes.workspace, workspaceOptions(wishes))
  if (workspace && !workspace.ok) return workspace
  const root = workspace?.value.root ?? temp
  const found = findSandbox(boundaryOf(wishes, root), temp)
  const parts = workspace ? await workspaceTools(wishes, workspace.value, found, outputs) : NONE
  if (!parts.ok) return parts
  const servers = await openServers(wishes.servers, { root, found, env: wishes.env })
  const box: ToolBox = {
    tools: [...parts.value.tools, ...servers.tools],
    notes: parts.value.notes,
    close: async () => void (await Promise.all([parts.value.close(), servers.close()])),
  }
  const warnings = [...(found.missing === null ? [] : [found.missing]), ...parts.value.warnings, ...servers.warnings]
  return ok({ box, warnings })
}

interface Parts {
  readonly tools: readonly Tool[]
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
  close(): Promise<void>
}

const desktopOf = ({ desktop = {} }: ToolWishes): Record<string, string> =>
  Object.fromEntries(Object.entries(desktop).filter(([name]) => name === 'DISPLAY' || name === 'XAUTHORITY'))

const NONE: Result<Parts> = ok({ tools: [], notes: [], warnings: [], close: () => Promise.resolve() })

const workspaceOptions = ({ settings, hidden }: ToolWishes) => ({ isReadOnly: settings.readOnly, hidden })

const boundaryOf = ({ settings, home, hidden, env, desktop = {} }: ToolWishes, root: string) => ({
  root,
  isReadOnly: settings.readOnly,
  home,
  hidden,
  alsoRead: settings.read,
  pathVariable: env['PATH'] ?? '',
  sockets: [
    ...(desktop['DISPLAY'] === undefined ? [] : [`/tmp/.X11-unix/X${/:(\d+)/.exec(desktop['DISPLAY'])?.[1] ?? ''}`]),
    ...(desktop['XAUTHORITY'] === undefined ? [] : [desktop['XAUTHORITY']]),
  ],
})

async function workspaceTools(
  wishes: ToolWishes,
  workspace: Workspace,
  { sandbox }: FoundSandbox,
  outputs: string,
): Promise<Result<Parts>> {
  const { settings, env, redact, approvals } = wishes
  if (workspace.root === wishes.home) return refuse(HOME, 'configuration')
  const runner = new CommandRunner({
    root: workspace.root,
    sandbox,
    ours: env,
    alsoEnv: settings.env,
    set: desktopOf(wishes),
    outputs,
    redact,
  })
  const around: ShellSurroundings = {
    root: workspace.root,
    isSandboxed: runner.isSandboxed,
    hasNetwork: settings.network === 'on',
    // with `never` nobody was asked, so nobody allowed it
    mayGetNetwork: settings.network === 'ask' && approvals !== 'never',
  }
  const notes = await openProjectNotes(workspace)
  const processes = new Processes(runner, (name) => openOutputFile(join(outputs, `${name}.txt`), redact))
  const snapshots = await openSnapshots(wishes.session, workspace.root)
  const changing = [patchTool(workspace, notes.beside), editorTool(workspace, notes.beside), shellTool(runner, around), ...processTools(processes, around)] // prettier-ignore
  const reading = [...fileTools(workspace, wishes.readPicture, notes.beside), searchTool(workspace, runner, env['PATH'] ?? '')]
  return ok({
    tools: [...(snapshots.ok ? withSnapshots(changing, snapshots.value) : changing), ...reading],
    notes: notes.first === '' ? [] : [notes.first],
    warnings: snapshots.ok ? [] : [`Changes of files cannot be undone in this session: ${snapshots.problem.message}`],
    close: () => processes.close(),
  })
}

const HOME = 'Your home folder itself cannot be the workspace: it holds your keys. Choose a folder in it.'
