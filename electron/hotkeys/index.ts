/** The folder's door: what the app and the CLI need to turn a person's keys into hotkeys. */
export * from './chord.js'
export * from './hotkeys.js'
