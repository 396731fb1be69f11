/** Grants where nothing keeps them: they last as long as the process. */
import type { GrantScope } from '../protocol/policy.js'
import type { Grants } from './running-session.js'

export function memoryGrants(): Grants {
  const kept: GrantScope[] = []
  return {
    list: () => Promise.resolve(kept),
    keep: (scope) => {
      kept.push(scope)
      return Promise.resolve({ ok: true, value: undefined })
    },
  }
}
