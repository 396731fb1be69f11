/** macOS and Windows keep the whole contract of a bridge, over native modules that a desktop in memory stands in for. */
import { UiohookKey } from 'uiohook-napi'
import type { PlatformPorts } from '../../../../native-bridge/platform.js'
import { complete } from '../../../../native-bridge/open-bridge.js'
import type { Outcome } from '../../../../native-bridge/types.js'
import { openMacos } from '../../../../native-bridge/platforms/macos/open.js'
import type { NativeParts } from '../../../../native-bridge/platforms/nut-js/open-nut-platform.js'
import { openWindows } from '../../../../native-bridge/platforms/windows/open.js'
import { describeBridgeContract, type ContractDesktop } from '../../bridge.contract.js'
import { nutOnDesktop } from './nut-on-desktop.js'

async function open(openPlatform: (native: NativeParts) => Promise<Outcome<PlatformPorts>>): Promise<ContractDesktop> {
  const { desktop, native, hook } = nutOnDesktop()
  const opened = await openPlatform(native)
  if (!opened.ok) throw new Error(opened.problem.message)
  const bridge = complete(opened.value, {})
  let forgotten = 0
  const field = desktop.centerOf('field')
  return {
    bridge,
    title: 'Receiver',
    field,
    text: () => Promise.resolve(desktop.textOf('field') ?? ''),
    buttons: () => Promise.resolve(desktop.events.slice(forgotten).filter((event) => event.kind === 'button')),
    clear: async () => {
      const space = {
        display: { id: '', x: 0, y: 0, width: 1280, height: 800, scale: 1, primary: true },
        picture: { width: 1280, height: 800 },
      }
      const click = [
        { kind: 'move', ...field },
        { kind: 'button', button: 'left', down: true },
        { kind: 'button', button: 'left', down: false },
      ] as const
      await desktop.bridge.input.send(click, space, new AbortController().signal)
      desktop.setText('field', '')
      forgotten = desktop.events.length
    },
    personPressesPeriod: () => {
      for (const event of ['keydown', 'keyup']) hook.emit(event, { keycode: UiohookKey.Period })
      return Promise.resolve()
    },
    close: () => bridge.close(),
  }
}

const allowed = () => ({ seesScreen: () => true, sendsInput: () => true, hearsInput: () => true })
const plain = () => ({ isElevated: () => false, isSecureDesktop: () => false })

describeBridgeContract('macOS', () => open((native) => openMacos({}, native, allowed)))
describeBridgeContract('Windows', () => open((native) => openWindows({}, native, plain)))
