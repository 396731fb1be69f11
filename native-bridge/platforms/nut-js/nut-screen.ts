/** The main display through nut-js, which knows no other one; screenshot-desktop stands in where its grab fails. */
import type { Capture, Displays } from '../../bridge.js'
import { displayPixels } from '../../geometry.js'
import { aborted, done, reasonOf, refused } from '../../outcome.js'
import type { Display, Outcome, RawImage } from '../../types.js'
import type { NutImage, NutJs } from './nut-js.js'

/** A PNG of the whole main display. */
export type TakeScreenshot = () => Promise<Uint8Array>

export function createNutDisplays(nut: NutJs): Displays {
  return {
    list: async () => {
      try {
        const [width, height] = [await nut.screen.width(), await nut.screen.height()]
        if (width < 1 || height < 1) return refused('no-display', 'The system reports no display.')
        const scale = await scaleOf(nut, width)
        return done([{ id: 'main', x: 0, y: 0, width, height, scale, primary: true }] as const)
      } catch (thrown) {
        return refused('no-display', `The displays cannot be listed: ${reasonOf(thrown)}`)
      }
    },
  }
}

/** Display px per OS unit: 2 on a Retina display, 1 on Windows, where OS units are px. Without permission to grab: 1. */
async function scaleOf(nut: NutJs, width: number): Promise<number> {
  const image = await nut.screen.grab().catch(() => null)
  return image ? image.width / width : 1
}

export function createNutCapture(nut: NutJs, screenshot: TakeScreenshot): Capture {
  return {
    grab: async (display, signal) => {
      if (signal.aborted) return aborted()
      if (!display.primary) return refused('capture', `The display "${display.id}" cannot be seen here, only the main one.`)
      const grabbed = await nut.screen.grab().then(rawOf, () => screenshotOf(screenshot))
      if (signal.aborted) return aborted()
      return grabbed.ok ? ofSize(grabbed.value, display) : grabbed
    },
  }
}

/** BGRA with rows one after another; nut-js' rows may be padded. */
export function rawOf(image: NutImage): Outcome<RawImage> {
  const { width, height, data, channels, byteWidth } = image
  if (channels !== 4) return refused('capture', `The screen came with ${channels} channels instead of 4.`)
  if (byteWidth === width * 4) return done({ width, height, format: 'bgra', data })
  const packed = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row++) packed.set(data.subarray(row * byteWidth, row * byteWidth + width * 4), row * width * 4)
  return done({ width, height, format: 'bgra', data: packed })
}

async function screenshotOf(screenshot: TakeScreenshot): Promise<Outcome<RawImage>> {
  try {
    const { default: sharp } = await import('sharp')
    const { data, info } = await sharp(await screenshot())
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return done({ width: info.width, height: info.height, format: 'rgba', data })
  } catch (thrown) {
    return refused('capture', `The screen could not be read: ${reasonOf(thrown)}`, true)
  }
}

function ofSize(image: RawImage, display: Display): Outcome<RawImage> {
  const { width, height } = displayPixels(display)
  if (image.width === width && image.height === height) return done(image)
  return refused('capture', `The display changed: it is ${image.width}x${image.height} now, not ${width}x${height}.`, true)
}
