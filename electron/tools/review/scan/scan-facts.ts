/** What scanners need to know of a session's files and of the project they stand in. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { changedLines } from '../../../review/added-lines.js'
import type { Reviewed } from '../read-review.js'

export interface NewPackage {
  readonly path: string
  readonly line: number
  readonly name: string
}

export interface ScanFacts {
  readonly root: string
  /** that are there now, from the root */
  readonly files: readonly string[]
  readonly isOwnLine: (path: string, line: number) => boolean
  readonly newPackages: readonly NewPackage[]
  readonly hasNetwork: boolean
  readonly nowMs: number
  /** a program in PATH, or in one of these folders of the project; null: there is none */
  program(name: string, ...folders: readonly string[]): string | null
  /** the first of these that the project has */
  first(...paths: readonly string[]): string | null
  /** a file of the project; '' where it cannot be read */
  read(path: string): string
}

interface Known {
  readonly root: string
  readonly reviewed: Reviewed
  readonly pathVariable: string
  readonly hasNetwork: boolean
  readonly nowMs?: number
}

export function scanFacts({ root, reviewed, pathVariable, hasNetwork, nowMs = Date.now() }: Known): ScanFacts {
  const { review, patch } = reviewed
  const added = new Set(changedLines(patch).added.map(({ path, line }) => `${path}:${line}`))
  return {
    root,
    files: review.files.flatMap(({ path, kind }) => (kind !== 'deleted' && isFile(join(root, path)) ? [path] : [])),
    isOwnLine: (path, line) => added.has(`${path}:${line}`),
    newPackages: review.risks.flatMap(({ kind, path, line, text }) =>
      kind === 'dependency' ? [{ path, line, name: text.split(' ')[0] ?? '' }] : [],
    ),
    hasNetwork,
    nowMs,
    program: (name, ...folders) =>
      [...folders.map((folder) => join(root, folder)), ...pathVariable.split(delimiter)]
        .filter((folder) => folder !== '')
        .map((folder) => join(folder, name))
        .find(isProgram) ?? null,
    first: (...paths) => paths.find((path) => existsSync(join(root, path))) ?? null,
    read: (path) => {
      try {
        return readFileSync(join(root, path), 'utf8')
      } catch {
        return ''
      }
    },
  }
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return isFile(path)
  } catch {
    return false
  }
}
