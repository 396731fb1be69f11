/** The one door into native-bridge. */
export type * from './types.js'
export type * from './bridge.js'
