/** Stop and pause keys for runs without the app: what the person presses, never what Deskhand sends. */
import type { HumanInput } from '../../native-bridge/index.js'
import { bindHotkeys, feedHotkeys, NO_KEYS } from '../hotkeys/index.js'
import type { Hotkeys } from '../protocol/settings.js'

export interface HotkeyActions {
  stop(): void
  pause(): void
  takeOver(): void
}

/** The second value says what does not work, one sentence each. */
export async function watchHotkeys(
  human: HumanInput,
  hotkeys: Hotkeys,
  actions: HotkeyActions,
): Promise<{ close: () => void; problems: readonly string[] }> {
  const bindings = bindHotkeys(hotkeys)
  const unbound = bindings.problems
    .filter(({ name }) => name in actions)
    .map(({ name, reason }) => `The hotkey ${name} does not work: ${reason}`)
  let state = NO_KEYS
  const watch = await human.watch((event) => {
    const fed = feedHotkeys(state, event, bindings)
    state = fed.state
    for (const signal of fed.signals) {
      if (signal.kind === 'fired' && isAction(signal.name)) actions[signal.name]()
    }
  })
  if (watch.ok) return { close: watch.value, problems: unbound }
  return { close: () => undefined, problems: [`Hotkeys do not work here: ${watch.problem.message}`] }
}

function isAction(name: string): name is keyof HotkeyActions {
  return name === 'stop' || name === 'pause' || name === 'takeOver'
}
