/** The tools Anthropic's models are given. */
import type { Size } from '../../../native-bridge/types.js'
import { FUNCTION_TOOLS } from '../wire/function-tools.js'
import type { ToolForm } from './families.js'

export const TOOLSET = 'computer'

function computer(form: ToolForm, { width, height }: Size): object {
  // looking closer at a part cannot be answered here yet: the runner has one picture a turn
  if (form === 'computer_toolset_20260801') return { type: form, configs: { zoom: { enabled: false } } }
  return { type: form, name: TOOLSET, display_width_px: width, display_height_px: height }
}

/** The same for every turn of a session: a change would lose the server's cache. */
export function toolsFor(form: ToolForm, picture: Size): readonly object[] {
  const functions = FUNCTION_TOOLS.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters }))
  return [computer(form, picture), ...functions]
}
