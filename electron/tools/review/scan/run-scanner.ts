/** One scanner, run in the sandbox: its report as what a person should look at, and in plain words what it does not cover. */
import type { Check, Finding } from '../../../protocol/review.js'
import type { CommandRunner } from '../../shell/command-runner.js'
import type { ScanFacts } from './scan-facts.js'
import type { ScanFinding, ScanOutput, Scanner } from './scanner.js'

export interface ScanRun {
  readonly facts: ScanFacts
  readonly runner: CommandRunner
  readonly signal: AbortSignal
  /** takes keys out of what is shown */
  readonly hide: (text: string) => string
}

const TIMEOUT_MS = 120_000
/** A report that is cut cannot be read. */
const MOST_OUTPUT = 16 << 20
const LONGEST = 400
const MOST_FINDINGS = 200

/** null: nothing here is of its kind. */
export async function runScanner(scanner: Scanner, run: ScanRun): Promise<Check | null> {
  const { tool } = scanner
  const call = scanner.call(run.facts)
  if (call === null) return null
  const nothing = { tool, findings: [], elsewhere: 0 }
  if (typeof call === 'string') return { ...nothing, state: 'not-run', missing: call }
  const outputs: ScanOutput[] = []
  for (const [at, command] of call.commands.entries()) {
    const name = `review-${tool.toLowerCase().replace(/\W+/g, '-')}-${at + 1}`
    const wishes = { name, timeoutMs: TIMEOUT_MS, most: MOST_OUTPUT, hasNetwork: call.hasNetwork, onOutput: () => undefined }
    const { stdout, stderr, exit } = await run.runner.run(command, wishes, run.signal)
    outputs.push({ out: stdout, err: stderr, exit })
  }
  const report = scanner.read(outputs, run.facts)
  if (report === null) return { ...nothing, state: 'failed', missing: run.hide(whyFailed(tool, outputs)) }
  const own = report.findings.filter((one) => isOwn(one, run.facts))
  return {
    tool,
    state: 'ran',
    findings: own.slice(0, MOST_FINDINGS).map((one) => shown(one, run.hide)),
    elsewhere: report.findings.length - own.length,
    missing: [...call.missing, ...report.missing].map(run.hide).join(' '),
  }
}

const isOwn = ({ isOwn, path, line }: ScanFinding, facts: ScanFacts): boolean =>
  isOwn ?? (line === null || facts.isOwnLine(path, line))

const shown = ({ path, line, level, rule, text }: ScanFinding, hide: (text: string) => string): Finding => ({
  path,
  line,
  level,
  rule,
  text: hide(text).slice(0, LONGEST),
})

function whyFailed(tool: string, outputs: readonly ScanOutput[]): string {
  const { exit, err, out } = outputs.at(-1) ?? { exit: 0, err: '', out: '' }
  if (exit === 'timeout') return `${tool} took longer than ${TIMEOUT_MS / 1000} s and was ended.`
  if (exit === 'stopped') return `${tool} was stopped.`
  const words = `${err}\n${out}`.trim().split('\n')[0] ?? ''
  return `${tool} ended with ${exit} and without a report: ${words.slice(0, LONGEST) || 'it said nothing.'}`
}
