/** Windows: OS units are px of the virtual screen; a wheel notch is 120 and scrolls about 100 px. */
import type { Permissions } from '../../bridge.js'
import type { OpenPlatform } from '../../platform.js'
import { openNutPlatform } from '../nut-js/open-nut-platform.js'

const NOTCH = 120
const PX_PER_NOTCH = 100

/** Nothing has to be allowed; one thing has to be known. */
export const windowsPermissions: Permissions = {
  check: () =>
    Promise.resolve([
      { name: 'screen', granted: true, detail: 'The screen can be read.' },
      {
        name: 'input',
        granted: true,
        detail: 'Windows of programs that run as administrator take no input from Deskhand unless it runs as administrator too.',
      },
      { name: 'input-monitoring', granted: true, detail: 'A person’s input can be told from Deskhand’s.' },
    ]),
}

export const openWindows: OpenPlatform = (options) =>
  openNutPlatform(
    {
      platform: 'windows',
      permissions: windowsPermissions,
      wheelPerPx: NOTCH / PX_PER_NOTCH,
      hasOwnDoubleClick: false,
      pasteModifier: 'ControlLeft',
    },
    options,
  )
