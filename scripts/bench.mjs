// `npm run bench -- NAME`: set-up, then the measurement in bench/NAME.ts. It writes its table into docs/performance.md.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setUp } from './setup.mjs'
import { fail, root, run } from './shared.mjs'

const NAMES = ['bridge', 'step', 'stop', 'redo', 'sessions', 'replay', 'tokens', 'record-sessions']

const name = process.argv[2]
const file = join(root, 'bench', `${name}.ts`)
if (!name || !NAMES.includes(name) || !existsSync(file)) fail(`Say what to measure: npm run bench -- ${NAMES.join('|')}`, 2)
await setUp('bench').catch((error) => fail(error.message))
process.exit(await run(process.execPath, ['--import', 'tsx', file], { shell: false }))
