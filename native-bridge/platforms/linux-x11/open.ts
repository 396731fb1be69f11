/** The X11 platform: its ports over one display, ':99' for instance. Several may be open side by side. */
import type { Capture, Displays, HumanInput, Input, OpenBridgeOptions, Permissions, Windows } from '../../bridge.js'
import type { Outcome } from '../../types.js'

/** What open-bridge.ts completes with the generic eyes, codec and text. */
export interface LinuxX11 {
  readonly platform: 'linux-x11'
  readonly displays: Displays
  readonly capture: Capture
  readonly input: Input
  readonly windows: Windows
  readonly human: HumanInput
  readonly permissions: Permissions
  /** Lets go of everything and closes the connections. Safe to call twice. */
  close(): Promise<void>
}

/** 'no-display' where the X display cannot be reached or its libraries are missing. */
export function openLinuxX11(options: OpenBridgeOptions = {}): Promise<Outcome<LinuxX11>> {
  throw new Error(`not there yet ${String(options)}`)
}
