/** What macOS and Windows share: every port but permissions, over nut-js and the hook. */
import type { OpenBridgeOptions, Permissions } from '../../bridge.js'
import { NO_CONTROLS } from '../../no-controls.js'
import { systemClock, type Clock } from '../../clock.js'
import { done, reasonOf, refused } from '../../outcome.js'
import type { PlatformPorts } from '../../platform.js'
import type { Outcome } from '../../types.js'
import { createHookHuman, loadHook, type Hook } from './hook-human.js'
import { createNutInput, type NutInputParts } from './nut-input.js'
import { loadNutJs, type NutJs } from './nut-js.js'
import { createNutCapture, createNutDisplays, type TakeScreenshot } from './nut-screen.js'
import { createNutWindows } from './nut-windows.js'
import type { PressSide } from './side-buttons.js'
import { SentLedger } from './sent-ledger.js'

export interface NutPlatform {
  readonly platform: 'macos' | 'windows'
  readonly permissions: Permissions
  readonly wheelPerPx: number
  readonly hasOwnDoubleClick: boolean
  readonly pasteModifier: NutInputParts['pasteModifier']
  /** back and forward, which nut-js does not know */
  readonly loadSideButtons: () => PressSide
}

/** The native parts, so that a test can hand in recorded ones. */
export interface NativeParts {
  readonly loadNut: () => Promise<NutJs>
  readonly loadHook: () => Promise<Hook>
  readonly screenshot: TakeScreenshot
  readonly clock: Clock
  /** instead of the platform's own */
  readonly loadSideButtons?: () => PressSide
}

export const nativeParts: NativeParts = {
  loadNut: loadNutJs,
  loadHook,
  screenshot: async () => {
    const { default: screenshot } = await import('screenshot-desktop')
    return screenshot({ format: 'png' })
  },
  clock: systemClock,
}

export async function openNutPlatform(
  { platform, permissions, loadSideButtons, ...ways }: NutPlatform,
  options: OpenBridgeOptions,
  native: NativeParts = nativeParts,
): Promise<Outcome<PlatformPorts>> {
  const { clock } = native
  try {
    const nut = await native.loadNut()
    const ledger = new SentLedger(() => clock.now())
    const windows = createNutWindows(nut)
    const pressSide = native.loadSideButtons?.() ?? loadSideButtons()
    const input = createNutInput({ nut, clock, pressSide, ledger, ownWindows: () => windows.own(), ...ways })
    const displays = options.displays ?? createNutDisplays(nut)
    const listed = await displays.list()
    if (!listed.ok) return listed
    return done({
      platform,
      displays,
      capture: options.capture ?? createNutCapture(nut, native.screenshot),
      input,
      windows,
      controls: NO_CONTROLS,
      human: createHookHuman(native.loadHook, ledger, () => clock.now()),
      permissions,
      close: () => input.releaseAll(),
    })
  } catch (thrown) {
    return refused('no-display', `The desktop cannot be driven: ${reasonOf(thrown)}`)
  }
}
