// `npm run soak`: the long tests at full length. It runs the same code as `npm test` and writes docs/soak.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, localBin, root, run, say } from './shared.mjs'

const SEQUENCES = Number(process.env.DESKHAND_SOAK_SEQUENCES ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'deskhand-soak-'))
const report = join(folder, 'invariants.json')

say(`The agent's invariants over ${SEQUENCES} random event sequences …`)
const env = { ...process.env, DESKHAND_SOAK_SEQUENCES: String(SEQUENCES), DESKHAND_SOAK_REPORT: report }
const code = await run(localBin('vitest'), ['run', 'tests/electron/agent/invariants.test.ts'], { env })
if (code !== 0) fail('An invariant does not hold: the seed stands above.')

const found = JSON.parse(readFileSync(report, 'utf8'))

const KILLS = Number(process.env.DESKHAND_SOAK_KILLS ?? 500)
const killReport = join(folder, 'kills.json')
say(`${KILLS} runs of the command line, killed at random moments …`)
const killEnv = { ...process.env, DESKHAND_SOAK_KILLS: String(KILLS), DESKHAND_SOAK_REPORT: killReport }
const killCode = await run(localBin('vitest'), ['run', '--no-file-parallelism', 'tests/desktop/durable.test.ts'], {
  env: killEnv,
})
if (killCode !== 0) fail('A killed run lost something: which one stands above.')
const killed = JSON.parse(readFileSync(killReport, 'utf8'))
const PATCHES = Number(process.env.DESKHAND_SOAK_PATCHES ?? 5_000_000)
say(`${PATCHES} random patches …`)
const patchEnv = { ...process.env, DESKHAND_SOAK_PATCHES: String(PATCHES) }
const patchCode = await run(
  localBin('vitest'),
  ['run', '--testTimeout=3600000', 'tests/electron/tools/patch/apply-diff.test.ts'],
  {
    env: patchEnv,
  },
)
if (patchCode !== 0) fail('A patch was applied by half: which one stands above.')
const LONG_TURNS = Number(process.env.DESKHAND_SOAK_TURNS ?? 2000)
const longReport = join(folder, 'long.jsonl')
say(`${LONG_TURNS} turns with each vendor's model …`)
const longEnv = { ...process.env, DESKHAND_LONG_TURNS: String(LONG_TURNS), DESKHAND_LONG_REPORT: longReport }
const longCode = await run(localBin('vitest'), ['run', 'tests/electron/models/long-run.test.ts'], { env: longEnv })
if (longCode !== 0) fail('A long run lost something, or became dearer: which one stands above.')
const longRuns = readFileSync(longReport, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const STEPS = process.env.DESKHAND_SOAK_STEPS ?? '20000'
say(`${STEPS} steps of our own input, none of which may be taken for a person's …`)
const yieldEnv = { ...process.env, DESKHAND_SOAK_STEPS: STEPS }
const yieldWords = ['run', '--no-file-parallelism', 'tests/desktop/yield.test.ts', '-t', 'our own input']
if ((await run(localBin('vitest'), yieldWords, { env: yieldEnv })) !== 0) fail('Our own input was taken for a person’s.')
const WALK_MS = Number(process.env.DESKHAND_SOAK_WALK_MS ?? 600_000)
const walkReport = join(folder, 'walk.json')
say(`A random walk through the app, ${WALK_MS / 60_000} minutes …`)
const walkEnv = { ...process.env, DESKHAND_SOAK_WALK_MS: String(WALK_MS), DESKHAND_SOAK_REPORT: walkReport }
const walkCode = await run(localBin('vitest'), ['run', '--no-file-parallelism', 'tests/desktop/app-walk.test.ts'], {
  env: walkEnv,
})
if (walkCode !== 0) fail('The app got stuck, held a key or wrote a log that cannot be read: the seed stands above.')
const walked = JSON.parse(readFileSync(walkReport, 'utf8'))
rmSync(folder, { recursive: true })
const file = join(root, 'docs/soak.md')
writeFileSync(file, `${page(found)}${killPage(killed)}${longPage(longRuns)}${walkPage(walked)}`)
await run(localBin('prettier'), ['--log-level', 'warn', '--write', file])
say(`wrote ${file}`)

function page({ sequences, events, lines, phases, transitions }) {
  const seen = transitions
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([transition, count]) => `| ${transition.replace('>', '→')} | ${count} |`)
  return `# Soak

Written by \`npm run soak\`, which runs the long tests at full length; \`npm test\` runs the same code in short form.

## The agent's invariants

Random events are fed to the state machine of \`electron/agent\`, one sequence after another: answers, late answers, failures,
commands, approvals, holds, new lives from the log. After each event the six invariants of
[architecture.md](architecture.md) are checked, and at the end of each sequence its log is folded back into events that
must give the same lines. A sequence has at least 50 events.

| | |
|---|---:|
| sequences | ${sequences} |
| events stepped | ${events} |
| log lines folded back | ${lines} |
| invariants broken | 0 |
| phases seen | ${phases.length} of ${phases.length} |

In how many sequences each transition was taken:

| transition | sequences |
|---|---:|
${seen.join('\n')}
`
}

function longPage(runs) {
  const rows = runs.map(
    ({ vendor, turns, input, shortened, early, late }) =>
      `| ${vendor} | ${turns} | ${(input / 1e6).toFixed(1)} M | ${shortened} | 0 | ${(late / early).toFixed(2)} |`,
  )
  return `
## Long runs

One session after the other through each adapter against its strict server, which refuses what is longer than its window. A
person adds a correction every few turns; each request that follows is searched for every word of them, and for the task.

| vendor | turns | input tokens | shortened | words lost | cost of a turn, last quarter to second |
|---|---:|---:|---:|---:|---:|
${rows.join('\n')}
`
}

function walkPage({ minutes, sessions, turns, actions, deeds, ends, broken }) {
  const rows = (counts) => Object.entries(counts).map(([name, count]) => `| ${name} | ${count} |`)
  return `
## A random walk

The built app on a private desktop, with a model that answers at random (actions right and wrong, questions, checks, every way a
server fails), a person who moves, clicks, types, presses hotkeys, steers, answers and stops at random, and mishaps (a frozen
window, a closed one, commands from other processes). Every session must end when it is told to, every window answer, every
log fold back into itself, and no key or button be down at the end, by the X server's own events.

| | |
|---|---:|
| minutes | ${minutes} |
| sessions | ${sessions} |
| model turns | ${turns} |
| actions begun | ${actions} |
| stuck, held or unreadable | ${broken.length} |
${rows(ends)
  .map((row) => row.replace('| ', '| sessions that ended: '))
  .join('\n')}

| what the person did | times |
|---|---:|
${rows(deeds).join('\n')}
`
}

function killPage(tally) {
  const asked = tally.kills + tally.endedByThemselves
  return `
## Killed runs

The built command line types into a real window and is killed with SIGKILL at a random moment: after some line, while a picture is being
stored, or while a disk or a limit on files leaves no room (then it may end by itself first). Afterwards everything it had printed
must be in the log, every picture whole, the log fold back into itself, and the window must have got nothing that the log does not
announce. Some of the killed sessions are resumed to their end.

| | |
|---|---:|
| runs | ${asked} |
| killed while running | ${tally.kills} |
| of all, aimed at the storing of a picture | ${tally.inPicture} |
| of all, without room on the disk | ${tally.noRoom} |
| logs with a torn last line, said and dropped | ${tally.torn} |
| log lines read back | ${tally.lines} |
| marks that the window got, each announced before | ${tally.typed} |
| resumed to their end | ${tally.resumed} |
| lines lost | 0 |
`
}
