/** Reads what is written on the screen as it is now: at a point, in a dialog, in the last line of a terminal. */
import {
  displayPixels,
  osRectToDisplay,
  toDisplayPoint,
  type DesktopWindow,
  type Point,
  type RawImage,
  type Rect,
  type TextLine,
} from '../../native-bridge/index.js'
import { labelAt, piecesIn } from '../safety/label-at.js'
import { spaceOf, type Workbench } from './workbench.js'

/** Around the point, display px at scale 1: as wide as a button, as high as two lines. */
const LABEL = { across: 520, high: 56 }
/** A dialog without a window of its own: what stands above its buttons. */
const ABOVE = { across: 760, up: 320, down: 48 }
const LARGEST_DIALOG = { share: 0.45, height: 520 }

export async function readLabel(bench: Workbench, point: Point, signal: AbortSignal): Promise<string | null> {
  const spot = toDisplayPoint(spaceOf(bench), point)
  const { scale } = bench.options.display
  const region = around(spot, LABEL.across * scale, (LABEL.high * scale) / 2, (LABEL.high * scale) / 2)
  return labelAt(await read(bench, region, signal), spot)
}

/** The text of the dialog that a button belongs to. */
export async function readDialog(
  bench: Workbench,
  window: DesktopWindow | null,
  point: Point | null,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { display } = bench.options
  if (window && isDialog(bench, window)) return piecesIn(await read(bench, osRectToDisplay(display, window), signal))
  if (!point) return []
  const { across, up, down } = ABOVE
  const { scale } = display
  return piecesIn(
    await read(bench, around(toDisplayPoint(spaceOf(bench), point), across * scale, up * scale, down * scale), signal),
  )
}

/** A window of the size of a dialog. */
export function isDialog({ options }: Workbench, { width, height }: DesktopWindow): boolean {
  const { display } = options
  return width * height <= display.width * display.height * LARGEST_DIALOG.share && height <= LARGEST_DIALOG.height
}

/** The lowest line of a window, for the command that stands at a terminal's prompt. */
export async function readLastLine(bench: Workbench, window: DesktopWindow, signal: AbortSignal): Promise<string> {
  const lines = await read(bench, osRectToDisplay(bench.options.display, window), signal)
  const lowest = [...lines].sort((one, other) => other.y - one.y)[0]
  return lowest?.text ?? ''
}

const around = ({ x, y }: Point, across: number, up: number, down: number): Rect => ({
  x: Math.round(x - across / 2),
  y: Math.round(y - up),
  width: Math.round(across),
  height: Math.round(up + down),
})

/** What cannot be read is no words: the policy then goes by what else is known. */
async function read(bench: Workbench, region: Rect, signal: AbortSignal): Promise<readonly TextLine[]> {
  const image = await grab(bench, signal)
  const part = image && clip(region, image)
  if (!image || !part) return []
  const found = await bench.ports.bridge.text.read(image, part, signal)
  return found.ok ? found.value : []
}

async function grab({ ports, options, look }: Workbench, signal: AbortSignal): Promise<RawImage | null> {
  const grabbed = await ports.bridge.capture.grab(options.display, signal)
  if (grabbed.ok) return grabbed.value
  const size = displayPixels(options.display)
  return look && look.raw.width === size.width ? look.raw : null
}

function clip(region: Rect, image: RawImage): Rect | null {
  const x = Math.max(0, region.x)
  const y = Math.max(0, region.y)
  const width = Math.min(image.width, region.x + region.width) - x
  const height = Math.min(image.height, region.y + region.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : null
}
