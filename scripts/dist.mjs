// `npm run dist -- ARGS`: builds and packages with electron-builder; ARGS are its own (`--dir` packages without installers).
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { electronFolder, electronVersion } from './electron-runtime.mjs'
import { setUp } from './setup.mjs'
import { fail, localBin, root, run, say } from './shared.mjs'

const args = process.argv.slice(2)
await setUp('run').catch((error) => fail(error.message))

/**
 * A folder with an Electron for electron-builder, without the shim of the registry's older one. Only for trying the packaged
 * app (`--dir`): a release must carry the current Electron, which electron-builder fetches itself.
 */
function localElectron() {
  const folder = join(root, 'release', '.electron')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(electronFolder(), folder, { recursive: true, verbatimSymlinks: true })
  rmSync(join(folder, 'resources', 'app'), { recursive: true, force: true })
  return folder
}

const wanted = (await import('../node_modules/electron/package.json', { with: { type: 'json' } })).default.version
const isOlder = electronVersion() !== wanted
if (isOlder && !args.includes('--dir'))
  fail(`A release needs Electron ${wanted}, which could not be downloaded. Only "npm run dist -- --dir" works without it.`)
if (isOlder) say(`Packaging with Electron ${electronVersion()}: good for trying the package, not for a release.`)
const offline = isOlder ? [`-c.electronDist=${localElectron()}`, `-c.electronVersion=${electronVersion()}`] : []
process.exit(await run(localBin('electron-builder'), [...args, '--publish', 'never', ...offline]))
