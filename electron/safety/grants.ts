/** Leave that a person gave for the rest of a session. Never for a high risk. */
import type { GrantScope } from '../protocol/policy.js'
import type { Place } from './place.js'

export const scopeOf = (rule: string, place: Place, tool: string | null): GrantScope => ({
  rule,
  app: place.app.toLowerCase(),
  site: place.site,
  tool,
})

export const covers = (grant: GrantScope, wanted: GrantScope): boolean =>
  grant.rule === wanted.rule && grant.app === wanted.app && grant.site === wanted.site && grant.tool === wanted.tool
