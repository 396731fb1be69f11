/** One watch of the bridge's human input for everybody in the app who wants to hear it: hotkeys, holds, the running session. */
import type { HumanEvent, HumanInput, Outcome } from '../../native-bridge/index.js'

/** Shares `source`: it is watched once while anybody listens. Each listener hears every event. */
export function shareHumanInput(source: HumanInput): HumanInput {
  const listeners = new Set<(event: HumanEvent) => void>()
  let watching: Promise<Outcome<() => void>> | null = null

  const leave = (listener: (event: HumanEvent) => void) => {
    listeners.delete(listener)
    if (listeners.size > 0 || !watching) return
    const ended = watching
    watching = null
    void ended.then((watch) => {
      if (watch.ok) watch.value()
    })
  }
  return {
    watch: async (listener) => {
      listeners.add(listener)
      watching ??= source.watch((event) => {
        for (const each of listeners) each(event)
      })
      const watch = await watching
      if (watch.ok)
        return {
          ok: true,
          value: () => {
            leave(listener)
          },
        }
      listeners.delete(listener)
      watching = null
      return watch
    },
  }
}
