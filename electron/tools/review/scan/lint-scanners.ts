/** Linters of a project, and Semgrep with the project's own rules. */
import { isAbsolute, relative } from 'node:path'
import { z } from 'zod'
import type { Finding } from '../../../protocol/review.js'
import type { ScanFacts } from './scan-facts.js'
import { parsed, type Scanner } from './scanner.js'

const fromRoot = (root: string, path: string): string => (isAbsolute(path) ? relative(root, path) : path.replace(/^\.\//, ''))

const CODE = /\.[cm]?[jt]sx?$/
const ESLINT_CONFIGS = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((end) => `eslint.config.${end}`)
const OLD_CONFIGS = ['', '.js', '.cjs', '.json', '.yml', '.yaml'].map((end) => `.eslintrc${end}`)

const eslintReport = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        ruleId: z.string().nullish(),
        severity: z.number(),
        message: z.string(),
        line: z.number().optional(),
        fatal: z.boolean().optional(),
      }),
    ),
  }),
)

export const eslint: Scanner = {
  tool: 'ESLint',
  call(facts) {
    const files = facts.files.filter((path) => CODE.test(path))
    if (files.length === 0) return null
    const isConfigured = facts.first(...ESLINT_CONFIGS, ...OLD_CONFIGS) !== null || /"eslintConfig"/.test(facts.read('package.json'))
    const program = facts.program('eslint', 'node_modules/.bin')
    if (!isConfigured) return 'The project has no ESLint configuration.'
    if (program === null) return 'The project is set up for ESLint, but it is not installed (node_modules).'
    const args = ['--format', 'json', '--no-error-on-unmatched-pattern', '--', ...files]
    return { commands: [{ file: program, args }], hasNetwork: false, missing: [] }
  },
  read([output], { root }) {
    const report = eslintReport.safeParse(parsed(output?.out ?? ''))
    if (!report.success) return null
    const all = report.data.flatMap(({ filePath, messages }) => messages.map((one) => ({ ...one, path: fromRoot(root, filePath) })))
    const isSkipped = ({ ruleId, message }: (typeof all)[number]) => !ruleId && /^File ignored/.test(message)
    return {
      findings: all.filter((one) => !isSkipped(one)).map(({ path, line, severity, ruleId, message }) => ({
        path,
        line: line ?? null,
        level: severity === 2 ? 'medium' : 'low',
        rule: ruleId ?? '',
        text: message,
        isOwn: null,
      })),
      missing: all.filter(isSkipped).map(({ path }) => `Its configuration leaves out ${path}.`),
    }
  },
} // prettier-ignore

const ruffReport = z.array(
  z.object({
    code: z.string().nullable(),
    message: z.string(),
    filename: z.string(),
    location: z.object({ row: z.number() }),
  }),
)

const hasRuffRules = (facts: ScanFacts): boolean =>
  facts.first('ruff.toml', '.ruff.toml') !== null || /^\[tool\.ruff/m.test(facts.read('pyproject.toml'))

export const ruff: Scanner = {
  tool: 'Ruff',
  call(facts) {
    const files = facts.files.filter((path) => /\.pyi?$/.test(path))
    if (files.length === 0) return null
    const program = facts.program('ruff', '.venv/bin', 'venv/bin')
    if (program === null) return 'Ruff is not installed, so the Python files were not linted.'
    const missing = hasRuffRules(facts) ? [] : ['The project has no settings for it: only its own default rules were used.']
    const args = ['check', '--output-format', 'json', '--no-cache', '--force-exclude', '--', ...files]
    return { commands: [{ file: program, args }], hasNetwork: false, missing }
  },
  read([output], { root }) {
    const report = ruffReport.safeParse(parsed(output?.out ?? ''))
    if (!report.success) return null
    const findings = report.data.map(({ code, message, filename, location }) => ({
      path: fromRoot(root, filename),
      line: location.row,
      // a file that cannot be read as Python has no code, or `invalid-syntax`
      level: code === null || code === 'invalid-syntax' || code.startsWith('S') ? ('medium' as const) : ('low' as const),
      rule: code ?? '',
      text: message,
      isOwn: null,
    }))
    return { findings, missing: [] }
  },
}

const semgrepReport = z.object({
  results: z.array(
    z.object({
      check_id: z.string(),
      path: z.string(),
      start: z.object({ line: z.number() }),
      end: z.object({ line: z.number() }).optional(),
      extra: z.object({ message: z.string(), severity: z.string() }),
    }),
  ),
  errors: z.array(z.object({ message: z.string().optional(), path: z.string().optional() })).default([]),
})

const SEMGREP_LEVELS: Readonly<Record<string, Finding['level']>> = {
  CRITICAL: 'high',
  HIGH: 'high',
  ERROR: 'high',
  MEDIUM: 'medium',
  WARNING: 'medium',
}

export const semgrep: Scanner = {
  tool: 'Semgrep',
  call(facts) {
    if (facts.files.length === 0) return null
    const program = facts.program('semgrep', '.venv/bin', 'venv/bin')
    const rules = facts.first('.semgrep.yml', '.semgrep.yaml', '.semgrep')
    if (program === null) return 'Semgrep is not installed.'
    if (rules === null)
      return 'Semgrep is installed, but the project has no rules of its own (.semgrep.yml); none are fetched from elsewhere.'
    const args = [
      'scan',
      '--json',
      '--quiet',
      '--metrics=off',
      '--disable-version-check',
      '--config',
      rules,
      '--',
      ...facts.files,
    ]
    return { commands: [{ file: program, args }], hasNetwork: false, missing: [] }
  },
  read([output], { root, isOwnLine }) {
    const report = semgrepReport.safeParse(parsed(output?.out ?? ''))
    if (!report.success) return null
    const findings = report.data.results.map(({ check_id, path, start, end, extra }) => {
      const file = fromRoot(root, path)
      const lines = Array.from({ length: (end?.line ?? start.line) - start.line + 1 }, (_, at) => start.line + at)
      return {
        path: file,
        line: start.line,
        level: SEMGREP_LEVELS[extra.severity.toUpperCase()] ?? ('low' as const),
        rule: check_id,
        text: extra.message,
        isOwn: lines.some((line) => isOwnLine(file, line)),
      }
    })
    const missing = report.data.errors.map(({ path, message }) => `It could not check ${path === undefined ? 'all' : fromRoot(root, path)}: ${message?.split('\n')[0] ?? 'no reason is given'}`) // prettier-ignore
    return { findings, missing }
  },
}
