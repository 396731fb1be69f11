/** `models`: what can be chosen with --provider and --model, what it can do and costs, who answers, and whether one of them really works. */
import type { Outcome } from '../../native-bridge/index.js'
import { OFFERED } from '../models/catalogue.js'
import type { Model } from '../models/model.js'
import { PRICES_AS_OF } from '../models/prices.js'
import { loadTestPicture, tryModel } from '../models/try-model.js'
import type { KnownModel, TriedModel } from '../protocol/known-model.js'
import type { Problem } from '../protocol/problem.js'
import type { Provider } from '../protocol/settings.js'
import { findKey } from '../settings/choose-provider.js'
import { chooseFor, type WantedModel } from '../settings/choose-switch.js'
import type { LoadedSettings } from '../settings/settings.js'
import { EXIT } from './exit-codes.js'
import { loadSettings } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, Plugs } from './plugs.js'

const TEST_MS = 120_000
const CHECK_MS = 15_000

/** With where its key was found; null: it has none, or needs none. */
type Listed = KnownModel & { readonly key: string | null }

interface Asked {
  readonly loaded: LoadedSettings
  readonly plugs: Plugs
  readonly io: Io
  readonly isJson: boolean
}

export async function modelsCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  if (args.words.length > 0) return refuse('usage', '`models` takes no words.')
  const loaded = await loadSettings(io, {})
  if (!loaded.ok) return loaded
  const asked: Asked = { loaded: loaded.value, plugs, io, isJson: args.flags.has('json') }
  const tested = args.flags.get('test')?.[0]
  if (tested !== undefined) return test(tested, asked)
  return args.flags.has('check') ? check(asked) : list(asked)
}

async function list({ loaded, plugs, io, isJson }: Asked): Promise<Outcome<number, Problem>> {
  const known = plugs.listModels(loaded.settings.prices)
  const keys = await keysOf([...new Set(known.map(({ provider }) => provider))], plugs, io)
  for (const model of known) {
    const listed: Listed = { ...model, key: keys.get(model.provider) ?? null }
    io.out(isJson ? `${JSON.stringify(listed)}\n` : `${modelLine(listed)}\n`)
  }
  if (!isJson) io.out(`Prices of ${PRICES_AS_OF}; those in config.json (prices) go first.\n`)
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

function modelLine({ provider, model, isDefault, price, key, computer, efforts }: Listed): string {
  const cost = price === null ? '' : `$${price.input} in, $${price.cached} cached, $${price.output} out per million tokens`
  const name = (model + (isDefault ? ' (default)' : '')).padEnd(40)
  const effort = efforts === null || efforts.length === 0 ? '' : `${efforts[0]} to ${efforts.at(-1)}`
  const cells = [provider.padEnd(11), name, (key === null ? '' : 'key').padEnd(3), computer.padEnd(25), effort.padEnd(15), cost]
  return cells.join('  ').trimEnd()
}

async function make(wanted: WantedModel, { loaded, plugs, io }: Asked): Promise<Outcome<Model, Problem>> {
  const choice = await chooseFor({ loaded, env: io.env, keychain: plugs.keychain, built: plugs.builtProviders }, wanted)
  if (!choice.ok) return choice
  const { prices } = loaded.settings
  return plugs.createModel(choice.value, { prices, loadFrame: loadTestPicture, bridge: () => null, log: () => null })
}

/** Every provider that could be used is asked whether it answers; 1 when one of them does not. */
async function check(asked: Asked): Promise<Outcome<number, Problem>> {
  const { io, isJson } = asked
  let code: number = EXIT.done
  for (const { id: provider } of OFFERED) {
    if (provider === 'offline') continue
    const model = await make({ provider, model: null, effort: null }, asked)
    const reached = model.ok ? await model.value.reach(AbortSignal.timeout(CHECK_MS)) : model
    if (!reached.ok && reached.problem.kind !== 'missing-key') code = EXIT.failed
    const told = reached.ok ? { provider, ms: reached.value.ms } : { provider, problem: reached.problem }
    const words = reached.ok ? `answers (${reached.value.ms} ms)` : reached.problem.message
    io.out(isJson ? `${JSON.stringify(told)}\n` : `${provider.padEnd(11)}  ${words}\n`)
  }
  return { ok: true, value: code }
}

async function test(name: string, asked: Asked): Promise<Outcome<number, Problem>> {
  const { loaded, io, isJson } = asked
  const model = await make({ provider: null, model: name, effort: loaded.settings.effort }, asked)
  if (!model.ok) return model
  const { provider, id } = model.value
  if (provider === 'offline' || provider === 'scripted')
    return refuse('usage', `The ${provider} model sees no pictures: there is nothing to test.`)
  const tried = await tryModel(model.value, AbortSignal.timeout(TEST_MS))
  if (!tried.ok) return tried
  io.out(isJson ? `${JSON.stringify({ provider, model: id, ...tried.value })}\n` : `${verdict(id, tried.value)}\n`)
  return { ok: true, value: tried.value.isRight ? EXIT.done : EXIT.failed }
}

function verdict(model: string, { isRight, point, ms, usd }: TriedModel): string {
  const where = `(${Math.round(point.x)}, ${Math.round(point.y)})`
  const cost = usd === null ? '' : `, $${usd.toFixed(4)}`
  const hit = isRight ? `hit the square at ${where}` : `clicked beside the square, at ${where}: it does not see where it points`
  return `${model} ${hit} (${ms} ms${cost}).`
}
