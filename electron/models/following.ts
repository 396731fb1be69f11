/** Whether a model can go on with what another one began. */
import { isSameModel, type ModelUse } from '../protocol/model-use.js'
import type { Model } from './model.js'

/** null: it can. */
export function whyNotFollowing(model: Model, before: ModelUse | null): string | null {
  const own = { provider: model.provider, model: model.id }
  if (before === null || isSameModel(before, own) || model.continues) return null
  return `The model ${model.id} cannot go on with what ${before.model} began; start a new task with it.`
}
