/** `models`: what can be chosen with --provider and --model, what it can do and costs, and whether one of them really works. */
import type { Outcome } from '../../native-bridge/index.js'
import { loadTestPicture, tryModel } from '../models/try-model.js'
import type { KnownModel, TriedModel } from '../protocol/known-model.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider } from '../protocol/settings.js'
import { chooseProvider, findKey } from '../settings/choose-provider.js'
import type { LoadedSettings } from '../settings/settings.js'
import { EXIT } from './exit-codes.js'
import { loadSettings } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'

const TEST_MS = 120_000

/** With where its key was found; null: it has none, or needs none. */
type Listed = KnownModel & { readonly key: string | null }

export async function modelsCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  if (args.words.length > 0) return refuse('usage', '`models` takes no words.')
  const tested = args.flags.get('test')?.[0]
  const loaded = await loadSettings(io, tested === undefined ? {} : { model: tested })
  if (!loaded.ok) return loaded
  const isJson = args.flags.has('json')
  if (tested !== undefined) return test(loaded.value, plugs, io, isJson)
  const known = plugs.listModels(loaded.value.settings.prices)
  const keys = await keysOf([...new Set(known.map(({ provider }) => provider))], plugs, io)
  for (const model of known) {
    const listed: Listed = { ...model, key: keys.get(model.provider) ?? null }
    io.out(isJson ? `${JSON.stringify(listed)}\n` : `${modelLine(listed)}\n`)
  }
  return { ok: true, value: EXIT.done }
}

async function keysOf(providers: readonly Provider[], plugs: Plugs, io: Io): Promise<ReadonlyMap<Provider, string | null>> {
  const found = await Promise.all(
    providers.map(async (provider) => {
      const key = await findKey(provider, { env: io.env, keychain: plugs.keychain })
      return [provider, key?.from ?? null] as const
    }),
  )
  return new Map(found)
}

function modelLine({ provider, model, isDefault, price, key, computer }: Listed): string {
  const cost = price === null ? '' : `$${price.input} in, $${price.cached} cached, $${price.output} out per million tokens`
  const name = (model + (isDefault ? ' (default)' : '')).padEnd(40)
  return `${provider.padEnd(11)}  ${name}  ${(key === null ? '' : 'key').padEnd(3)}  ${computer.padEnd(25)}  ${cost}`.trimEnd()
}

async function test(loaded: LoadedSettings, plugs: Plugs, io: Io, isJson: boolean): Promise<Outcome<number, Problem>> {
  const choice = await chooseProvider({ loaded, env: io.env, keychain: plugs.keychain, built: plugs.builtProviders })
  if (!choice.ok) return choice
  const { provider } = choice.value
  if (provider === 'offline' || provider === 'scripted')
    return refuse('usage', `The ${provider} model sees no pictures: there is nothing to test.`)
  const model = await plugs.createModel(choice.value, {
    prices: loaded.settings.prices,
    loadFrame: loadTestPicture,
    bridge: () => null,
    log: () => null,
  })
  if (!model.ok) return model
  const tried = await tryModel(model.value, AbortSignal.timeout(TEST_MS))
  if (!tried.ok) return tried
  const told = { provider, model: model.value.id, ...tried.value }
  io.out(isJson ? `${JSON.stringify(told)}\n` : `${verdict(model.value.id, tried.value)}\n`)
  return { ok: true, value: tried.value.isRight ? EXIT.done : EXIT.failed }
}

function verdict(model: string, { isRight, point, ms, usd }: TriedModel): string {
  const where = `(${Math.round(point.x)}, ${Math.round(point.y)})`
  const cost = usd === null ? '' : `, $${usd.toFixed(4)}`
  const hit = isRight ? `hit the square at ${where}` : `clicked beside the square, at ${where}: it does not see where it points`
  return `${model} ${hit} (${ms} ms${cost}).`
}
