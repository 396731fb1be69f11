/** Everything that can be refused before a desktop is touched: flags, settings, provider, key, pictures, secrets, the task. */
import type { Bridge, Outcome, Picture } from '../../native-bridge/index.js'
import type { Model } from '../models/model.js'
import type { Problem } from '../protocol/problem.js'
import type { Settings } from '../protocol/settings.js'
import type { SecretGrant } from '../runner/running-session.js'
import type { SessionLog } from '../sessions/session-log.js'
import { chooseProvider } from '../settings/choose-provider.js'
import { layOver, type Layer } from '../settings/layers.js'
import { loadSettings } from './load-config.js'
import { readDisplayWish, type DisplayWish } from './open-desktop.js'
import type { ParsedArgs } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'
import { readImages } from './read-images.js'
import { offeredSecrets } from './read-secrets.js'
import { readRunFlags, type RunFlags } from './run-flags.js'

export interface PreparedRun {
  readonly flags: RunFlags
  readonly settings: Settings
  readonly warnings: readonly string[]
  readonly wish: DisplayWish
  readonly images: readonly Picture[]
  readonly secrets: readonly SecretGrant[]
  readonly model: Model
  /** the model was made before them, so that its task can be checked first */
  connect(parts: { bridge: Bridge; log: SessionLog }): void
}

export interface RunRequest {
  readonly args: Pick<ParsedArgs, 'flags'>
  /** what the model is asked to check: the task, or what a follow-up adds */
  readonly task: string
  /** where no flag says otherwise: what the session had in its earlier life */
  readonly earlier: Layer
}

export async function prepareRun(request: RunRequest, plugs: Plugs, io: Io): Promise<Outcome<PreparedRun, Problem>> {
  const flags = readRunFlags(request.args)
  if (!flags.ok) return flags
  const loaded = await loadSettings(io, layOver(request.earlier, flags.value.layer))
  if (!loaded.ok) return loaded
  const { settings, warnings } = loaded.value
  const wish = readDisplayWish(settings.display)
  if (!wish.ok) return wish
  const secrets = await offeredSecrets({ flags: flags.value.secrets, task: request.task }, plugs, io)
  if (!secrets.ok) return secrets
  const images = await readImages(flags.value.images, io.cwd)
  if (!images.ok) return images
  const choice = await chooseProvider({
    loaded: loaded.value,
    env: io.env,
    keychain: plugs.keychain,
    built: plugs.builtProviders,
  })
  if (!choice.ok) return choice

  const connected: { parts: { bridge: Bridge; log: SessionLog } | null } = { parts: null }
  const model = await plugs.createModel(choice.value, {
    prices: settings.prices,
    loadFrame: (id) => connected.parts?.log.loadFrame(id) ?? Promise.resolve(noLogYet(id)),
    bridge: () => connected.parts?.bridge ?? null,
  })
  if (!model.ok) return model
  const understood = model.value.check(request.task)
  if (!understood.ok) return understood
  for (const variable of secrets.value.variables) io.hideFromPrograms(variable)
  const connect = (parts: { bridge: Bridge; log: SessionLog }) => {
    connected.parts = parts
  }
  return {
    ok: true,
    value: {
      flags: flags.value,
      settings,
      warnings,
      wish: wish.value,
      images: images.value,
      secrets: secrets.value.grants,
      model: model.value,
      connect,
    },
  }
}

function noLogYet(id: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind: 'log', message: `The picture ${id} is not stored yet.`, retryable: false } }
}
