/** Chooses the platform and completes it with what is the same everywhere: eyes, codec, the reading of text. */
import type { Bridge, Capture, OpenBridgeOptions } from './bridge.js'
import { systemClock } from './clock.js'
import { createSharpCodec } from './codec/sharp-codec.js'
import { createEyes } from './look.js'
import { done, reasonOf, refused } from './outcome.js'
import type { OpenPlatform, PlatformPorts } from './platform.js'
import { createScreenText } from './text/screen-text.js'
import type { Outcome } from './types.js'

/** Each platform is loaded only where it is used: its native modules do not load elsewhere. */
const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, () => Promise<OpenPlatform>>>> = {
  linux: async () => (await import('./platforms/linux-x11/open.js')).openLinuxX11,
  darwin: async () => (await import('./platforms/macos/open.js')).openMacos,
  win32: async () => (await import('./platforms/windows/open.js')).openWindows,
}

export async function openBridge(options: OpenBridgeOptions = {}): Promise<Outcome<Bridge>> {
  const load = PLATFORMS[process.platform]
  if (!load) return refused('no-display', `Deskhand cannot drive a desktop on ${process.platform} yet.`)
  const missing = process.platform === 'linux' ? whyNoXDisplay(options, process.env) : null
  if (missing) return refused('no-display', missing)
  try {
    const opened = await (await load())(options)
    return opened.ok ? done(complete(opened.value, options)) : opened
  } catch (thrown) {
    return refused('no-display', `The desktop cannot be driven: ${reasonOf(thrown)}`)
  }
}

/** Linux without an X display that shows the person's windows; null when there is one. */
export function whyNoXDisplay(options: OpenBridgeOptions, env: Readonly<Record<string, string | undefined>>): string | null {
  if (options.xDisplay) return null
  if (env['WAYLAND_DISPLAY'] || env['XDG_SESSION_TYPE'] === 'wayland') {
    return 'This is a Wayland session, which lets no program see or operate the others. Log in to an X11 session, or use --display virtual.'
  }
  if (!env['DISPLAY']) return 'There is no display: DISPLAY is not set. Log in to a graphical session, or use --display virtual.'
  return null
}

export function complete(platform: PlatformPorts, options: OpenBridgeOptions): Bridge {
  const capture: Capture = options.capture ?? platform.capture
  const codec = options.codec ?? createSharpCodec()
  const text = createScreenText(options.textLanguages ? { languages: options.textLanguages } : {})
  return {
    ...platform,
    capture,
    codec,
    eyes: createEyes(capture, codec, systemClock, options.displays ?? platform.displays),
    text,
    close: async () => {
      await platform.close()
      await text.close()
    },
  }
}
