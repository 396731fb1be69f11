/** Where the OS tells nothing of the controls on the screen. */
import type { Controls } from './bridge.js'

export const NO_CONTROLS: Controls = {
  focused: () => Promise.resolve(null),
  at: () => Promise.resolve(null),
  secretFields: () => Promise.resolve([]),
}
