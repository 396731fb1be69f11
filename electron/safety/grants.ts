/** Leave that a person gave for the rest of a session: for a rule, in one program and on one site. Never for a high risk. */
import type { Place } from './place.js'

export interface GrantScope {
  readonly rule: string
  readonly app: string
  readonly site: string | null
  /** null for actions */
  readonly tool: string | null
}

export const scopeOf = (rule: string, place: Place, tool: string | null): GrantScope => ({
  rule,
  app: place.app.toLowerCase(),
  site: place.site,
  tool,
})

export const covers = (grant: GrantScope, wanted: GrantScope): boolean =>
  grant.rule === wanted.rule && grant.app === wanted.app && grant.site === wanted.site && grant.tool === wanted.tool
