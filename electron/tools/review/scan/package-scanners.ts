/** What is known of packages: advisories, and how old the new ones are. All of it is asked of registries, so it needs the network. */
import { join, relative } from 'node:path'
import { z } from 'zod'
import type { Finding } from '../../../protocol/review.js'
import type { NewPackage, ScanFacts } from './scan-facts.js'
import { parsed, type ScanFinding, type Scanner } from './scanner.js'

const NO_NETWORK = 'Commands have no network here (tools.network is off), so nothing was looked up.'
const NODE = /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json)$/
const PYTHON = /(?:^|\/)requirements[\w.-]*\.txt$/

const newOnes = (facts: ScanFacts, manifest: RegExp): readonly NewPackage[] =>
  facts.newPackages.filter(({ path }) => manifest.test(path))

/** At the line where it was added; what was there before is elsewhere. */
function about(facts: ScanFacts, name: string, file: string): Pick<ScanFinding, 'path' | 'line' | 'isOwn'> {
  const found = facts.newPackages.find((one) => one.name.toLowerCase() === name.toLowerCase())
  return found ? { path: found.path, line: found.line, isOwn: true } : { path: file, line: null, isOwn: false }
}

const npmAuditReport = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string().default(''),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string().default('') })])),
    }),
  ),
})

const NPM_LEVELS: Readonly<Record<string, Finding['level']>> = { critical: 'high', high: 'high', moderate: 'medium' }

export const npmAudit: Scanner = {
  tool: 'npm audit',
  call(facts) {
    if (!facts.files.some((path) => NODE.test(path))) return null
    if (facts.first('package-lock.json', 'npm-shrinkwrap.json') === null) {
      return 'There is no package-lock.json at the top of the workspace, so advisories were not looked up.'
    }
    const program = facts.program('npm')
    if (program === null) return 'npm is not installed.'
    if (!facts.hasNetwork) return NO_NETWORK
    const args = ['audit', '--json', '--package-lock-only', '--ignore-scripts']
    const isBehind = newOnes(facts, NODE).some(({ name }) => !facts.read('package-lock.json').includes(`"node_modules/${name}"`))
    const missing = isBehind ? ['A new package is not in package-lock.json yet and could not be checked.'] : []
    return { commands: [{ file: program, args }], hasNetwork: true, missing }
  },
  read([output], facts) {
    const report = npmAuditReport.safeParse(parsed(output?.out ?? ''))
    if (!report.success) return null
    const findings = Object.entries(report.data.vulnerabilities).map(([name, { severity, range, via }]) => ({
      ...about(facts, name, 'package-lock.json'),
      level: NPM_LEVELS[severity] ?? ('low' as const),
      rule: severity,
      text: `${name} ${range}: ${via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title} ${one.url}`.trim())).join('; ')}`,
    }))
    return { findings, missing: [] }
  },
}

const timesReport = z.record(z.string(), z.string())
const lockReport = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })).default({}) })
const MOST_ASKED = 20
const DAY_MS = 86_400_000
/** A version that is younger was hardly used by anybody yet. */
const YOUNG_DAYS = 14

export const npmAge: Scanner = {
  tool: 'npm view',
  call(facts) {
    const packages = newOnes(facts, NODE)
    if (packages.length === 0) return null
    const program = facts.program('npm')
    if (program === null) return 'npm is not installed, so the age of new packages is not known.'
    if (!facts.hasNetwork) return NO_NETWORK
    const commands = packages.slice(0, MOST_ASKED).map(({ name }) => ({ file: program, args: ['view', '--json', '--', name, 'time'] }))
    const missing = packages.length > MOST_ASKED ? [`Only the first ${MOST_ASKED} of ${packages.length} new packages were asked for.`] : []
    return { commands, hasNetwork: true, missing }
  },
  read(outputs, facts) {
    const packages = newOnes(facts, NODE)
    const lock = lockReport.safeParse(parsed(facts.read('package-lock.json')))
    const locked = (name: string) => (lock.success ? lock.data.packages[`node_modules/${name}`]?.version : undefined)
    const read = outputs.map(({ out }, at) => {
      const times = timesReport.safeParse(parsed(out))
      return { one: packages[at], times: times.success ? times.data : null }
    })
    return {
      findings: read.flatMap(({ one, times }) => (one && times ? [ageOf(one, times, locked(one.name), facts.nowMs)] : [])),
      missing: read.flatMap(({ one, times }) => (one && !times ? [`The registry did not say how old ${one.name} is.`] : [])),
    }
  },
} // prettier-ignore

type Times = Readonly<Record<string, string>>

function ageOf({ path, line, name }: NewPackage, times: Times, version: string | undefined, nowMs: number): ScanFinding {
  const published = version === undefined ? undefined : times[version]
  const days = Math.floor((nowMs - Date.parse(published ?? times['created'] ?? '')) / DAY_MS)
  const isYoung = days < YOUNG_DAYS
  const age = Number.isNaN(days) ? '' : `, ${days} days ago`
  const first = `first published ${dayOf(times['created'])}`
  const text =
    version === undefined
      ? `${name}: ${first}${age}; which version will be used is not known`
      : `${name}: version ${version} published ${dayOf(published)}${age}; ${first}`
  return { path, line, level: isYoung ? 'medium' : 'low', rule: isYoung ? 'very new' : 'age', text, isOwn: true }
}

const dayOf = (iso: string | undefined): string => iso?.slice(0, 10) ?? 'at an unknown time'

const osvReport = z.object({
  results: z
    .array(
      z.object({
        source: z.object({ path: z.string() }),
        packages: z.array(
          z.object({
            package: z.object({ name: z.string(), version: z.string() }),
            vulnerabilities: z.array(z.object({ id: z.string(), summary: z.string().optional() })).default([]),
            groups: z.array(z.object({ ids: z.array(z.string()), max_severity: z.string().optional() })).default([]),
          }),
        ),
      }),
    )
    .nullable()
    .default([]),
})

const LOCKS = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'requirements.txt', 'poetry.lock', 'uv.lock', 'Pipfile.lock', 'go.mod', 'Cargo.lock', 'Gemfile.lock', 'composer.lock'] // prettier-ignore
/** of CVSS */
const HIGH = 7
const MEDIUM = 4
const levelOf = (severity: number): Finding['level'] => (severity >= HIGH ? 'high' : severity >= MEDIUM ? 'medium' : 'low')

export const osvScanner: Scanner = {
  tool: 'OSV-Scanner',
  call(facts) {
    const isConcerned = facts.newPackages.length > 0 || facts.files.some((path) => LOCKS.includes(path))
    if (!isConcerned) return null
    const locks = LOCKS.filter((path) => facts.first(path) !== null)
    const program = facts.program('osv-scanner')
    if (program === null) return 'OSV-Scanner is not installed.'
    if (locks.length === 0) return 'There is no lock file at the top of the workspace for it to read.'
    if (!facts.hasNetwork) return NO_NETWORK
    const args = ['scan', '--format', 'json', ...locks.flatMap((path) => ['--lockfile', join(facts.root, path)])]
    return { commands: [{ file: program, args }], hasNetwork: true, missing: [] }
  },
  read([output], facts) {
    const report = osvReport.safeParse(parsed(output?.out ?? ''))
    if (!report.success) return null
    const findings = (report.data.results ?? []).flatMap(({ source, packages }) =>
      packages.flatMap(({ package: { name, version }, vulnerabilities, groups }) =>
        vulnerabilities.map(({ id, summary }) => ({
          ...about(facts, name, relative(facts.root, source.path)),
          level: levelOf(Number(groups.find(({ ids }) => ids.includes(id))?.max_severity ?? 0)),
          rule: id,
          text: `${name} ${version}: ${summary ?? 'no summary is given'}`,
        })),
      ),
    )
    return { findings, missing: [] }
  },
}

const pipAuditReport = z.object({
  dependencies: z.array(
    z.object({
      name: z.string(),
      version: z.string().optional(),
      skip_reason: z.string().optional(),
      vulns: z
        .array(z.object({ id: z.string(), fix_versions: z.array(z.string()).default([]), description: z.string().default('') }))
        .default([]),
    }),
  ),
})

const PIP_LIMITS = [
  'Only packages that stand in the file with == were checked, not what those need in turn.',
  'The age of Python packages is not looked up.',
]

export const pipAudit: Scanner = {
  tool: 'pip-audit',
  call(facts) {
    const files = facts.files.filter((path) => PYTHON.test(path))
    if (files.length === 0) return null
    const program = facts.program('pip-audit', '.venv/bin', 'venv/bin')
    if (program === null) return 'pip-audit is not installed, so advisories and the age of Python packages were not looked up.'
    if (!facts.hasNetwork) return NO_NETWORK
    const how = ['--format', 'json', '--progress-spinner', 'off', '--no-deps', '--disable-pip']
    return {
      commands: [{ file: program, args: [...how, ...files.flatMap((path) => ['--requirement', path])] }],
      hasNetwork: true,
      missing: PIP_LIMITS,
    }
  },
  read([output], facts) {
    const report = pipAuditReport.safeParse(parsed(output?.out ?? ''))
    if (!report.success) return null
    const file = facts.files.find((path) => PYTHON.test(path)) ?? ''
    const findings = report.data.dependencies.flatMap(({ name, version = '', vulns }) =>
      vulns.map(({ id, fix_versions, description }) => ({
        ...about(facts, name, file),
        level: 'high' as const,
        rule: id,
        text: `${name} ${version}: ${description.split('\n')[0] ?? ''}${fix_versions.length > 0 ? ` Mended in ${fix_versions.join(', ')}.` : ''}`,
      })),
    )
    const skipped = report.data.dependencies.flatMap(({ name, skip_reason }) => (skip_reason === undefined ? [] : [`${name} was not checked: ${skip_reason}.`])) // prettier-ignore
    return { findings, missing: skipped }
  },
}
