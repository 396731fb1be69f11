/** The tools a task of the app gets beside the screen, when a folder to work in was chosen or MCP servers are set up. */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { Transformer } from '@napi-rs/image'
import type { Outcome, Picture, PictureMime } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import { createFoundKeys } from '../safety/key-shapes.js'
import { createRedact } from '../safety/redact.js'
import type { KnownSecret } from '../settings/secret-vault.js'
import { openWorkspaceMemory } from '../settings/workspace-memory.js'
import { openTools } from '../tools/open-tools.js'
import type { ToolBox } from '../tools/tool.js'
import type { SessionDesktop } from './session-desktop.js'

export interface TaskToolParts {
  readonly workspace: string | null
  readonly settings: Settings
  readonly home: string
  readonly session: string
  /** of the session */
  readonly folder: string
  readonly desktop: SessionDesktop
  readonly secrets: readonly KnownSecret[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** folders of Deskhand's own, which no tool sees */
  readonly hidden: readonly string[]
  /** what the person should know: no sandbox, a server that did not start */
  readonly warn: (sentence: string) => void
}

export async function openTaskTools(parts: TaskToolParts): Promise<Outcome<ToolBox | null, Problem>> {
  const { workspace, settings, desktop } = parts
  if (workspace === null && Object.keys(settings.mcpServers).length === 0) return { ok: true, value: null }
  if (workspace !== null && !statSync(workspace, { throwIfNoEntry: false })?.isDirectory()) {
    const message = `The folder ${workspace} is not there any more. Choose another one.`
    return { ok: false, problem: { kind: 'usage', message, retryable: false } }
  }
  const opened = await openTools({
    workspace,
    settings: settings.tools,
    servers: settings.mcpServers,
    session: parts.folder,
    approvals: settings.approvals,
    env: parts.env,
    home: homedir(),
    hidden: parts.hidden,
    redact: createRedact(parts.secrets, createFoundKeys()),
    readPicture,
    ...(desktop.programEnv ? { desktop: desktop.programEnv } : {}),
  })
  if (!opened.ok) return opened
  for (const warning of opened.value.warnings) parts.warn(warning)
  const kept = workspace === null ? null : await openWorkspaceMemory(parts.home).keep(parts.session, workspace, settings.tools)
  if (kept && !kept.ok) parts.warn(kept.problem.message)
  return { ok: true, value: opened.value.box }
}

/** The first bytes tell what it says it is; it is decoded whole, so that half a picture is noticed here. */
async function readPicture(bytes: Buffer): Promise<Picture | null> {
  const mime = mimeOf(bytes)
  if (mime === null) return null
  try {
    const picture = new Transformer(bytes)
    const { width, height } = await picture.metadata()
    await picture.rawPixels()
    return { id: createHash('sha256').update(bytes).digest('hex'), bytes, mime, width, height }
  } catch {
    return null
  }
}

function mimeOf(bytes: Buffer): PictureMime | null {
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  return bytes.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : null
}
