/**
 * Screen capture through Electron's desktopCapturer, for macOS and Windows: it sees every display, also beside a permission
 * that other tools lack, and leaves our overlay out because that window is content-protected.
 */
import { desktopCapturer, screen } from 'electron'
import type { Capture, Display, Outcome, RawImage } from '../../native-bridge/index.js'

const refuse = (kind: 'capture' | 'aborted' | 'no-permission', message: string, retryable = false): Outcome<never> => ({
  ok: false,
  problem: { kind, message, retryable },
})

export function createScreenCapture(): Capture {
  return {
    grab: async (display, signal) => {
      if (signal.aborted) return refuse('aborted', 'It was interrupted.', true)
      try {
        return await grab(display)
      } catch (thrown) {
        return refuse(
          'capture',
          `The screen could not be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
          true,
        )
      }
    },
  }
}

async function grab(display: Display): Promise<Outcome<RawImage>> {
  const size = { width: Math.round(display.width * display.scale), height: Math.round(display.height * display.scale) }
  const id = electronDisplayId(display)
  const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: size, fetchWindowIcons: false })
  const source = sources.find((candidate) => candidate.display_id === id) ?? (sources.length === 1 ? sources[0] : undefined)
  if (!source) return refuse('capture', `The display ${display.id} is not among those that can be read.`)
  if (source.thumbnail.isEmpty()) {
    return refuse('no-permission', 'The screen may not be read. Allow Deskhand in the system’s settings for screen recording.')
  }
  // a thumbnail keeps its aspect, so it may be a pixel short of what was asked
  const got = source.thumbnail.getSize(1)
  const whole = got.width === size.width && got.height === size.height ? source.thumbnail : source.thumbnail.resize(size)
  return { ok: true, value: { ...size, data: whole.toBitmap({ scaleFactor: 1 }), format: 'bgra' } }
}

/** Electron's id of the display whose top left is where the bridge says. */
function electronDisplayId(display: Display): string | undefined {
  const isHere = (candidate: Electron.Display) => {
    const origin = process.platform === 'win32' ? screen.dipToScreenPoint(candidate.bounds) : candidate.bounds
    return Math.abs(origin.x - display.x) <= 1 && Math.abs(origin.y - display.y) <= 1
  }
  return screen.getAllDisplays().find(isHere)?.id.toString()
}
