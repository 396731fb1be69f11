/** Composition root of the command line (plain Node, no Electron): a list of what is plugged into what. */
import { decodePicture, launchProgram, openBridge, openVirtualDesktop, systemClock } from '../../native-bridge/index.js'
import packageJson from '../../package.json' with { type: 'json' }
import { startSession } from '../runner/run-session.js'
import { createKeychain } from '../settings/keychain.js'
import { runCli } from './cli.js'
import { BUILT_PROVIDERS, createModel, listModels } from './models.js'
import type { Plugs } from './plugs.js'
import { createProcessIo, endProcess, reportBug } from './process-io.js'

const plugs: Plugs = {
  openBridge,
  openVirtualDesktop,
  launchProgram,
  startSession,
  createModel,
  builtProviders: BUILT_PROVIDERS,
  listModels,
  keychain: createKeychain(),
  clock: systemClock,
  decode: decodePicture,
  version: packageJson.version,
}

endProcess(await runCli(process.argv.slice(2), plugs, createProcessIo()).catch(reportBug))
