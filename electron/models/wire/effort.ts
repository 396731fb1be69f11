/** How hard a model is asked to think. */
import type { z } from 'zod'
import type { effortSchema } from '../../protocol/settings.js'

export type Effort = z.infer<typeof effortSchema>

const IDLE_MS = 90_000
/** a model that thinks hard says nothing for long */
const IDLE_MS_HARD = 300_000

/** How long the server may say nothing before the turn is given up. */
export function idleMsFor(effort: Effort | undefined): number {
  return effort === 'high' || effort === 'xhigh' || effort === 'max' ? IDLE_MS_HARD : IDLE_MS
}
