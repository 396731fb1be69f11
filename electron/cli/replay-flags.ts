/** `replay`'s values: `--set NAME=VALUE`, and the rows of a CSV file, whose first line names the parameters. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { refuse, type ParsedArgs } from './parse-args.js'

export type Values = ReadonlyMap<string, string>

/** One set of values for each time it is to be done. */
export async function readValues(
  { flags }: Pick<ParsedArgs, 'flags'>,
  cwd: string,
): Promise<Outcome<readonly Values[], Problem>> {
  const set = readSets(flags.get('set') ?? [])
  if (!set.ok) return set
  const file = flags.get('rows')?.[0]
  if (file === undefined) return { ok: true, value: [set.value] }
  const rows = await readRows(resolve(cwd, file))
  // what is set holds for every row that does not say otherwise
  return rows.ok ? { ok: true, value: rows.value.map((row) => new Map([...set.value, ...row])) } : rows
}

function readSets(words: readonly string[]): Outcome<Values, Problem> {
  const values = new Map<string, string>()
  for (const word of words) {
    const at = word.indexOf('=')
    if (at < 1) return refuse('usage', `--set cannot be \`${word}\`: write NAME=VALUE.`)
    const name = word.slice(0, at)
    if (values.has(name)) return refuse('usage', `--set gives \`${name}\` twice.`)
    values.set(name, word.slice(at + 1))
  }
  return { ok: true, value: values }
}

async function readRows(file: string): Promise<Outcome<readonly Values[], Problem>> {
  try {
    const text = await readFile(file, 'utf8')
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true, skip_empty_lines: true })
    if (rows.length === 0) return refuse('usage', `The file ${file} has no row below its first line, which names the parameters.`)
    return { ok: true, value: rows.map((row) => new Map(Object.entries(row))) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refuse('usage', `The rows of ${file} cannot be read: ${why.split('\n')[0] ?? ''}`)
  }
}
