// Brings a clean clone to where the app, the demo and the tests run: packages, system packages, Electron, build.
// Built-in modules only, because it runs before anything is installed. A second run skips what is there.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, isCi, localBin, root, run, say } from './shared.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** Vite 8 and our own `import.meta.dirname` need it. */
const LOWEST_NODE = [20, 19]

function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LOWEST_NODE[0] || (major === LOWEST_NODE[0] && minor >= LOWEST_NODE[1])) return
  throw new Error(`Node ${LOWEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`)
}

const hashOf = (paths) => {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** Runs `make` unless the stamp says that these inputs were made before. */
async function once(stamp, inputs, isThere, make) {
  const wanted = hashOf(inputs)
  if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  await make()
  mkdirSync(join(stamp, '..'), { recursive: true })
  writeFileSync(stamp, wanted)
}

async function ensurePackages() {
  const modules = join(root, 'node_modules')
  const inputs = [join(root, 'package.json'), join(root, 'package-lock.json')]
  // a developer's own `npm install` leaves its lock in node_modules: no need to start over then
  const stamp = join(modules, '.deskhand-packages')
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(stamp) && existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(inputs[1]).mtimeMs) {
    writeFileSync(stamp, hashOf(inputs))
    return
  }
  await once(stamp, inputs, existsSync(modules), async () => {
    say('Installing npm packages')
    const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] })
    if (code !== 0)
      throw new Error('npm ci failed; its own words are above. Check the network and the npm registry setting, then start again.')
  })
}

const SOURCE_FOLDERS = ['electron', 'native-bridge', 'renderer']

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })

async function ensureBuild() {
  const dist = join(root, 'dist')
  const inputs = [
    ...SOURCE_FOLDERS.flatMap((name) => filesBelow(join(root, name))),
    join(root, 'vite.config.ts'),
    join(root, 'package.json'),
  ].sort()
  await once(join(dist, '.built-from'), inputs, existsSync(join(dist, 'cli', 'cli.mjs')), async () => {
    say('Building')
    const code = await run(localBin('vite'), ['build', '--app', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] })
    if (code !== 0) throw new Error('The build failed; its own words are above.')
  })
}

/** `purpose`: 'run' for demo and start, 'test' adds what the tests drive, 'bench' what is measured against. Throws with one sentence. */
export async function setUp(purpose) {
  ensureNode()
  ensureSystemPackages(purpose)
  await ensurePackages()
  const { ensureElectron } = await import('./electron-runtime.mjs')
  await ensureElectron().catch((error) => {
    if (purpose === 'test' || isCi) throw error
    say(error.message)
  })
  await ensureBuild()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUp(process.argv.includes('--test') ? 'test' : 'run').catch((error) => fail(error.message))
}
