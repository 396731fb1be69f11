/** Composition root of the desktop app: a list of what is plugged into what. */
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { openLockFolder, openRuntimeFolder } from '../control/runtime-folder.js'
import { openRegistry } from '../control/session-registry.js'
import { dataHome } from '../sessions/data-home.js'
import { createSessionStore } from '../sessions/session-store.js'
import { createKeychain } from '../settings/keychain.js'
import { createSecretVault } from '../settings/secret-vault.js'
import { createSettingsStore } from '../settings/settings-file.js'
import { runApp } from './run-app.js'
import { registerSchemes } from './lock-down.js'

const { env } = process
const home = dataHome(env)
// one running app a data folder: what the browser part keeps lies there as well
app.setPath('userData', join(home, 'app'))
app.setName('Deskhand')
registerSchemes()

if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  const folder = openRuntimeFolder(env, home)
  const locks = openLockFolder(env)
  if (folder.ok && locks.ok) {
    const registry = openRegistry(folder.value, process.pid, locks.value)
    const root = app.getAppPath()
    const keychain = createKeychain()
    void app.whenReady().then(() =>
      runApp({
        env,
        home,
        hidden: [home, folder.value, locks.value],
        version: app.getVersion(),
        registry,
        store: createSessionStore({ home, isLive: (id) => registry.isLive(id) }),
        settings: createSettingsStore({ home, project: null, env }),
        keychain,
        vault: createSecretVault(home, keychain),
        files: {
          renderer: join(root, 'dist', 'renderer'),
          preload: join(root, 'dist', 'preload', 'preload.cjs'),
          tray: join(root, 'build', 'tray'),
          icon: join(root, 'build', 'icons', '256x256.png'),
        },
      }),
    )
  } else {
    const refused = [folder, locks].flatMap((each) => (each.ok ? [] : [each.problem.message]))
    dialog.showErrorBox('Deskhand', refused[0] ?? '')
    app.exit(2)
  }
}
