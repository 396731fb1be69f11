/** The tools Anthropic's models are given. */
import type { Size } from '../../../native-bridge/types.js'
import type { ToolForm } from '../../protocol/tool-offer.js'
import { extraTools } from '../wire/extra-tools.js'
import { FUNCTION_TOOLS } from '../wire/function-tools.js'
import type { Offers } from '../wire/offers.js'
import type { ComputerForm, ModelFamily } from './families.js'

export const TOOLSET = 'computer'
export const BASH = 'bash'
export const EDITOR = 'str_replace_based_edit_tool'

/** Tools beside the computer that the API has types of its own for. */
export const TYPED: readonly ToolForm[] = ['shell', 'text-editor']

function computer(form: ComputerForm, { width, height }: Size): object {
  if (form === 'computer_toolset_20260801') return { type: form }
  const zoom = form === 'computer_20251124' ? { enable_zoom: true } : {}
  return { type: form, name: TOOLSET, display_width_px: width, display_height_px: height, ...zoom }
}

/** The same for every turn of a session: a change would lose the server's cache. */
export function toolsFor({ tool, extras }: ModelFamily, picture: Size, offers: Offers): readonly object[] {
  const functions = [...FUNCTION_TOOLS, ...extraTools(extras), ...offers.functions]
  return [
    computer(tool, picture),
    ...(offers.typed('shell') ? [{ type: 'bash_20250124', name: BASH }] : []),
    ...(offers.typed('text-editor') ? [{ type: 'text_editor_20250728', name: EDITOR }] : []),
    ...functions.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters })),
  ]
}
