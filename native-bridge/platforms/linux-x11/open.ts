/** The X11 platform: its ports over one display, ':99' for instance. Several may be open side by side. */
import type { Capture, Controls, Displays, HumanInput, Input, OpenBridgeOptions, Permissions, Windows } from '../../bridge.js'
import { done } from '../../outcome.js'
import type { Outcome } from '../../types.js'
import { createControls } from './at-spi/controls.js'
import { Beneath } from './beneath.js'
import { holderByNode } from './clipboard/paste.js'
import { createCapture } from './capture.js'
import { connect } from './connection.js'
import { createDisplays } from './displays.js'
import { createHumanInput } from './human.js'
import { createInput } from './input.js'
import { createPermissions } from './permissions.js'
import { createWindows } from './windows.js'

/** What open-bridge.ts completes with the generic eyes, codec and text. */
export interface LinuxX11 {
  readonly platform: 'linux-x11'
  readonly displays: Displays
  readonly capture: Capture
  readonly input: Input
  readonly windows: Windows
  readonly controls: Controls
  readonly human: HumanInput
  readonly permissions: Permissions
  /** Lets go of everything and closes the connections. Safe to call twice. */
  close(): Promise<void>
}

/** 'no-display' where the X display cannot be reached or its libraries are missing. */
export function openLinuxX11(options: OpenBridgeOptions = {}): Promise<Outcome<LinuxX11>> {
  const connected = connect(options.xDisplay ?? null)
  if (!connected.ok) return Promise.resolve(connected)
  const connection = connected.value
  const beneath = new Beneath(connection, options.ownPid)
  const windows = createWindows(connection, beneath)
  const controls = createControls(connection, () => processesOf(windows))
  const input = createInput(connection, windows, controls, options.clipboardHolder ?? holderByNode())
  const human = createHumanInput(connection.name)
  const screen = createCapture(connection, beneath)
  // a process that ends without closing must not leave keys down either
  const atExit = () => input.letGoAtExit()
  process.on('exit', atExit)
  let closing: Promise<void> | null = null
  const close = async () => {
    process.off('exit', atExit)
    human.close()
    controls.close()
    await input.close()
    screen.close()
    connection.close()
  }
  return Promise.resolve(
    done({
      platform: 'linux-x11',
      displays: createDisplays(connection),
      capture: options.capture ?? screen,
      input,
      windows,
      controls,
      human,
      permissions: createPermissions(connection),
      close: () => (closing ??= close()),
    }),
  )
}

/** Whose windows are on the screen. */
async function processesOf(windows: Windows): Promise<ReadonlySet<number>> {
  const listed = await windows.list()
  return new Set(listed.ok ? listed.value.flatMap(({ pid }) => (pid === null || pid === process.pid ? [] : [pid])) : [])
}
