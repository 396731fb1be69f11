import type { VirtualDesktop } from '../bridge.js'
import type { Outcome, Size } from '../types.js'

export function openVirtualDesktop(size: Size): Promise<Outcome<VirtualDesktop>> {
  throw new Error(`not there yet ${String(size)}`)
}
