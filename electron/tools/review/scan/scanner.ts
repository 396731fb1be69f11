/** The port of a linter or scanner: how it is called for the files of a session, and how its own report is read. */
import type { Finding } from '../../../protocol/review.js'
import type { CommandLine } from '../../sandbox/sandbox.js'
import type { ScanFacts } from './scan-facts.js'

export interface ScanCall {
  readonly commands: readonly CommandLine[]
  readonly hasNetwork: boolean
  /** what it cannot check here, sentences */
  readonly missing: readonly string[]
}

export interface ScanOutput {
  readonly out: string
  readonly err: string
  readonly exit: number | 'timeout' | 'stopped'
}

export interface ScanFinding extends Finding {
  /** in a line or package of this session; null: by its line */
  readonly isOwn: boolean | null
}

export interface ScanReport {
  readonly findings: readonly ScanFinding[]
  readonly missing: readonly string[]
}

export interface Scanner {
  readonly tool: string
  /** null: nothing here is of its kind; a text: why it is not run */
  call(facts: ScanFacts): ScanCall | string | null
  /** null: that is no report of it */
  read(outputs: readonly ScanOutput[], facts: ScanFacts): ScanReport | null
}

/** JSON, or null. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
