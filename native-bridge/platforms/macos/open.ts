/** macOS: OS units are points, so a Retina display has two px each; three permissions stand between us and the screen. */
import type { OpenPlatform } from '../../platform.js'
import { openNutPlatform } from '../nut-js/open-nut-platform.js'
import { createMacPermissions, loadMacTrust } from './permissions.js'

export const openMacos: OpenPlatform = (options) =>
  openNutPlatform(
    {
      platform: 'macos',
      permissions: createMacPermissions(loadMacTrust),
      wheelPerPx: 1,
      hasOwnDoubleClick: true,
      pasteModifier: 'MetaLeft',
    },
    options,
  )
