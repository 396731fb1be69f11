// `npm test`: set-up, then everything, and one closing line. `npm test -- PATH…` runs only the test files that match.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fail, isCi, localBin, root, run, say } from './shared.mjs'
import { setUp } from './setup.mjs'

const only = process.argv.slice(2)
const results = join(root, 'test-results')
const total = { passed: 0, failed: 0, skipped: 0 }

await setUp('test').catch((error) => fail(error.message))
mkdirSync(results, { recursive: true })

/** What is checked without running the program: one entry counts as one test. */
const CHECKS = [
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the pure folders', 'tsc', ['-p', 'tsconfig.pure.json']],
  ['types of the windows', 'tsc', ['-p', 'tsconfig.renderer.json']],
  ['lint', 'eslint', ['.']],
  ['form', 'prettier', ['--check', '--log-level', 'warn', '.']],
  [
    'import rules',
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', 'electron', 'renderer', 'native-bridge', 'tests', 'bench'],
  ],
  ['schemas are what the code says', 'tsx', ['scripts/write-schemas.ts', '--check']],
]

async function check([name, program, args]) {
  const code = await run(localBin(program), args)
  say(`${code === 0 ? '✓' : '✗'} ${name}`)
  total[code === 0 ? 'passed' : 'failed'] += 1
}

const isLint = ([name]) => name === 'lint'

async function checkAll(checks) {
  for (const one of checks) await check(one)
}

/** A worker a core: most tests wait for programs. */
const ALL_CORES = '--maxWorkers=100%'

/** Windows as pages in a browser, without a display. */
const PAGES = 'tests/desktop/renderer-'

/** They promise milliseconds to a person, type where a person does, or build what others run from. */
const ALONE = ['app', 'guard', 'guard-app', 'human', 'packaged', 'stop', 'stop-app', 'yield'].map(
  (name) => `tests/desktop/${name}.test.ts`,
)

/** With CI set nothing may be left out but what is named for another system. */
const OTHER_SYSTEM = { linux: /macos|windows/i, darwin: /linux|x11|windows/i, win32: /linux|x11|macos/i }[process.platform]
const mayBeSkipped = (name) => !isCi || OTHER_SYSTEM.test(name)

function count(file, code) {
  if (!existsSync(file)) {
    say('The test runner ended without a report.')
    total.failed += 1
    return
  }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const tests = report.testResults.flatMap((suite) => suite.assertionResults)
  const skipped = tests.filter((test) => ['skipped', 'pending', 'todo', 'disabled'].includes(test.status))
  const missing = skipped.filter((test) => !mayBeSkipped(test.fullName))
  for (const test of missing) say(`✗ was skipped, which CI does not allow: ${test.fullName}`)
  total.passed += report.numPassedTests
  total.skipped += skipped.length - missing.length
  total.failed += report.numFailedTests + missing.length
  // a file that could not be loaded has no tests to fail; an error outside any test fails the run all the same
  const broken = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0)
  for (const suite of broken) say(`✗ could not be run: ${suite.name}\n${suite.message}`)
  total.failed += broken.length
  if (code !== 0 && report.numFailedTests === 0 && broken.length === 0) total.failed += 1
}

async function vitest(name, args) {
  const file = join(results, `${name}.json`)
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, '--passWithNoTests']
  count(file, await run(localBin('vitest'), ['run', ...reporters, ...args], { env: { ...process.env, NODE_ENV: 'test' } }))
}

const began = Date.now()
if (only.length > 0) {
  await vitest('chosen', ['--no-file-parallelism', ...only])
} else {
  // the linter takes as long as all the others
  await Promise.all([checkAll(CHECKS.filter(isLint)), checkAll(CHECKS.filter((one) => !isLint(one)))])
  await vitest('unit', [ALL_CORES, '--exclude', 'tests/desktop/!(renderer-)*.test.ts'])
  await vitest('desktop', [ALL_CORES, ...[`${PAGES}*`, ...ALONE].flatMap((file) => ['--exclude', file]), 'tests/desktop/'])
  await vitest('alone', ['--no-file-parallelism', ...ALONE])
}
say(`took ${Math.round((Date.now() - began) / 1000)} s`)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
