import type { Codec } from '../bridge.js'

export function createSharpCodec(): Codec {
  throw new Error('not there yet')
}
