/**
 * The port of every tool a model may call beside the computer: shell, file edits, those of MCP servers. A tool is data and
 * one function; the policy decides before it runs, the runner writes down what it does.
 */
import type { Picture } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import type { RiskKind } from '../protocol/risk.js'
import type { ToolOffer } from '../protocol/tool-offer.js'
import type { Finding } from '../safety/finding.js'

/** What one call would do, told from its input alone: nothing is touched to find out. */
export interface Foreseen {
  /** for the person: what it does, in a few words and the very command or path */
  readonly what: string
  /** for the person: folder, server or site it does it in */
  readonly where: string
  readonly risks: readonly RiskKind[]
  /** the same with how bad each is and how that is known, where the tool can tell */
  readonly findings?: readonly Finding[]
  /** it only looks: never asked for, also with `--approve ask` */
  readonly isReading: boolean
}

export type ToolOutcome = {
  readonly result: 'done' | 'failed' | 'interrupted'
  /** for the model, already cut to a size it can take; the whole is kept by the tool in the session folder */
  readonly output: string
  /** pictures for the model: an image file that was looked at */
  readonly pictures?: readonly Picture[]
  readonly problem?: Problem
}

export interface ToolContext {
  /** the call's id in the log, `t4.2` */
  readonly id: string
  /** live output for the trace, as it comes; the runner logs it as `tool.output` */
  readonly onOutput: (stream: 'stdout' | 'stderr' | 'info', text: string) => void
}

export interface Tool extends ToolOffer {
  /** 'refuse' when the input cannot be read or may never be done (a path that leaves the workspace …). Must not touch anything. */
  foresee(input: unknown): { readonly ok: true; readonly value: Foreseen } | { readonly ok: false; readonly problem: Problem }
  /** Never rejects. Ends soon after the signal fires, with everything it started ended too. */
  run(input: unknown, context: ToolContext, signal: AbortSignal): Promise<ToolOutcome>
}

/** The tools of one session, handed to the runner by the composition root. */
export interface ToolBox {
  readonly tools: readonly Tool[]
  /** told to the model with the first request: the project's own instructions */
  readonly notes?: readonly string[]
  /** Ends everything the tools started. Safe to call twice. */
  close(): Promise<void>
}
