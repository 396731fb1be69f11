// The long tests: which test file, what sets its length, what is said, and how its report becomes a page.
import { killPage, longPage, patchPage, replyPage, sequencePage, stepPage, walkPage } from './soak-pages.mjs'

const HOUR = '--testTimeout=3600000'

/**
 * `variable`: the environment variable with the length, `length`: its usual value here (`npm test` takes a shorter one).
 * The test writes its report, JSON, to the path in DESKHAND_SOAK_REPORT.
 */
export const SOAK_PARTS = [
  {
    name: 'invariants',
    variable: 'DESKHAND_SOAK_SEQUENCES',
    length: 100_000,
    words: ['tests/electron/agent/invariants.test.ts'],
    begins: (length) => `The agent's invariants over ${length} random event sequences …`,
    broken: 'An invariant does not hold.',
    page: sequencePage,
  },
  {
    name: 'kills',
    variable: 'DESKHAND_SOAK_KILLS',
    length: 500,
    words: ['--no-file-parallelism', 'tests/desktop/durable.test.ts'],
    begins: (length) => `${length} runs of the command line, killed at random moments …`,
    broken: 'A killed run lost something.',
    page: killPage,
  },
  {
    name: 'patches',
    variable: 'DESKHAND_SOAK_PATCHES',
    length: 5_000_000,
    words: [HOUR, 'tests/electron/tools/patch/apply-diff.test.ts'],
    begins: (length) => `${length} random patches …`,
    broken: 'A patch was applied by half.',
    page: patchPage,
  },
  {
    name: 'replies',
    variable: 'DESKHAND_SOAK_REPLIES',
    length: 1_000_000,
    words: [HOUR, 'tests/electron/models/dialects/fuzz.test.ts'],
    begins: (length) => `${length} changed replies of the open models' dialects …`,
    broken: 'A reply made a parser throw, or an action that is none.',
    page: replyPage,
  },
  {
    name: 'long-runs',
    variable: 'DESKHAND_SOAK_TURNS',
    length: 2000,
    words: ['tests/electron/models/long-run.test.ts'],
    begins: (length) => `${length} turns with each vendor's model …`,
    broken: 'A long run lost something, or became dearer.',
    page: longPage,
  },
  {
    name: 'own-input',
    variable: 'DESKHAND_SOAK_STEPS',
    length: 20_000,
    words: ['--no-file-parallelism', 'tests/desktop/yield.test.ts', '-t', 'our own input'],
    begins: (length) => `${length} steps of our own input, none of which may be taken for a person's …`,
    broken: 'Our own input was taken for a person’s.',
    page: stepPage,
  },
  {
    name: 'walk',
    variable: 'DESKHAND_SOAK_WALK_MS',
    length: 600_000,
    words: ['--no-file-parallelism', 'tests/desktop/app-walk.test.ts'],
    begins: (length) => `A random walk through the app, ${length / 60_000} minutes …`,
    broken: 'The app got stuck, held a key or wrote a log that cannot be read.',
    page: walkPage,
  },
]
