/** The person's input in runs without the app: stop and pause keys, and the touch that hands yield to. Never what Deskhand sends. */
import type { HumanEvent, HumanInput } from '../../native-bridge/index.js'
import { bindHotkeys, feedHotkeys, NO_KEYS } from '../hotkeys/index.js'
import type { Hotkeys } from '../protocol/settings.js'

export interface HotkeyActions {
  stop(): void
  pause(): void
  takeOver(): void
}

export interface PersonListener {
  /** the modifiers of a hotkey are down */
  chordHeld(isHeld: boolean): void
  human(event: HumanEvent, place: 'desktop' | 'hotkey'): void
}

/** The second value says what does not work, one sentence each. */
export async function watchHotkeys(
  human: HumanInput,
  hotkeys: Hotkeys,
  actions: HotkeyActions,
  person: PersonListener,
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
      if (signal.kind === 'held') person.chordHeld(signal.held)
      else if (isAction(signal.name)) actions[signal.name]()
    }
    const isChord = state.held || fed.signals.some((signal) => signal.kind === 'fired')
    person.human(event, isChord ? 'hotkey' : 'desktop')
  })
  if (watch.ok) return { close: watch.value, problems: unbound }
  return { close: () => undefined, problems: [`Hotkeys do not work here, and hands do not yield: ${watch.problem.message}`] }
}

function isAction(name: string): name is keyof HotkeyActions {
  return name === 'stop' || name === 'pause' || name === 'takeOver'
}
