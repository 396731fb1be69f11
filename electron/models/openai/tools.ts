/** The tools OpenAI's models are given. */
import type { Size } from '../../../native-bridge/types.js'
import { COMPUTER_FUNCTION } from '../wire/computer-function.js'
import { extraTools } from '../wire/extra-tools.js'
import { FUNCTION_TOOLS, type FunctionTool } from '../wire/function-tools.js'
import type { Environment } from '../wire/instructions.js'
import type { Offers } from '../wire/offers.js'
import { strictSchema } from '../wire/strict-schema.js'
import type { ModelFamily } from './families.js'

function computer({ computer }: ModelFamily, { width, height }: Size, environment: Environment): object {
  if (computer === 'computer') return { type: 'computer' }
  if (computer === 'function') return loose(COMPUTER_FUNCTION)
  return { type: 'computer_use_preview', display_width: width, display_height: height, environment }
}

const strict = ({ name, description, parameters }: FunctionTool): object => ({
  type: 'function',
  name,
  description,
  strict: true,
  parameters: strictSchema(parameters),
})

/** A schema that is not ours, or one in which most fields are left out most of the time. */
const loose = ({ name, description, parameters }: FunctionTool): object => ({
  type: 'function',
  name,
  description,
  strict: false,
  parameters,
})

/** The same for every turn of a session: a change would lose the server's cache. */
export function toolsFor(family: ModelFamily, picture: Size, environment: Environment, offers: Offers): readonly object[] {
  return [
    computer(family, picture, environment),
    ...(offers.typed('shell') ? [{ type: 'shell', environment: { type: 'local' } }] : []),
    ...(offers.typed('apply-patch') ? [{ type: 'apply_patch' }] : []),
    ...[...FUNCTION_TOOLS, ...extraTools(family.extras)].map(strict),
    ...offers.functions.map(loose),
  ]
}
