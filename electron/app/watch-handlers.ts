/** What the window that shows a private desktop live may ask. */
import type { CurrentTask } from './current-task.js'
import type { Handlers } from './ipc-main.js'
import type { LiveWatch } from './live-watch.js'
import type { AppWindows } from './windows/app-windows.js'

export interface WatchHandlerParts {
  readonly watch: LiveWatch
  readonly task: CurrentTask
  readonly windows: Pick<AppWindows, 'showWatch'>
}

export function watchHandlers({
  watch,
  task,
  windows,
}: WatchHandlerParts): Pick<Handlers, 'watch.open' | 'watch.look' | 'watch.input'> {
  return {
    'watch.open': () => {
      if (task.id !== null && task.watched) windows.showWatch(task.id, true)
      return Promise.resolve({ ok: true, value: null })
    },
    'watch.look': ({ session }) => Promise.resolve({ ok: true, value: watch.look(session) }),
    // hands are taken from the window of that very session
    'watch.input': ({ session, strokes }, from) =>
      from === `watch:${session}`
        ? watch.person(session, strokes)
        : Promise.resolve({ ok: false, problem: { kind: 'bad-command', message: 'Not from this window.', retryable: false } }),
  }
}
