/** Composition root of the desktop app: a list of what is plugged into what. */
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { openRuntimeFolder } from '../control/runtime-folder.js'
import { openRegistry } from '../control/session-registry.js'
import { dataHome } from '../sessions/data-home.js'
import { createSessionStore } from '../sessions/session-store.js'
import { createKeychain } from '../settings/keychain.js'
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
  if (folder.ok) {
    const registry = openRegistry(folder.value)
    const root = app.getAppPath()
    void app.whenReady().then(() =>
      runApp({
        env,
        home,
        version: app.getVersion(),
        registry,
        store: createSessionStore({ home, isLive: (id) => registry.isLive(id) }),
        settings: createSettingsStore({ home, project: null, env }),
        keychain: createKeychain(),
        files: {
          renderer: join(root, 'dist', 'renderer'),
          preload: join(root, 'dist', 'preload', 'preload.cjs'),
          tray: join(root, 'build', 'tray'),
          icon: join(root, 'build', 'icons', '256x256.png'),
        },
      }),
    )
  } else {
    dialog.showErrorBox('Deskhand', folder.problem.message)
    app.exit(2)
  }
}
