/** The tools Google's models are given. */
import type { Environment as WireEnvironment } from '@google/genai'
import { extraTools } from '../wire/extra-tools.js'
import { FUNCTION_TOOLS } from '../wire/function-tools.js'
import type { Offers } from '../wire/offers.js'
import type { ModelFamily } from './families.js'

/** Keys that stay down across actions cannot be done here; a browser's own doings cannot be told apart on a whole desktop. */
const EXCLUDED = {
  current: ['key_down', 'key_up'],
  legacy: ['open_web_browser', 'search'],
} as const

const PLACES = { current: 'ENVIRONMENT_DESKTOP', legacy: 'ENVIRONMENT_BROWSER' } as const

/** The same for every turn of a session: a change would lose the server's cache. */
export function toolsFor({ names, extras }: ModelFamily, offers: Offers) {
  const functions = [...FUNCTION_TOOLS, ...extraTools(extras), ...offers.functions]
  return [
    {
      computerUse: { environment: PLACES[names] as WireEnvironment, excludedPredefinedFunctions: [...EXCLUDED[names]] },
    },
    {
      functionDeclarations: functions.map(({ name, description, parameters }) => ({
        name,
        description,
        parametersJsonSchema: parameters,
      })),
    },
  ]
}
