/** Runs one tool that the policy allowed: its output is shown as it comes, its pictures are kept, its end is told. */
import type { Effect } from '../agent/effects.js'
import type { FrameShown } from '../agent/events.js'
import type { Outcome } from '../agent/plan.js'
import type { Picture } from '../../native-bridge/types.js'
import type { Problem } from '../protocol/problem.js'
import { fillSecrets } from '../safety/secrets.js'
import type { ToolOutcome } from '../tools/tool.js'
import { LiveOutput } from './live-output.js'
import type { Perform, Workbench } from './workbench.js'

export const performTool: Perform<Extract<Effect, { kind: 'run-tool' }>> = async (bench, effect, signal, _state, tell) => {
  const { ticket, item } = effect
  const { clock, log } = bench.ports
  const tool = bench.options.tools?.tools.find((one) => one.name === item.name)
  if (!tool) return { kind: 'acted', ticket, outcome: unknownTool(item.name) }
  const began = clock.now()
  const live = new LiveOutput(clock, signal, (stream, text) => tell({ kind: 'printed', ticket, stream, text }), bench.redact)
  const onOutput = (stream: string, text: string) => live.add(stream, text)
  const ended = bench.options.dryRun
    ? NOT_RUN
    : await tool.run(filled(bench, item.input), { id: item.id, onOutput }, signal).catch(brokenTool)
  live.flush()
  if (signal.aborted) return null
  for (const picture of ended.pictures ?? []) {
    const saved = await log.saveFrame(picture)
    if (!saved.ok) return { kind: 'broke', problem: saved.problem }
    tell({ kind: 'shown', ticket, frame: frameOf(bench, picture) })
  }
  return { kind: 'acted', ticket, outcome: outcomeOf(bench, ended, clock.now() - began) }
}

const NOT_RUN: ToolOutcome = { result: 'done', output: 'Not run: this is a dry run.' }

/** The port says that a tool never rejects; one that does has a bug, which is no reason to end the session. */
const brokenTool = (error: unknown): ToolOutcome => {
  const reason = error instanceof Error ? error.message : String(error)
  return { result: 'failed', output: '', problem: { kind: 'bug', message: `The tool broke: ${reason}`, retryable: false } }
}

function unknownTool(name: string): Outcome {
  const problem: Problem = { kind: 'unknown-action', message: `There is no tool named ${name}.`, retryable: false }
  return { result: 'failed', effect: 'unknown', ms: 0, problem, watched: 'short' }
}

/** A command may have changed the screen: how long that takes is not known, so the next look watches for it. */
function outcomeOf(bench: Workbench, { result, output, problem }: ToolOutcome, ms: number): Outcome {
  return {
    result,
    effect: 'unknown',
    ms: Math.round(ms),
    note: bench.redact(output),
    watched: 'short',
    ...(problem ? { problem: bench.redact(problem) } : {}),
  }
}

/** The values of secrets that are for tools go in here and nowhere else. */
function filled(bench: Workbench, input: unknown): unknown {
  const values = new Map(bench.options.secrets.filter((one) => one.isForTools).map(({ name, value }) => [name, value]))
  if (values.size === 0) return input
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return fillSecrets(value, values)
    if (Array.isArray(value)) return value.map(fill)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]))
  }
  return fill(input)
}

function frameOf({ model, options }: Workbench, { id, width, height, bytes, mime }: Picture): FrameShown {
  const wish = model.picture
  return {
    id,
    width,
    height,
    bytes: bytes.byteLength,
    mime,
    display: options.display.id,
    reason: 'tool',
    settledMs: 0,
    changed: 0,
    sent: { detail: wish.detail, tokens: wish.tokens({ width, height }) },
  }
}
