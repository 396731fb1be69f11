/** The tools of a session as an adapter sees them: which it has a typed form for, which go out as plain functions. */
import type { ToolForm, ToolOffer } from '../../protocol/tool-offer.js'

export interface Offers {
  /** the tool that has this form and is offered in the vendor's own type */
  typed(form: ToolForm): ToolOffer | undefined
  /** offered as functions */
  readonly functions: readonly ToolOffer[]
}

/** Two ways of editing files are one too many for a model that was trained on the other. */
const INSTEAD: Partial<Record<ToolForm, ToolForm>> = { 'apply-patch': 'text-editor', 'text-editor': 'apply-patch' }

/** `forms`: those this API has types for. */
export function offersOf(tools: readonly ToolOffer[], forms: readonly ToolForm[]): Offers {
  const typed = new Map(forms.flatMap((form) => tools.filter((tool) => tool.form === form).map((tool) => [form, tool])))
  const isReplaced = ({ form }: ToolOffer): boolean => {
    const other = INSTEAD[form]
    return other !== undefined && typed.has(other)
  }
  return {
    typed: (form) => typed.get(form),
    functions: tools.filter((tool) => typed.get(tool.form) !== tool && !isReplaced(tool)),
  }
}
