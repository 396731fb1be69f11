/**
 * The project's own linters and whatever scanners are installed, asked about the files of a session: they are called, not
 * rewritten, in the sandbox, with a workspace they cannot change. Each says what it found in this session's lines, and what it
 * could not check.
 */
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Check } from '../../../protocol/review.js'
import type { ToolSettings } from '../../../protocol/tool-settings.js'
import { createFoundKeys } from '../../../safety/key-shapes.js'
import { ok, type Result } from '../../outcome.js'
import type { Environment } from '../../sandbox/environment.js'
import { findSandbox } from '../../sandbox/find-sandbox.js'
import { CommandRunner } from '../../shell/command-runner.js'
import { readReviewed } from '../read-review.js'
import { readChanges } from '../../undo/snapshots.js'
import { scanFacts } from './scan-facts.js'
import { SCANNERS } from './scanners.js'
import { runScanner } from './run-scanner.js'

export interface CheckWishes {
  readonly settings: ToolSettings
  readonly env: Environment
  /** folders of Deskhand's own, which no program sees */
  readonly hidden: readonly string[]
  readonly signal?: AbortSignal
}

export async function checkSession(folder: string, wishes: CheckWishes): Promise<Result<readonly Check[]>> {
  const { settings, env, hidden, signal = new AbortController().signal } = wishes
  const read = await readChanges(folder)
  const reviewed = await readReviewed(folder, [])
  if (!reviewed.ok) return reviewed
  if (!read || reviewed.value.review.files.length === 0) return ok([])
  const [temp, outputs] = [join(folder, 'tmp'), join(folder, 'outputs')]
  await Promise.all([temp, outputs].map((one) => mkdir(one, { recursive: true, mode: 0o700 })))
  const boundary = { root: read.root, isReadOnly: true, home: homedir(), hidden, alsoRead: settings.read, pathVariable: env['PATH'] ?? '' }
  const { sandbox } = findSandbox(boundary, temp)
  const { hide } = createFoundKeys()
  const runner = new CommandRunner({ root: read.root, sandbox, ours: env, alsoEnv: settings.env, outputs, redact: hide })
  const facts = scanFacts({ root: read.root, reviewed: reviewed.value, pathVariable: env['PATH'] ?? '', hasNetwork: settings.network !== 'off' })
  const checks: Check[] = []
  for (const scanner of SCANNERS) {
    if (signal.aborted) break
    const check = await runScanner(scanner, { facts, runner, signal, hide })
    if (check) checks.push(check)
  }
  return ok(checks)
} // prettier-ignore
