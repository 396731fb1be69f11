/** What a person allowed is done only if it still is what they were asked about. */
import type { ActionItem } from '../agent/plan.js'
import type { Action } from '../protocol/action.js'
import type { Problem } from '../protocol/problem.js'
import { classOf } from '../safety/place.js'
import { findRisks } from './find-risks.js'
import { afterAction, NO_LINE, type TypedLine } from './typed-line.js'
import type { Workbench } from './workbench.js'

/** The answer may take minutes, and the screen goes on meanwhile: the words on the spot must be the same. */
export async function whyNotAsAsked(bench: Workbench, { id, action }: ActionItem, signal: AbortSignal): Promise<Problem | null> {
  const labels = bench.asked.get(id)
  bench.asked.delete(id)
  if (labels === undefined || labels.length === 0) return null
  const now = await findRisks(bench, action, signal)
  if (signal.aborted || now.labels.join('\n') === labels.join('\n')) return null
  const there = now.labels[0] === undefined ? 'something else' : `“${now.labels[0]}”`
  const message = `While you were asked about “${labels[0] ?? ''}”, the screen changed: there is ${there} now. Nothing was done.`
  return { kind: 'target-not-found', message, retryable: false }
}

/** Kept for terminals only: where a command may come in several pieces. */
export async function lineAfter({ ports, typedLine }: Workbench, action: Action): Promise<TypedLine> {
  if (action.kind !== 'type' && action.kind !== 'chord' && action.kind !== 'holdKey') return typedLine
  const listed = await ports.bridge.windows.list()
  const active = listed.ok ? listed.value.find((window) => window.active) : undefined
  const kind = classOf(active?.app ?? '')
  return active && (kind === 'terminal' || kind === 'launcher') ? afterAction(typedLine, action, active.id) : NO_LINE
}
