/** The folder's door: a person's keys as hotkeys, and what a person did in words. */
export * from './chord.js'
export * from './deeds.js'
export * from './hotkeys.js'
export * from './pause-keys.js'
