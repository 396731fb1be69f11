/** The one door of a window: `window.deskhand`, put there by the preload script. Every question has an Outcome for an answer. */
import type { DeskhandApi, PushName, Pushes, QueryInput, QueryName, QueryOutput } from '../../electron/protocol/ipc.js'

declare global {
  interface Window {
    readonly deskhand: DeskhandApi
  }
}

export const ask = <K extends QueryName>(name: K, input: QueryInput<K>): Promise<QueryOutput<K>> =>
  window.deskhand.ask(name, input)

export const on = <K extends PushName>(name: K, listener: (payload: Pushes[K]) => void): (() => void) =>
  window.deskhand.on(name, listener)

/** For questions whose failure the main process shows or logs itself: nothing in this window depends on the answer. */
export const tell = <K extends QueryName>(name: K, input: QueryInput<K>): void => void ask(name, input)

/** Pictures never travel by IPC: an <img> asks for them by session and frame id. */
export const frameUrl = (session: string, frame: string): string => `deskhand-frame://${session}/${frame}`
