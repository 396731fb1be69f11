/** The page that holds the tables. */
import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'

const PAGE = 'docs/performance.md'

/** Puts what a measurement found between its markers in docs/performance.md. */
export async function writeTable(name: string, table: string): Promise<void> {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`]
  const text = await readFile(PAGE, 'utf8').catch(() => '')
  const before = text.includes(open) ? text.slice(0, text.indexOf(open)) : `${text.trimEnd()}\n\n`
  const after = text.includes(close) ? text.slice(text.indexOf(close) + close.length) : '\n'
  const command = `\`npm run bench -- ${name}\` wrote this table:`
  const page = `${before}${open}\n\n${command}\n\n${table}\n\n${close}${after}`
  await writeFile(PAGE, await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }))
}
