import type { Bridge, OpenBridgeOptions } from './bridge.js'
import type { Outcome } from './types.js'

export function openBridge(options: OpenBridgeOptions = {}): Promise<Outcome<Bridge>> {
  throw new Error(`not there yet ${String(options)}`)
}
