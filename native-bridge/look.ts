import type { Capture, Codec, Eyes } from './bridge.js'
import { systemClock, type Clock } from './clock.js'

export function createEyes(capture: Capture, codec: Codec, clock: Clock = systemClock): Eyes {
  throw new Error(`not there yet ${String([capture, codec, clock])}`)
}
