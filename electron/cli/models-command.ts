/** `models`: what can be chosen with --provider and --model, and what it costs. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { EXIT } from './exit-codes.js'
import { loadSettings } from './load-config.js'
import { refuse, type ParsedArgs } from './parse-args.js'
import type { Io, KnownModel, Plugs } from './plugs.js'

export async function modelsCommand(args: ParsedArgs, plugs: Plugs, io: Io): Promise<Outcome<number, Problem>> {
  if (args.words.length > 0) return refuse('usage', '`models` takes no words.')
  const loaded = await loadSettings(io, {})
  if (!loaded.ok) return loaded
  for (const model of plugs.listModels(loaded.value.settings.prices)) {
    io.out(args.flags.has('json') ? `${JSON.stringify(model)}\n` : `${modelLine(model)}\n`)
  }
  return { ok: true, value: EXIT.done }
}

function modelLine({ provider, model, isDefault, price }: KnownModel): string {
  const cost = price === null ? '' : `$${price.input} in, $${price.cached} cached, $${price.output} out per million tokens`
  return `${provider.padEnd(9)}  ${(model + (isDefault ? ' (default)' : '')).padEnd(28)}  ${cost}`.trimEnd()
}
