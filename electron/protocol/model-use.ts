/** Which model answers, and how hard it is asked to think. */
import type { SessionEvent } from './event.js'

export interface ModelUse {
  readonly provider: string
  readonly model: string
  /** null: the model's default */
  readonly effort: string | null
}

export const isSameModel = (a: Pick<ModelUse, 'provider' | 'model'>, b: Pick<ModelUse, 'provider' | 'model'>): boolean =>
  a.provider === b.provider && a.model === b.model

export const isSameUse = (a: ModelUse, b: ModelUse): boolean => isSameModel(a, b) && a.effort === b.effort

/** The effort among the settings that a session's first line shows. */
export function effortIn(settings: Readonly<Record<string, unknown>>): string | null {
  const { effort } = settings
  return typeof effort === 'string' ? effort : null
}

/** 'gpt-6.2-sol, effort high' */
export const modelInWords = ({ model, effort }: Pick<ModelUse, 'model' | 'effort'>): string =>
  effort === null ? model : `${model}, effort ${effort}`

/** Which model answers after these lines; null: the session never began. */
export function lastModel(events: readonly SessionEvent[]): ModelUse | null {
  const last = events.filter((event) => event.type === 'session.started' || event.type === 'model.changed').at(-1)
  if (last?.type === 'model.changed') return { provider: last.provider, model: last.model, effort: last.effort }
  if (last?.type !== 'session.started') return null
  return { provider: last.provider, model: last.model, effort: effortIn(last.settings) }
}
