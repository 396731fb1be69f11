/** A throw-away tree with the project's own rule files, in which a test plants violations. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { spawnSync } from 'node:child_process'

const root = resolve(import.meta.dirname, '../..')
const RULES = [
  '.dependency-cruiser.cjs',
  'eslint.config.js',
  'tsconfig.json',
  'tsconfig.pure.json',
  'tsconfig.renderer.json',
  '.prettierrc.json',
  '.prettierignore',
  'package.json',
]

export interface PlantedTree {
  readonly folder: string
  /** runs a program of node_modules/.bin in the tree */
  run(program: string, args: readonly string[]): { readonly code: number; readonly output: string }
  close(): void
}

/** `files`: path → text. */
export function plantTree(files: Readonly<Record<string, string>>): PlantedTree {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-rules-'))
  for (const name of RULES) cpSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return {
    folder,
    run(program, args) {
      const done = spawnSync(join(folder, 'node_modules', '.bin', program), args, { cwd: folder, encoding: 'utf8' })
      return { code: done.status ?? 1, output: done.stdout + done.stderr }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
