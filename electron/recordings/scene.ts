/** One screen as it is compared: its light, its text (read once, when it is asked for) and its windows in picture pixels. */
import type { Point, RawImage, Rect, ScreenText, TextLine } from '../../native-bridge/index.js'
import type { ShownWindow } from '../protocol/event.js'
import { grayOf, shrunk, type Gray } from './gray.js'
import { phrasesOf } from './phrases.js'

export interface Scene {
  readonly id: string
  readonly image: RawImage
  readonly gray: Gray
  /** the same, shrunk by 4 */
  readonly coarse: Gray
  /** in picture pixels, topmost first; null: not known */
  readonly windows: readonly ShownWindow[] | null
  read(region: Rect | null, signal: AbortSignal): Promise<readonly TextLine[]>
}

export function createScene(id: string, image: RawImage, windows: readonly ShownWindow[] | null, text: ScreenText): Scene {
  const gray = grayOf(image)
  let coarse: Gray | null = null
  let whole: readonly TextLine[] | null = null
  return {
    id,
    image,
    gray,
    windows,
    get coarse() {
      return (coarse ??= shrunk(gray, 4))
    },
    // always all of it: a cut goes through letters, and what was read before is remembered by its pixels
    async read(region, signal) {
      whole ??= await lines(text, image, signal)
      return region === null ? whole : whole.filter((line) => isWithin(line, region))
    },
  }
}

async function lines(text: ScreenText, image: RawImage, signal: AbortSignal): Promise<readonly TextLine[]> {
  const read = await text.read(image, null, signal)
  return read.ok ? read.value.flatMap(phrasesOf) : []
}

const isWithin = (line: Rect, region: Rect): boolean =>
  line.x + line.width > region.x &&
  line.x < region.x + region.width &&
  line.y + line.height > region.y &&
  line.y < region.y + region.height

/** A window from OS units to pixels of a picture of its display. */
export function windowInPicture(
  window: ShownWindow,
  display: Rect,
  picture: { readonly width: number; readonly height: number },
): ShownWindow {
  const [sx, sy] = [picture.width / display.width, picture.height / display.height]
  return {
    ...window,
    x: (window.x - display.x) * sx,
    y: (window.y - display.y) * sy,
    width: window.width * sx,
    height: window.height * sy,
  }
}

/** The topmost window there, null when there is none or they are not known. */
export function windowAt({ windows }: Pick<Scene, 'windows'>, { x, y }: Point): ShownWindow | null {
  return windows?.find((one) => x >= one.x && y >= one.y && x < one.x + one.width && y < one.y + one.height) ?? null
}
