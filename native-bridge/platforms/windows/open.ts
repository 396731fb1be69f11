/** Windows: OS units are px of the virtual screen; a wheel notch is 120 and scrolls about 100 px. */
import type { OpenBridgeOptions } from '../../bridge.js'
import { nativeParts, openNutPlatform, type NativeParts } from '../nut-js/open-nut-platform.js'
import { loadWindowsSideButtons } from '../nut-js/side-buttons.js'
import { createWindowsPermissions, loadWindowsTrust, type WindowsTrust } from './permissions.js'

const NOTCH = 120
const PX_PER_NOTCH = 100

/** `native` and `loadTrust` as a test may record them. */
export const openWindows = (
  options: OpenBridgeOptions,
  native: NativeParts = nativeParts,
  loadTrust: () => WindowsTrust = loadWindowsTrust,
): ReturnType<typeof openNutPlatform> =>
  openNutPlatform(
    {
      platform: 'windows',
      permissions: createWindowsPermissions(loadTrust),
      wheelPerPx: NOTCH / PX_PER_NOTCH,
      hasOwnDoubleClick: false,
      pasteModifier: 'ControlLeft',
      loadSideButtons: loadWindowsSideButtons,
    },
    options,
    native,
  )
