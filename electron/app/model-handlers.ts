/** The answers to what the settings window asks about models. */
import { knownModels } from '../models/catalogue.js'
import { PRICES_AS_OF } from '../models/prices.js'
import type { Environment } from '../settings/environment.js'
import type { SecretStore } from '../settings/secrets.js'
import type { SettingsStore } from '../settings/settings.js'
import type { Handlers } from './ipc-main.js'
import { testModel } from './models.js'

export interface ModelHandlerParts {
  readonly settings: SettingsStore
  readonly env: Environment
  readonly keychain: SecretStore
}

const TEST_MS = 120_000

export function modelHandlers({ settings, env, keychain }: ModelHandlerParts): Pick<Handlers, 'models.list' | 'models.test'> {
  return {
    'models.list': async () => {
      const loaded = await settings.load()
      if (!loaded.ok) return loaded
      return { ok: true, value: { asOf: PRICES_AS_OF, models: [...knownModels(loaded.value.settings.prices, new Date())] } }
    },
    'models.test': async (wanted) => {
      const loaded = await settings.load()
      if (!loaded.ok) return loaded
      return testModel(wanted, { loaded: loaded.value, env, keychain }, AbortSignal.timeout(TEST_MS))
    },
  }
}
