/** `--workspace` and MCP servers: the tools a session gets beside the screen. */
import { homedir } from 'node:os'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { createRedact } from '../safety/redact.js'
import { createFoundKeys } from '../safety/key-shapes.js'
import { openWorkspaceMemory } from '../settings/workspace-memory.js'
import { openTools } from '../tools/open-tools.js'
import type { ToolBox } from '../tools/tool.js'
import type { Places } from './load-config.js'
import type { Desktop } from './open-desktop.js'
import type { Io } from './plugs.js'
import type { PreparedRun } from './prepare-run.js'
import { readPicture } from './read-images.js'

export interface ToolParts {
  readonly prepared: PreparedRun
  readonly desktop: Desktop
  readonly session: string
}

export async function openSessionTools(
  { prepared, desktop, session }: ToolParts,
  places: Places,
  io: Io,
): Promise<Outcome<ToolBox | null, Problem>> {
  const { settings, workspace } = prepared
  if (workspace === null && Object.keys(settings.mcpServers).length === 0) return { ok: true, value: null }
  const redact = createRedact(prepared.secrets, createFoundKeys())
  const opened = await openTools({
    workspace,
    settings: settings.tools,
    servers: settings.mcpServers,
    session: places.sessions.folder(session),
    approvals: settings.approvals,
    env: io.env,
    home: homedir(),
    hidden: places.own,
    redact,
    readPicture,
    ...(desktop.isVirtual ? { desktop: desktop.programEnv } : {}),
  })
  if (!opened.ok) return opened
  for (const warning of opened.value.warnings) io.err(`${warning}\n`)
  const kept = workspace === null ? null : await openWorkspaceMemory(places.home).keep(session, workspace, settings.tools)
  if (kept && !kept.ok) io.err(`${kept.problem.message}\n`)
  return { ok: true, value: opened.value.box }
}
