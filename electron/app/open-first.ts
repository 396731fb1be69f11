/** A program that is started before the session begins, on the desktop it drives. */
import { launchProgram, type Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { SessionDesktop } from './session-desktop.js'

const WINDOW_PATIENCE_MS = 20_000

/** What ends it: on a virtual desktop it goes with the session, elsewhere it stays. */
export async function openFirst(
  commandLine: string,
  { bridge, programEnv, isVirtual }: SessionDesktop,
): Promise<Outcome<() => unknown, Problem>> {
  if (commandLine.trim() === '') return { ok: true, value: () => undefined }
  const options = { env: programEnv ?? {}, waitForWindowMs: WINDOW_PATIENCE_MS, bridge, signal: new AbortController().signal }
  const program = await launchProgram(commandLine, options)
  if (!program.ok) return program
  return { ok: true, value: () => (isVirtual ? program.value.close() : undefined) }
}
