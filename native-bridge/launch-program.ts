import type { Bridge, LaunchedProgram } from './bridge.js'
import type { Outcome } from './types.js'

export interface LaunchOptions {
  /** what the program's environment adds to ours, cleaned of keys and secrets (DISPLAY of a virtual desktop) */
  readonly env: Readonly<Record<string, string>>
  /** how long to wait for a new window; 0: do not wait */
  readonly waitForWindowMs: number
  /** where the window must show */
  readonly bridge: Bridge
  readonly signal: AbortSignal
}

export function launchProgram(commandLine: string, options: LaunchOptions): Promise<Outcome<LaunchedProgram>> {
  throw new Error(`not there yet ${commandLine} ${String(options)}`)
}
