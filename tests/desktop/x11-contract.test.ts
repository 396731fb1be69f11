import { execFileSync } from 'node:child_process'
import { openBridge } from '../../native-bridge/open-bridge.js'
import type { MouseButton } from '../../native-bridge/types.js'
import { openVirtualDesktop } from '../../native-bridge/virtual-desktop/open-virtual-desktop.js'
import { describeBridgeContract } from '../native-bridge/bridge.contract.js'
import { openChromiumPage, valueOf } from './receivers.js'

const DOM_BUTTONS: readonly MouseButton[] = ['left', 'middle', 'right', 'back', 'forward']

describeBridgeContract('X11', async () => {
  const desktop = valueOf(await openVirtualDesktop({ width: 1280, height: 800 }))
  const bridge = valueOf(await openBridge({ xDisplay: desktop.xDisplay }))
  const page = await openChromiumPage(desktop, bridge)
  return {
    bridge,
    title: 'Receiver',
    field: await page.middleOf('#text'),
    text: () => page.text(),
    clear: () => page.clear(),
    buttons: async () =>
      (await page.seen()).flatMap((event) =>
        event.type === 'mousedown' || event.type === 'mouseup'
          ? [{ button: DOM_BUTTONS[event.button] ?? 'left', down: event.type === 'mousedown' }]
          : [],
      ),
    personPressesPeriod: () => {
      execFileSync('xdotool', ['key', 'period'], { env: { ...process.env, ...desktop.env } })
      return Promise.resolve()
    },
    close: async () => {
      await page.close()
      await bridge.close()
      await desktop.close()
    },
  }
})
