/** `--workspace DIR`: the folder that shell and file tools may work in. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { refuse } from './parse-args.js'

export function readWorkspace(folder: string | null, cwd: string): Outcome<string | null, Problem> {
  if (folder === null) return { ok: true, value: null }
  const path = resolve(cwd, folder)
  const about = statSync(path, { throwIfNoEntry: false })
  if (!about) return refuse('usage', `--workspace ${folder} does not exist.`)
  if (!about.isDirectory()) return refuse('usage', `--workspace ${folder} is no folder.`)
  return { ok: true, value: path }
}
