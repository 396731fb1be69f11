/** A reviewed session as the mocked review window gets it: text, new, removed, binary and large files, and hostile names. */
import type { Check, CommitProposal, FileDiff, Review, ReviewAbout } from '../../../electron/protocol/review.js'
import type { SessionRecord } from '../../../electron/protocol/session-record.js'
import { sampleRecords } from './sample-app.js'

const TOTALS_PATCH = `diff --git a/src/totals.ts b/src/totals.ts
--- a/src/totals.ts
+++ b/src/totals.ts
@@ -1,9 +1,9 @@
 import { rows } from './rows.js'
 
-export function total(list: Row[]): number {
-  let sum = 0
-  for (let at = 0; at < list.length - 1; at++) sum += list[at].net
-  return sum
+/** Net of all rows, the last one too. */
+export function total(list: readonly Row[]): number {
+  return list.reduce((sum, row) => sum + row.net, 0)
 }
 
 export const label = 'Total'
+export const hidden = 'a\u202eb\u0007' // <img src=x onerror=alert(1)>
@@ -40,4 +40,4 @@ function find() {
   const id = wanted.id
-  return db.query('SELECT * FROM rows')
+  return db.query('SELECT * FROM rows WHERE id = ' + id)
 }
 
`

export const LARGE = 20_000
const largePatch = (): string => {
  const lines = Array.from({ length: LARGE }, (_, at) => `+line ${at + 1}`)
  return `diff --git a/data/rows.csv b/data/rows.csv\nnew file mode 100644\n--- /dev/null\n+++ b/data/rows.csv\n@@ -0,0 +1,${LARGE} @@\n${lines.join('\n')}\n`
}

const diff = (path: string, more: Partial<FileDiff> = {}): FileDiff => ({
  path,
  patch: '',
  isBinary: false,
  isTooLarge: false,
  bytesBefore: 400,
  bytesAfter: 520,
  ...more,
})

export const SAMPLE_DIFFS: Readonly<Record<string, FileDiff>> = Object.fromEntries(
  [
    diff('src/totals.ts', { patch: TOTALS_PATCH }),
    diff('data/rows.csv', { patch: largePatch(), bytesBefore: null }),
    diff('logo.png', { isBinary: true, bytesBefore: 8200, bytesAfter: 9100 }),
    diff('package.json', { patch: '--- a/package.json\n+++ b/package.json\n@@ -3,2 +3,3 @@\n   "dependencies": {\n+    "left-pad": "^1.3.0",\n     "zod": "^4.0.0"\n' }), // prettier-ignore
    diff('\u202etxt.exe', { isTooLarge: true, bytesAfter: 9_000_000 }),
  ].map((one) => [one.path, one]),
)

const why = [
  { step: 4, text: 'The loop stops one row early, so the last invoice is missing from the total.' },
  { step: 6, text: 'reduce says what it is, and has no index to get wrong.' },
]
const file = (path: string, more: Partial<Review['files'][number]> = {}): Review['files'][number] => ({
  path,
  kind: 'changed',
  added: 1,
  removed: 0,
  steps: [4],
  why: [],
  isMixed: false,
  ...more,
})
const command = (step: number, words: string, exit: number | null, more: object = {}): Review['commands'][number] => ({ call: `t${step}.1`, step, command: words, exit, isTest: false, hasPassed: false, ...more }) // prettier-ignore

export const sampleReview: Review = {
  files: [
    file('src/totals.ts', { added: 5, removed: 5, steps: [4, 6], why }),
    file('data/rows.csv', { kind: 'added', added: LARGE, steps: [7], isMixed: true }),
    file('logo.png', { added: null, removed: null }),
    file('package.json'),
    file('\u202etxt.exe', { kind: 'added' }),
  ],
  commands: [
    command(2, 'npm test', 1, { isTest: true }),
    command(5, 'npm install left-pad', 0),
    command(6, 'npm test', 0, { isTest: true, hasPassed: true }),
    command(8, 'node server.js', null),
  ],
  tests: 'passed',
  untested: ['data/rows.csv'],
  risks: [
    { kind: 'sql', path: 'src/totals.ts', line: 41, text: "return db.query('SELECT * FROM rows WHERE id = ' + id)" },
    { kind: 'dependency', path: 'package.json', line: 4, text: 'left-pad ^1.3.0' },
  ],
  isRisksCut: false,
  lines: { written: 412, all: 13_200 },
  cost: { turns: 9, tokens: 48_200, usd: 0.31 },
}

const [, record] = sampleRecords(Date.parse('2026-11-18T10:20:00.000Z'))
export const REVIEWED: SessionRecord = {
  ...(record as SessionRecord),
  id: 'reviewed',
  task: 'Make the failing test of the totals pass',
}

export const sampleAbout = (change: Partial<ReviewAbout> = {}): ReviewAbout => ({
  record: REVIEWED,
  review: sampleReview,
  root: '/home/ann/ledger',
  isLive: false,
  acceptedAt: null,
  commits: [],
  undone: [],
  changedSince: ['package.json'],
  ...change,
})

export const sampleChecks: readonly Check[] = [
  {
    tool: 'ESLint',
    state: 'ran',
    findings: [
      { path: 'src/totals.ts', line: 9, level: 'medium', rule: 'no-control-regex', text: 'Unexpected control character.' },
    ],
    elsewhere: 2,
    missing: '',
  },
  { tool: 'Semgrep', state: 'not-run', findings: [], elsewhere: 0, missing: 'Semgrep is not installed.' },
  {
    tool: 'npm audit',
    state: 'failed',
    findings: [],
    elsewhere: 0,
    missing: 'npm audit ended with 1 and without a report: ENOTFOUND.',
  },
]

export const sampleProposal: CommitProposal = {
  message: 'Make the failing test of the totals pass\n\nThe last row was left out.',
  trailers:
    'Deskhand-Task: Make the failing test of the totals pass\nDeskhand-Model: openai gpt-5.3-codex\nDeskhand-Session: reviewed',
  branch: 'main',
  files: ['src/totals.ts', 'data/rows.csv', 'logo.png', 'package.json'],
  warnings: ['There is a key in src/keys.ts, line 8, and it gets into the commit.'],
  leftOut: [{ path: 'local.cfg', why: 'is ignored by your git' }],
}
