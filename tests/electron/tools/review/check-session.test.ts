import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Check } from '../../../../electron/protocol/review.js'
import { checkSession } from '../../../../electron/tools/review/scan/check-session.js'
import { shell, tempFolder, toolStage, type ToolStage } from '../tool-stage.js'

const TOOLS = { readOnly: false, network: 'ask' as const, env: [], read: [] }

interface Scanners {
  readonly folder: string
  /** a program that notes how it was called and answers with this */
  add(name: string, out: unknown, how?: { exit?: number; err?: string; script?: string }): void
}

function scanners(): Scanners {
  const folder = tempFolder('deskhand-scanners-')
  return {
    folder,
    add: (name, out, { exit = 0, err = '', script = '' } = {}) => {
      const text = typeof out === 'string' ? out : JSON.stringify(out)
      writeFileSync(join(folder, `${name}.out`), text)
      writeFileSync(
        join(folder, name),
        `#!/bin/sh\n${script}\nprintf '%s' '${err}' >&2\ncat '${folder}/${name}.out'\nexit ${exit}\n`,
      )
      chmodSync(join(folder, name), 0o755)
    },
  }
}

const NODE = join(process.execPath, '..')

async function check(
  stage: ToolStage,
  { folder }: Scanners,
  settings: object = {},
): Promise<(tool: string) => Check | undefined> {
  const env = { PATH: `${folder}:${NODE}:/usr/bin:/bin`, HOME: stage.outside }
  const checked = await checkSession(stage.session, {
    settings: { ...TOOLS, read: [folder, NODE], ...settings },
    env,
    hidden: [],
  })
  if (!checked.ok) throw new Error(checked.problem.message)
  return (tool) => checked.value.find((one) => one.tool === tool)
}

const write = (stage: ToolStage, path: string, text: string) =>
  stage.call('apply_patch', {
    operation: {
      type: stage.has(path) ? 'update_file' : 'create_file',
      path,
      diff: stage.has(path) ? text : text.replace(/^/gm, '+'),
    },
  })

describe('linters of the project', () => {
  it('are the real ESLint with the project’s own rules: findings in the session’s lines, the others counted', async () => {
    const stage = await toolStage({ 'a.js': 'var old = 1\nexport { old }\n', 'eslint.config.js': "export default [{ rules: { 'no-var': 'error' } }, { ignores: ['skip.js'] }]\n" }) // prettier-ignore
    const modules = join(stage.root, 'node_modules')
    mkdirSync(join(modules, '.bin'), { recursive: true })
    const real = join(import.meta.dirname, '../../../../node_modules')
    writeFileSync(join(modules, '.bin/eslint'), `#!/bin/sh\nexec node ${join(real, 'eslint/bin/eslint.js')} "$@"\n`)
    chmodSync(join(modules, '.bin/eslint'), 0o755)
    await write(stage, 'a.js', '@@\n export { old }\n+var fresh = 2')
    await write(stage, 'skip.js', 'var skipped = 1')
    const found = (await check(stage, scanners(), { read: [NODE, real] }))('ESLint')
    expect(found).toMatchObject({ state: 'ran', elsewhere: 1, missing: 'Its configuration leaves out skip.js.' })
    expect(found?.findings).toEqual([{ path: 'a.js', line: 3, level: 'medium', rule: 'no-var', text: 'Unexpected var, use let or const instead.' }]) // prettier-ignore
  })

  it('cannot change the workspace, and what they say of keys is hidden', async () => {
    const stage = await toolStage({ 'ruff.toml': '' })
    const key = `ghp_${'a1B2'.repeat(9)}`
    await write(stage, 'a.py', 'import os\nx = 1')
    const fakes = scanners()
    const script = 'echo changed > a.py'
    fakes.add('ruff', [
      { code: 'F401', message: `\`os\` unused, ${key}`, filename: join(stage.root, 'a.py'), location: { row: 1, column: 8 }, end_location: { row: 1, column: 10 }, fix: null, noqa_row: 1, url: 'https://docs.astral.sh' },
      { code: null, message: 'SyntaxError: Expected an expression', filename: join(stage.root, 'a.py'), location: { row: 2, column: 1 } },
    ], { exit: 1, script }) // prettier-ignore
    const found = (await check(stage, fakes))('Ruff')
    expect(stage.read('a.py')).not.toContain('changed')
    expect(found?.findings.map(({ line, level, rule, text }) => [line, level, rule, text])).toEqual([
      [1, 'low', 'F401', '`os` unused, {{secret:github-key-1}}'],
      [2, 'medium', '', 'SyntaxError: Expected an expression'],
    ])
    expect(found?.missing).toBe('')
  })

  it('that are not there, not set up or break are said to be, plainly', async () => {
    const stage = await toolStage({ 'package.json': '{}' })
    await write(stage, 'a.ts', 'export {}')
    await write(stage, 'b.py', 'x = 1')
    const fakes = scanners()
    const before = await check(stage, fakes)
    expect(before('ESLint')).toMatchObject({ state: 'not-run', missing: 'The project has no ESLint configuration.' })
    expect(before('Ruff')).toMatchObject({ state: 'not-run', missing: expect.stringContaining('not installed') as string })
    expect(before('Semgrep')).toMatchObject({ state: 'not-run', missing: 'Semgrep is not installed.' })
    expect(before('npm audit')).toBeUndefined()
    stage.write('.eslintrc.json', '{}')
    fakes.add('ruff', 'panicked', { exit: 2, err: 'ruff failed: unknown field' })
    fakes.add('semgrep', '{}')
    const after = await check(stage, fakes)
    expect(after('ESLint')?.missing).toContain('is not installed (node_modules)')
    expect(after('Ruff')).toMatchObject({ state: 'failed', missing: 'Ruff ended with 2 and without a report: ruff failed: unknown field' }) // prettier-ignore
    expect(after('Semgrep')?.missing).toContain('no rules of its own')
  })

  it('are Semgrep with the project’s rules, a finding of several lines counted by any of them', async () => {
    const stage = await toolStage({ '.semgrep.yml': 'rules: []\n', 'a.js': 'one()\ntwo()\nthree()\n' })
    await write(stage, 'a.js', '@@\n one()\n-two()\n+eval(two)')
    const result = (line: number, end: number, severity: string) => ({ check_id: 'rules.no-eval', path: 'a.js', start: { line, col: 1, offset: 0 }, end: { line: end, col: 2, offset: 9 }, extra: { message: 'eval is used', severity, fingerprint: 'x', lines: 'requires login', metadata: {} } }) // prettier-ignore
    const fakes = scanners()
    const errors = [{ code: 3, level: 'warn', type: 'Syntax error', message: 'Syntax error at line a.js:9\nmore', path: 'a.js' }]
    fakes.add('semgrep', { version: '1.100.0', results: [result(1, 2, 'ERROR'), result(3, 3, 'INFO')], errors, paths: { scanned: ['a.js'] } }) // prettier-ignore
    const found = (await check(stage, fakes))('Semgrep')
    expect(found).toMatchObject({ state: 'ran', elsewhere: 1, missing: 'It could not check a.js: Syntax error at line a.js:9' })
    expect(found?.findings).toMatchObject([{ line: 1, level: 'high', rule: 'rules.no-eval' }])
  })
})

const LOCK = JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/left-pad': { version: '1.3.0' } } })
const MANIFEST = '{\n  "dependencies": {\n    "old-one": "^1.0.0"\n  }\n}\n'

async function withPackage(): Promise<ToolStage> {
  const stage = await toolStage({ 'package.json': MANIFEST, 'package-lock.json': LOCK })
  await stage.call(
    'shell',
    shell(`sed -i 's/    "old-one": "^1.0.0"/    "old-one": "^1.0.0",\\n    "left-pad": "^1.3.0"/' package.json`),
  )
  return stage
}

describe('what is known of packages', () => {
  it('is npm’s: advisories of the new package, those of others counted, and its age', async () => {
    const stage = await withPackage()
    const fakes = scanners()
    const audit = { auditReportVersion: 2, vulnerabilities: { 'left-pad': { name: 'left-pad', severity: 'critical', isDirect: true, via: [{ source: 1, name: 'left-pad', title: 'It pads the wrong side', url: 'https://github.com/advisories/GHSA-x', severity: 'critical', range: '<2' }, 'other'], effects: [], range: '<2.0.0', nodes: [], fixAvailable: false }, 'old-one': { name: 'old-one', severity: 'low', isDirect: true, via: ['other'], effects: [], range: '*', nodes: [], fixAvailable: true } }, metadata: {} } // prettier-ignore
    const times = { created: '2014-03-14T00:00:00.000Z', modified: '2020-01-01T00:00:00.000Z', '1.3.0': '2018-04-09T00:00:00.000Z' } // prettier-ignore
    fakes.add('npm', audit, { exit: 0, script: `if [ "$1" = view ]; then printf '%s' '${JSON.stringify(times)}'; exit 0; fi` })
    const found = await check(stage, fakes)
    expect(found('npm audit')).toMatchObject({ state: 'ran', elsewhere: 1, missing: '' })
    expect(found('npm audit')?.findings).toEqual([{ path: 'package.json', line: 4, level: 'high', rule: 'critical', text: 'left-pad <2.0.0: It pads the wrong side https://github.com/advisories/GHSA-x; by other' }]) // prettier-ignore
    expect(found('npm view')?.findings[0]).toMatchObject({ line: 4, level: 'low', rule: 'age' })
    expect(found('npm view')?.findings[0]?.text).toMatch(/^left-pad: version 1\.3\.0 published 2018-04-09, \d+ days ago; first published 2014-03-14$/) // prettier-ignore
  })

  it('says when a version is very new, when a registry does not answer, and when commands have no network', async () => {
    const stage = await withPackage()
    const fakes = scanners()
    const young = { created: new Date().toISOString(), '1.3.0': new Date().toISOString() }
    fakes.add('npm', { error: { code: 'ENOLOCK', summary: 'This command requires an existing lockfile.' } }, { exit: 1, err: 'npm error code ENOLOCK', script: `if [ "$1" = view ]; then printf '%s' '${JSON.stringify(young)}'; exit 0; fi` }) // prettier-ignore
    const found = await check(stage, fakes)
    expect(found('npm audit')).toMatchObject({ state: 'failed', missing: expect.stringContaining('ENOLOCK') as string })
    expect(found('npm view')?.findings[0]).toMatchObject({ level: 'medium', rule: 'very new' })
    fakes.add('npm', '', { exit: 1 })
    expect((await check(stage, fakes))('npm view')?.missing).toBe('The registry did not say how old left-pad is.')
    expect((await check(stage, fakes, { network: 'off' }))('npm audit')?.missing).toContain('no network')
  })

  it('is OSV-Scanner’s and pip-audit’s, as far as they looked', async () => {
    const stage = await toolStage({ 'requirements.txt': 'flask==2.0\n' })
    await write(stage, 'requirements.txt', '@@\n flask==2.0\n+jinja2==2.4.1')
    const fakes = scanners()
    const osv = (name: string, id: string, severity: string) => ({ package: { name, version: '1', ecosystem: 'PyPI' }, vulnerabilities: [{ id, summary: 'It escapes', aliases: [] }], groups: [{ ids: [id], aliases: [id], max_severity: severity }] }) // prettier-ignore
    fakes.add('osv-scanner', { results: [{ source: { path: join(stage.root, 'requirements.txt'), type: 'lockfile' }, packages: [osv('jinja2', 'GHSA-1', '9.8'), osv('flask', 'GHSA-2', '5.0')] }] }, { exit: 1 }) // prettier-ignore
    fakes.add('pip-audit', { dependencies: [{ name: 'jinja2', version: '2.4.1', vulns: [{ id: 'PYSEC-2014-8', fix_versions: ['2.7.2'], aliases: [], description: 'It leaks.\nMore.' }] }, { name: 'private', skip_reason: 'Dependency not found on PyPI' }], fixes: [] }, { exit: 1 }) // prettier-ignore
    const found = await check(stage, fakes)
    expect(found('OSV-Scanner')).toMatchObject({ elsewhere: 1, findings: [{ path: 'requirements.txt', line: 2, level: 'high', rule: 'GHSA-1', text: 'jinja2 1: It escapes' }] }) // prettier-ignore
    expect(found('pip-audit')?.findings).toMatchObject([{ line: 2, rule: 'PYSEC-2014-8', text: 'jinja2 2.4.1: It leaks. Mended in 2.7.2.' }]) // prettier-ignore
    expect(found('pip-audit')?.missing).toContain('private was not checked: Dependency not found on PyPI.')
  })
})

it('a session that changed no files is not checked', async () => {
  const stage = await toolStage({ 'a.js': 'x\n' })
  symlinkSync('/nowhere', join(stage.root, 'link.js'))
  await stage.call('shell', shell('cat a.js'))
  expect(await checkSession(stage.session, { settings: TOOLS, env: {}, hidden: [] })).toEqual({ ok: true, value: [] })
})
