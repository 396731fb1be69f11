/** A picture with one byte a pixel, and its PGM form: the simplest format tesseract reads, written without a codec. */

export interface GrayImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export const toPgm = (image: GrayImage): Uint8Array => {
  const header = new TextEncoder().encode(`P5\n${image.width} ${image.height}\n255\n`)
  const file = new Uint8Array(header.length + image.data.length)
  file.set(header)
  file.set(image.data, header.length)
  return file
}

/** Scales by bilinear interpolation; `factor` above 0. */
export const scaleGray = (image: GrayImage, factor: number): GrayImage => {
  const width = Math.max(1, Math.round(image.width * factor))
  const height = Math.max(1, Math.round(image.height * factor))
  const data = new Uint8Array(width * height)
  const columns = taps(width, image.width)
  const rows = taps(height, image.height)
  for (let y = 0; y < height; y++) {
    const top = rows.first[y]! * image.width
    const bottom = rows.second[y]! * image.width
    const down = rows.share[y]!
    for (let x = 0; x < width; x++) {
      const left = columns.first[x]!
      const right = columns.second[x]!
      const across = columns.share[x]!
      const upper = image.data[top + left]! * (1 - across) + image.data[top + right]! * across
      const lower = image.data[bottom + left]! * (1 - across) + image.data[bottom + right]! * across
      data[y * width + x] = upper * (1 - down) + lower * down + 0.5
    }
  }
  return { width, height, data }
}

/** For each target position the two source positions it lies between, and how far towards the second. */
const taps = (target: number, source: number) => {
  const first = new Int32Array(target)
  const second = new Int32Array(target)
  const share = new Float32Array(target)
  for (let i = 0; i < target; i++) {
    const at = Math.min(source - 1, Math.max(0, ((i + 0.5) * source) / target - 0.5))
    first[i] = Math.floor(at)
    second[i] = Math.min(source - 1, first[i]! + 1)
    share[i] = at - first[i]!
  }
  return { first, second, share }
}
