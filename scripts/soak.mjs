// `npm run soak [-- NAME …]`: the long tests at full length, all or those named. It runs the same code as `npm test` and writes
// what each found between that part's markers in docs/soak.md. A part's length is set by its environment variable.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, localBin, root, run, say } from './shared.mjs'
import { SOAK_PARTS } from './soak-parts.mjs'

const PAGE = join(root, 'docs/soak.md')

const named = process.argv.slice(2)
const unknown = named.filter((name) => !SOAK_PARTS.some((part) => part.name === name))
if (unknown.length > 0)
  fail(`There is no soak named ${unknown.join(', ')}. There are: ${SOAK_PARTS.map(({ name }) => name).join(', ')}.`, 2)

for (const part of SOAK_PARTS.filter(({ name }) => named.length === 0 || named.includes(name))) await soak(part)
await run(localBin('prettier'), ['--log-level', 'warn', '--write', PAGE])
say(`wrote ${PAGE}`)

async function soak({ name, variable, length: usual, words, begins, broken, page }) {
  const length = Number(process.env[variable] ?? usual)
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-soak-'))
  const report = join(folder, 'report.json')
  say(begins(length))
  try {
    const env = { ...process.env, [variable]: String(length), DESKHAND_SOAK_REPORT: report }
    if ((await run(localBin('vitest'), ['run', ...words], { env })) !== 0) fail(`${broken} It stands above.`)
    if (!existsSync(report)) fail(`${name} passed but reported nothing: none of its tests ran.`)
    write(name, page(JSON.parse(readFileSync(report, 'utf8'))))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(name, text) {
  const [open, close] = [`<!-- soak:${name} -->`, `<!-- /soak:${name} -->`]
  const page = readFileSync(PAGE, 'utf8')
  const found = page.includes(open) && page.includes(close)
  const before = found ? page.slice(0, page.indexOf(open)) : `${page.trimEnd()}\n\n`
  const after = found ? page.slice(page.indexOf(close) + close.length) : '\n'
  writeFileSync(PAGE, `${before}${open}\n\n${text.trim()}\n\n${close}${after}`)
}
