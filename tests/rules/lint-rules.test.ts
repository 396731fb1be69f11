/** Lint, formatter and the pure compiler settings each report their planted violation. */
import { afterAll, describe, expect, it } from 'vitest'
import { plantTree } from './planted-tree.js'

const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

const LINT: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['max-lines', 'electron/runner/long.ts', many(301, (n) => `export const a${n} = ${n}`)],
  [
    'max-lines-per-function',
    'electron/runner/long-function.ts',
    `export function f() {\n${many(61, (n) => `  console.log(${n})`)}\n}`,
  ],
  [
    'max-lines-per-function',
    'renderer/home/Long.tsx',
    `export function Long() {\n${many(121, (n) => `  console.log(${n})`)}\n  return null\n}`,
  ],
  [
    'complexity',
    'electron/runner/complex.ts',
    `export function f(n: number) {\n${many(13, (n) => `  if (n === ${n}) return ${n}`)}\n  return 0\n}`,
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'electron/agent/missing-case.ts',
    "export function f(a: 'x' | 'y') {\n  switch (a) {\n    case 'x':\n      return 1\n  }\n  return 2\n}",
  ],
  [
    '@typescript-eslint/no-floating-promises',
    'electron/runner/floating.ts',
    'const later = async () => 1\nexport function f() {\n  later()\n}',
  ],
  ['@typescript-eslint/no-explicit-any', 'electron/runner/any.ts', 'export const f = (a: any) => String(a)'],
  ['no-restricted-syntax', 'electron/runner/default.ts', 'export default 1'],
  ['no-restricted-syntax', 'electron/agent/new-date.ts', 'export const f = () => new Date()'],
  ['no-restricted-properties', 'electron/agent/date-now.ts', 'export const f = () => Date.now()'],
  ['no-restricted-properties', 'native-bridge/settle/random.ts', 'export const f = () => Math.random()'],
  ['no-restricted-imports', 'electron/app/raw-ipc.ts', "import { ipcMain } from 'electron'\nexport const a = ipcMain"],
  [
    'react-hooks/rules-of-hooks',
    'renderer/home/Hook.tsx',
    "import { useState } from 'react'\nexport function Hook(p: { a: boolean }) {\n  if (p.a) useState(1)\n  return null\n}",
  ],
]

const PURE = {
  'electron/agent/timer.ts': 'export const f = () => setTimeout(() => 1, 1)',
  'electron/safety/process.ts': 'export const f = () => process.env',
  'electron/hotkeys/fetch.ts': "export const f = () => fetch('x')",
  'native-bridge/settle/buffer.ts': "export const f = () => Buffer.from('x')",
}

const fits = { 'electron/runner/fits.ts': many(300, (n) => `export const a${n} = ${n}`) }
const tree = plantTree({
  ...fits,
  ...PURE,
  ...Object.fromEntries(LINT.map(([, path, text]) => [path, `${text}\n`])),
  'electron/runner/ugly.ts': 'export const  a = 1;;',
})
afterAll(() => tree.close())

interface LintedFile {
  readonly filePath: string
  readonly messages: readonly { readonly ruleId: string | null }[]
}

describe('lint', () => {
  const { output } = tree.run('eslint', ['--format', 'json', '.'])
  const files = JSON.parse(output.slice(output.indexOf('['), output.lastIndexOf(']') + 1)) as LintedFile[]
  const found = (path: string) =>
    files.find((file) => file.filePath.endsWith(`/${path}`))?.messages.map((message) => message.ruleId)

  it.each(LINT)('%s is broken by %s', (rule, path) => {
    expect(found(path)).toContain(rule)
  })

  it('lets a file of exactly 300 lines pass', () => {
    expect(found('electron/runner/fits.ts')).toEqual([])
  })
})

describe('the compiler settings of the pure folders', () => {
  const { code, output } = tree.run('tsc', ['-p', 'tsconfig.pure.json'])

  it.each(Object.keys(PURE))('do not know what %s uses', (path) => {
    expect(code).not.toBe(0)
    expect(output).toMatch(new RegExp(`${path.replace(/[./]/g, '\\$&')}.*Cannot find name`))
  })
})

describe('the formatter', () => {
  it('names a file that is not in its form', () => {
    const { code, output } = tree.run('prettier', ['--check', 'electron/runner/ugly.ts', 'tsconfig.json'])
    expect(code).toBe(1)
    expect(output).toContain('electron/runner/ugly.ts')
    expect(output).not.toContain('tsconfig.json')
  })
})
