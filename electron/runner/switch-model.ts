/** Another model or another effort in the middle of a run: made first, and only then said to the state machine. */
import type { AgentEventBody, Switch } from '../agent/events.js'
import type { AgentState } from '../agent/state.js'
import type { Model } from '../models/model.js'
import type { Command, ControlBy } from '../protocol/command.js'
import { isSameModel, isSameUse, type ModelUse } from '../protocol/model-use.js'
import type { SessionOptions } from './running-session.js'
import type { Workbench } from './workbench.js'

/** The state machine as it runs. */
interface Stepped {
  readonly state: AgentState
  dispatch(event: AgentEventBody): void
}

export type SwitchCommand = Extract<Command, { type: 'switch' }>

/** Commands are obeyed in their order, though each takes as long as a model takes to be made. */
export function openSwitching(bench: Workbench, loop: Stepped): (wish: SwitchCommand, by: ControlBy) => void {
  let before: Promise<void> = Promise.resolve()
  return (wish, by) => {
    before = before.then(() => switchModel(bench, loop, wish, by))
  }
}

async function switchModel(bench: Workbench, loop: Stepped, wish: SwitchCommand, by: ControlBy): Promise<void> {
  const refuse = (message: string) =>
    loop.dispatch({ kind: 'refused', problem: bench.redact({ kind: 'bad-command', message, retryable: false }) })
  const now = loop.state.model
  const effort = wish.effort === 'default' ? null : (wish.effort ?? now.effort)
  const made = await bench.ports.makeModel?.({ provider: wish.provider ?? null, model: wish.model ?? null, effort }, now)
  if (!made) return refuse('This session cannot change its model.')
  if (!made.ok) return refuse(made.problem.message)
  const model = made.value
  const to: ModelUse = { provider: model.provider, model: model.id, effort }
  const usable = model.check(bench.redact(loop.state.task.text))
  if (!usable.ok) return refuse(usable.problem.message)
  const conversation = conversationFor(model, loop.state)
  if (conversation === null) return refuse(`${to.model} cannot go on with what another model began; start a new task with it.`)
  if (effort !== null && !model.continues) return refuse(`${to.model} knows no effort.`)
  bench.models.push({ use: to, model })
  loop.dispatch({ kind: 'switched', to, by, conversation })
}

/** null: it cannot take over. Before the first answer there is nothing to take over. */
export function conversationFor(model: Model, { author }: Pick<AgentState, 'author'>): Switch['conversation'] | null {
  if (author === null || isSameModel(author, { provider: model.provider, model: model.id })) return 'kept'
  const how = model.continues?.(author)
  return how === undefined ? null : how === 'items' ? 'kept' : 'summary'
}

export const useOf = (model: Model, { shownSettings }: Pick<SessionOptions, 'shownSettings'>): ModelUse => ({
  provider: model.provider,
  model: model.id,
  effort: shownSettings.effort ?? null,
})

/** A new life may begin with another model than the one the log ends with. */
export function newModelOf(bench: Workbench, state: AgentState): Switch | null {
  const to = useOf(bench.model, bench.options)
  if (isSameUse(to, state.model)) return null
  return { to, by: 'person', conversation: conversationFor(bench.model, state) ?? 'summary' }
}

/** From here on the workbench works with the model that the state names; it is told anew what every model is told once. */
export function takeModelOf(bench: Workbench, { model: use }: AgentState): void {
  const found = bench.models.findLast((one) => isSameUse(one.use, use))?.model
  if (!found || found === bench.model) return
  bench.model = found
  bench.offeredSecrets = false
  bench.saidNoPrice = false
}
