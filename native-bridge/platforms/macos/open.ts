/** macOS: OS units are points, so a Retina display has two px each; three permissions stand between us and the screen. */
import type { OpenBridgeOptions } from '../../bridge.js'
import { nativeParts, openNutPlatform, type NativeParts } from '../nut-js/open-nut-platform.js'
import { loadMacSideButtons } from '../nut-js/side-buttons.js'
import { createMacPermissions, loadMacTrust, type MacTrust } from './permissions.js'

/** `native` and `loadTrust` as a test may record them. */
export const openMacos = (
  options: OpenBridgeOptions,
  native: NativeParts = nativeParts,
  loadTrust: () => MacTrust = loadMacTrust,
): ReturnType<typeof openNutPlatform> =>
  openNutPlatform(
    {
      platform: 'macos',
      permissions: createMacPermissions(loadTrust),
      wheelPerPx: 1,
      hasOwnDoubleClick: true,
      pasteModifier: 'MetaLeft',
      loadSideButtons: loadMacSideButtons,
    },
    options,
    native,
  )
