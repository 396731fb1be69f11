/** The merged settings with where each value comes from, and whether the model they lead to can be reached. */
import type { LoadedSettings } from '../../settings/settings.js'
import { chooseProvider } from '../../settings/choose-provider.js'
import { SETTING_NAMES } from '../../settings/known-settings.js'
import { valueAt, type Layer } from '../../settings/layers.js'
import type { Io, Plugs } from '../plugs.js'
import { failed, look, ok, type Finding } from './finding.js'

const REACH_MS = 5_000

export function settingFindings(loaded: LoadedSettings): Finding[] {
  const layer = loaded.settings as unknown as Layer
  const values = SETTING_NAMES.map((name) => {
    const value = valueAt(layer, name)
    const origin = loaded.origins[name] ?? 'default'
    return ok('setting', `${name} = ${JSON.stringify(value)} (${origin})`, { name, value, origin })
  })
  return [...loaded.warnings.map((warning) => look('settings', warning, 'Correct or remove it.')), ...values]
}

export async function modelFinding(loaded: LoadedSettings, plugs: Plugs, io: Io): Promise<Finding> {
  const choice = await chooseProvider({ loaded, env: io.env, keychain: plugs.keychain, built: plugs.builtProviders })
  if (!choice.ok) return look('model', choice.problem.message, 'Set the key or choose another provider.')
  const { provider, key } = choice.value
  if (provider === 'scripted') return ok('model', 'The scripted model plays a file.', { provider })
  const model = await plugs.createModel(choice.value, {
    prices: loaded.settings.prices,
    loadFrame: () => Promise.resolve({ ok: false, problem: { kind: 'log', message: 'There is no session.', retryable: false } }),
    bridge: () => null,
    log: () => null,
  })
  if (!model.ok) return look('model', model.problem.message, 'Correct the settings.')
  const { id } = model.value
  if (key === null) return ok('model', `The ${provider} model needs no key and no network.`, { provider, model: id })
  const reached = await model.value.reach(AbortSignal.timeout(REACH_MS))
  if (reached.ok) {
    const ms = Math.round(reached.value.ms)
    return ok('model', `${provider} ${id} answers with the key from ${key.from} (${ms} ms).`, { provider, model: id, ms })
  }
  return failed('model', `${provider}: ${reached.problem.message}`, `Check the network and the key from ${key.from}.`)
}
