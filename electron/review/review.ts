/** A session as somebody looks at it afterwards who has to answer for the code: folded from its log and what its tools changed. */
import type { SessionEvent, Usage } from '../protocol/event.js'
import type { CommandRun, FileChanged, Review } from '../protocol/review.js'
import { commandsRun } from './commands-run.js'
import { findRisks } from './find-risks.js'

export interface ReviewParts {
  readonly events: readonly SessionEvent[]
  /** every call that changed files, in order */
  readonly changes: readonly { readonly call: string; readonly step: number; readonly paths: readonly string[] }[]
  /** from the first state to the last */
  readonly total: { readonly files: readonly FileChanged[]; readonly patch: string; readonly isCut?: boolean }
  /** of all text files of the workspace at the end */
  readonly allLines: number
  /** files that somebody else changed as well, between two of the steps */
  readonly mixed?: readonly string[]
}

export function reviewOf({ events, changes, total, allLines, mixed = [] }: ReviewParts): Review {
  const commands = commandsRun(events)
  const written = total.files.reduce((sum, { added }) => sum + (added ?? 0), 0)
  const said = whatWasSaid(events)
  return {
    files: total.files.map((file) => {
      const own = changes.filter(({ paths }) => paths.includes(file.path))
      const steps = unique(own.map(({ step }) => step))
      const why = steps.flatMap((step) => unique(said.get(step) ?? []).map((text) => ({ step, text })))
      return { ...file, steps: [...steps], why, isMixed: mixed.includes(file.path) }
    }),
    commands: [...commands],
    tests: endOfTests(commands),
    untested: [...untestedFiles(events, commands, { changes, total })],
    risks: [...findRisks(total.patch)],
    isRisksCut: total.isCut ?? false,
    lines: total.files.length === 0 ? null : { written, all: allLines },
    cost: costOf(events),
  }
}

/** Reasoning and messages by turn. */
function whatWasSaid(events: readonly SessionEvent[]): ReadonlyMap<number, readonly string[]> {
  const said = new Map<number, string[]>()
  let turn = 0
  for (const event of events) {
    if (event.type === 'turn.started') turn = event.turn
    const isSaid = event.type === 'reasoning' || (event.type === 'message' && event.phase === 'commentary')
    if (isSaid) said.set(turn, [...(said.get(turn) ?? []), event.text])
  }
  return said
}

function endOfTests(commands: readonly CommandRun[]): Review['tests'] {
  const last = commands.filter(({ isTest }) => isTest).at(-1)
  if (!last) return 'none'
  if (last.hasPassed) return 'passed'
  return last.exit === 0 || last.exit === null ? 'unclear' : 'failed'
}

function untestedFiles(
  events: readonly SessionEvent[],
  commands: readonly CommandRun[],
  { changes, total }: Pick<ReviewParts, 'changes' | 'total'>,
): readonly string[] {
  const order = new Map(events.flatMap((event) => (event.type === 'tool.started' ? [[event.id, event.seq]] : [])))
  const passed = commands.filter(({ hasPassed }) => hasPassed).at(-1)
  const since = passed ? (order.get(passed.call) ?? 0) : -1
  const later = new Set(changes.filter(({ call }) => (order.get(call) ?? Infinity) > since).flatMap(({ paths }) => paths))
  return total.files.map(({ path }) => path).filter((path) => later.has(path))
}

function costOf(events: readonly SessionEvent[]): Review['cost'] {
  const turns = events.flatMap((event) => (event.type === 'usage' ? [event.total] : []))
  const usage = turns.at(-1) ?? NOTHING
  return { turns: turns.length, tokens: usage.input + usage.output, usd: usage.usd }
}

const NOTHING: Pick<Usage, 'input' | 'output' | 'usd'> = { input: 0, output: 0, usd: null }

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
