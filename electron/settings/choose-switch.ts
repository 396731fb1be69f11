/** Which provider and model a switch in mid-run means: what is not named stays, or is implied by the model's name. */
import type { Outcome } from '../../native-bridge/types.js'
import type { ModelUse } from '../protocol/model-use.js'
import type { Problem } from '../protocol/problem.js'
import { effortSchema, providerSchema, type Provider } from '../protocol/settings.js'
import { chooseProvider, providerOfModel, type ChooseProviderInput, type ProviderChoice } from './choose-provider.js'

export interface WantedModel {
  readonly provider: Provider | null
  readonly model: string | null
  readonly effort: string | null
}

export function chooseSwitch(
  input: ChooseProviderInput,
  wanted: WantedModel,
  now: ModelUse,
): Promise<Outcome<ProviderChoice, Problem>> {
  const own = providerSchema.safeParse(now.provider)
  const provider = wanted.provider ?? providerOfModel(wanted.model) ?? (own.success ? own.data : null)
  const isSame = provider === now.provider
  const model = wanted.model ?? (isSame ? now.model || null : null)
  const effort = effortSchema.nullable().catch(null).parse(wanted.effort)
  const { settings, origins } = input.loaded
  const chosen = { ...settings, provider, model, effort }
  if (isSame) return chooseProvider({ ...input, loaded: { settings: chosen, origins } })
  // an address and a dialect that were set are those of the provider before
  const { baseUrl: _baseUrl, ...others } = origins
  return chooseProvider({ ...input, loaded: { settings: { ...chosen, baseUrl: null, dialect: null }, origins: others } })
}

/** As a task would be given it now: an address and a dialect that were set count for the provider they were set for. */
export async function chooseFor(input: ChooseProviderInput, wanted: WantedModel): Promise<Outcome<ProviderChoice, Problem>> {
  const usual = await chooseProvider(input)
  const now = usual.ok ? usual.value : input.loaded.settings
  return chooseSwitch(input, wanted, { provider: now.provider ?? '', model: now.model ?? '', effort: null })
}
