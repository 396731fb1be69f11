/** The part of a picture that differs from another, as shares of its size. Compared small: a JPEG is never quite the same twice. */
export interface Part {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Its place as CSS. */
export const boxOf = ({ x, y, width, height }: Part) => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${width * 100}%`,
  height: `${height * 100}%`,
})

const ACROSS = 240
/** of 255, in any colour */
const NOISE = 20

/** PURE. RGBA of two pictures of one size; null when nothing differs. */
export function changedPart(one: Uint8ClampedArray, other: Uint8ClampedArray, width: number, height: number): Part | null {
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const differs = [0, 1, 2].some((colour) => Math.abs((one[at + colour] ?? 0) - (other[at + colour] ?? 0)) > NOISE)
      if (!differs) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  if (right < 0) return null
  return { x: left / width, y: top / height, width: (right - left + 1) / width, height: (bottom - top + 1) / height }
}

function smallPixels(image: HTMLImageElement, width: number, height: number): Uint8ClampedArray | null {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  if (!brush) return null
  brush.drawImage(image, 0, 0, width, height)
  try {
    return brush.getImageData(0, 0, width, height).data
  } catch {
    return null
  }
}

export function changedPartOf(before: HTMLImageElement, after: HTMLImageElement): Part | null {
  if (before.naturalWidth !== after.naturalWidth || before.naturalWidth === 0) return null
  const height = Math.max(1, Math.round((ACROSS * before.naturalHeight) / before.naturalWidth))
  const [one, other] = [smallPixels(before, ACROSS, height), smallPixels(after, ACROSS, height)]
  return one && other ? changedPart(one, other, ACROSS, height) : null
}
