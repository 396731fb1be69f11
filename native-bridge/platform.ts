/** What a platform brings by itself; open-bridge.ts completes it with what is the same everywhere. */
import type { Bridge, OpenBridgeOptions } from './bridge.js'
import type { Outcome } from './types.js'

export type PlatformPorts = Omit<Bridge, 'codec' | 'eyes' | 'text'>

export type OpenPlatform = (options: OpenBridgeOptions) => Promise<Outcome<PlatformPorts>>
