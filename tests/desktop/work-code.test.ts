/** Work on code in a shell and by patches, checked from outside: the project's own tests, its git, its files. */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runDeskhand } from '../support/deskhand-run.js'
import { commit, endsWell, project, REPOSITORY, reviewed, shell, update, work } from './work-stage.js'

const TEST_MS = 60_000

test(
  'a failing TypeScript suite is mended in two files, after a wrong turn that the person corrects',
  { timeout: TEST_MS },
  async () => {
    const made = project({
      '.gitignore': 'node_modules\n',
      'package.json': '{ "type": "module", "scripts": { "test": "node --import tsx --test test/*.test.ts" } }\n',
      'src/prisma.ts': `interface User { readonly id: number; readonly name: string }
const users: readonly User[] = [{ id: 1, name: 'Ada' }, { id: 2, name: 'Grace' }]
export const prisma = {
  user: { findUnique: ({ where }: { where: { id: number } }) => users.find(({ id }) => id === where.id) ?? null },
}
`,
      'src/users.ts': `import { prisma } from './prisma.js'

export function nameOf(id: number): string {
  const user = prisma.user.findUnique({ where: { id: 1 } })
  return user?.name ?? 'nobody'
}
`,
      'src/total.ts': `export const total = (prices: readonly number[]): number => {
  let sum = 0
  for (let at = 1; at < prices.length; at++) sum += prices[at]!
  return sum
}
`,
      'test/shop.test.ts': `import assert from 'node:assert'
import test from 'node:test'
import { total } from '../src/total.js'
import { nameOf } from '../src/users.js'
test('names', () => { assert.equal(nameOf(2), 'Grace'); assert.equal(nameOf(9), 'nobody') })
test('totals', () => assert.equal(total([3, 4]), 7))
`,
    })
    symlinkSync(join(REPOSITORY, 'node_modules'), join(made.root, 'node_modules'))
    expect(() => made.run('npm', 'test')).toThrow()
    const wrong = '  const [user] = db.query<{ name: string }>(`SELECT name FROM users WHERE id = ${id}`)'
    const right = '  const user = prisma.user.findUnique({ where: { id } })'
    const done = await work(
      made,
      [
        { reasoning: 'First I see it fail.', items: [shell('npm test', 'cat src/*.ts')] },
        ({ text }) => {
          expect(text).toMatch(/"exit_code":1/)
          expect(text).toContain('not ok 1 - names')
          return {
            commentary: 'The user is looked up by SQL.',
            items: [
              update('src/users.ts', "-import { prisma } from './prisma.js'", "+import { db } from './db.js'"),
              update('src/users.ts', '-  const user = prisma.user.findUnique({ where: { id: 1 } })', `+${wrong}`),
              shell('npm test'),
            ],
          }
        },
        { delayMs: 60_000, text: 'Never said.' },
        ({ text }) => {
          expect(text).toContain("It's Prisma, not SQL.")
          return {
            reasoning: 'No SQL here: Prisma.',
            items: [
              update('src/users.ts', "-import { db } from './db.js'", "+import { prisma } from './prisma.js'"),
              update('src/users.ts', `-${wrong}`, `+${right}`),
              update('src/total.ts', '-  for (let at = 1; at < prices.length; at++) sum += prices[at]!', '+  for (const price of prices) sum += price'), // prettier-ignore
              shell('npm test'),
            ],
          }
        },
        ({ text }) => {
          expect(text).toMatch(/# fail 0(?!.*# fail [1-9])/)
          return { text: 'Both are mended.' }
        },
      ],
      { config: { tools: { read: [join(REPOSITORY, 'node_modules')] } } },
    )
    await expect.poll(() => done.server.turns.length, { timeout: TEST_MS, interval: 20 }).toBe(3)
    done.run.say({ type: 'steer', text: "It's Prisma, not SQL.", when: 'now' })
    const events = await endsWell(done)
    expect(events.filter((event) => event.type === 'steer').at(-1)).toMatchObject({ state: 'applied' })
    expect(done.asked).toEqual([])
    expect(made.run('npm', 'test')).toContain('# fail 0')
    expect(made.git('diff', '--numstat').trim().split('\n')).toEqual(['1\t1\tsrc/total.ts', '1\t1\tsrc/users.ts'])
    expect(made.read('src/users.ts')).not.toContain('SELECT')

    const review = await reviewed(done)
    expect(review).toMatchObject({ tests: 'passed', untested: [], risks: [], cost: { turns: 4 } })
    expect(review.files.map(({ path, added, removed }) => [path, added, removed])).toEqual([['src/total.ts', 1, 1], ['src/users.ts', 1, 1]]) // prettier-ignore
    expect(review.files[1]?.why).toEqual([
      { step: 2, text: 'The user is looked up by SQL.' },
      { step: 3, text: 'No SQL here: Prisma.' },
    ])
    expect(review.commands.map(({ command, exit }) => [command, exit])).toEqual([['npm test', 1], ['cat src/*.ts', 0], ['npm test', 1], ['npm test', 0]]) // prettier-ignore
    expect(review.lines?.written).toBe(2)
  },
)

test('a Python case: a mean that breaks on nothing, and its missing test', { timeout: TEST_MS }, async () => {
  const made = project({
    'stats.py': 'def mean(values):\n    return sum(values) // len(values)\n',
    'test_stats.py':
      'import unittest\nfrom stats import mean\n\n\nclass Mean(unittest.TestCase):\n    def test_half(self):\n        self.assertEqual(mean([1, 2]), 1.5)\n',
  })
  const done = await work(made, [
    { items: [shell('python3 -B -m unittest', 'cat stats.py')] },
    ({ text }) => {
      expect(text).toContain('AssertionError: 1 != 1.5')
      return {
        items: [
          update('stats.py', ' def mean(values):', '-    return sum(values) // len(values)', '+    return sum(values) / len(values) if values else None'), // prettier-ignore
          update('test_stats.py', '         self.assertEqual(mean([1, 2]), 1.5)', '+', '+    def test_nothing(self):', '+        self.assertIsNone(mean([]))'), // prettier-ignore
          shell('python3 -B -m unittest'),
        ],
      }
    },
    ({ text }) => {
      expect(text).toContain('Ran 2 tests')
      return { text: 'It divides as it should.' }
    },
  ])
  await endsWell(done)
  made.run('python3', '-B', '-m', 'unittest')
  expect(made.git('diff', '--numstat').trim().split('\n')).toEqual(['1\t1\tstats.py', '3\t0\ttest_stats.py'])
  const show = runDeskhand(['show', '--last'], { home: done.home })
  expect(await show.ended, show.err()).toBe(0)
  expect(show.out()).toMatch(
    /Review\n\nChanged\n {2}~ stats\.py {2}\+1 -1\n[^]*exit 1 {2}python3[^]*exit 0 {2}python3[^]*The last tests passed\./,
  )
})

test('a merge conflict is resolved and both sides stand', { timeout: TEST_MS }, async () => {
  const check =
    "import assert from 'node:assert'\nimport test from 'node:test'\nimport { greet } from './greet.mjs'\ntest('greets', () => assert.equal(greet('Ada', 'Dr.'), 'Hello, Dr. Ada!'))\n"
  const made = project({ 'greet.mjs': "export const greet = (name) => 'Hi, ' + name\n" })
  made.git('checkout', '--quiet', '-b', 'titles')
  commit(made, 'Titles', { 'greet.mjs': "export const greet = (name, title) => 'Hi, ' + title + ' ' + name\n" })
  made.git('checkout', '--quiet', 'main')
  commit(made, 'Friendlier', { 'greet.mjs': "export const greet = (name) => 'Hello, ' + name + '!'\n", 'greet.test.mjs': check })
  const done = await work(made, [
    { items: [shell('git merge titles', 'cat greet.mjs')] },
    ({ text }) => {
      expect(text).toContain('CONFLICT (content)')
      expect(text).toContain('<<<<<<< HEAD')
      return {
        items: [
          update(
            'greet.mjs',
            '-<<<<<<< HEAD',
            "-export const greet = (name) => 'Hello, ' + name + '!'",
            '-=======',
            "-export const greet = (name, title) => 'Hi, ' + title + ' ' + name",
            '->>>>>>> titles',
            "+export const greet = (name, title) => 'Hello, ' + title + ' ' + name + '!'",
          ),
          shell('node --test && git add greet.mjs && git commit --no-edit'),
        ],
      }
    },
    { text: 'Merged.' },
  ])
  await endsWell(done)
  expect(made.git('status', '--porcelain')).toBe('')
  expect(made.git('log', '--merges', '--format=%s').trim()).toBe("Merge branch 'titles'")
  expect(made.run('node', '--test')).toContain('# pass 1')
})

test('a dependency is upgraded and the code goes along; the person is asked for the install', { timeout: TEST_MS }, async () => {
  const lib = (version: string, text: string) => ({
    [`vendor/paint-${version}/package.json`]: `{ "name": "paint", "version": "${version}.0.0", "type": "module", "main": "index.js" }\n`,
    [`vendor/paint-${version}/index.js`]: text,
  })
  const made = project({
    '.gitignore': 'node_modules\n',
    'package.json': '{\n  "type": "module",\n  "dependencies": {\n    "paint": "file:vendor/paint-1"\n  }\n}\n',
    'wall.js': "import { paint } from 'paint'\nexport const wall = () => paint('wall', 'red')\n",
    'wall.test.js':
      "import assert from 'node:assert'\nimport test from 'node:test'\nimport { wall } from './wall.js'\ntest('wall', () => assert.equal(wall(), 'red wall'))\n",
    ...lib('1', 'export const paint = (what, colour) => `${colour} ${what}`\n'),
    ...lib('2', 'export const paint = ({ what, colour }) => `${colour} ${what}`\n'),
  })
  made.run('npm', 'install', '--offline', '--no-audit', '--no-fund')
  commit(made, 'Lock', {})
  const done = await work(
    made,
    [
      {
        items: [
          update('package.json', '-    "paint": "file:vendor/paint-1"', '+    "paint": "file:vendor/paint-2"'),
          shell('npm install --offline --no-audit --no-fund', 'node --test wall.test.js'),
        ],
      },
      ({ text }) => {
        expect(text).toContain('undefined undefined')
        return {
          items: [
            update('wall.js', "-export const wall = () => paint('wall', 'red')", "+export const wall = () => paint({ what: 'wall', colour: 'red' })"), // prettier-ignore
            shell('node --test wall.test.js'),
          ],
        }
      },
      { text: 'Upgraded.' },
    ],
    { allow: /^npm install --offline/ },
  )
  await endsWell(done)
  expect(done.asked).toHaveLength(1)
  expect(made.run('node', '--test', 'wall.test.js')).toContain('# pass 1')
  expect(made.git('diff', '--name-only').trim().split('\n')).toEqual(['package-lock.json', 'package.json', 'wall.js'])
  expect(made.run('node', '-p', "require('paint/package.json').version").trim()).toBe('2.0.0')
})
