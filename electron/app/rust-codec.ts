/**
 * The codec for Linux, where sharp hangs inside Electron (both carry a glib of their own). It encodes beside the main thread,
 * as sharp does, and keeps colours without chroma subsampling, which Electron's own nativeImage cannot.
 */
import { createHash } from 'node:crypto'
import { FastResizeFilter, ResizeFit, Transformer } from '@napi-rs/image'
import type { Codec, Outcome, Picture, PictureRule, RawImage } from '../../native-bridge/index.js'

const refuse = (kind: 'codec' | 'aborted', message: string): Outcome<never> => ({
  ok: false,
  problem: { kind, message, retryable: kind === 'aborted' },
})

export function createRustCodec(): Codec {
  return {
    encode: async (image, rule, signal) => {
      const wrong = whyNot(image, rule)
      if (wrong !== null) return refuse('codec', wrong)
      try {
        const bytes = signal.aborted ? null : await encode(image, rule, signal)
        return bytes && !signal.aborted ? { ok: true, value: pictureOf(bytes, rule) } : refuse('aborted', 'It was interrupted.')
      } catch (thrown) {
        if (signal.aborted) return refuse('aborted', 'It was interrupted.')
        return refuse('codec', `The picture could not be encoded: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
      }
    },
  }
}

function whyNot(image: RawImage, { size }: PictureRule): string | null {
  const isSize = [size.width, size.height].every((side) => Number.isInteger(side) && side > 0)
  if (!isSize) return `A picture cannot be ${size.width}x${size.height} in size.`
  const isWhole = image.width > 0 && image.height > 0 && image.data.byteLength === image.width * image.height * 4
  return isWhole ? null : `The screen’s pixels do not fill ${image.width}x${image.height}.`
}

function encode(image: RawImage, { size, mime, quality }: PictureRule, signal: AbortSignal): Promise<Uint8Array> {
  const whole = Transformer.fromRgbaPixels(opaqueRgba(image), image.width, image.height)
  const isSameSize = size.width === image.width && size.height === image.height
  const scaled = isSameSize ? whole : whole.fastResize({ ...size, filter: FastResizeFilter.Lanczos3, fit: ResizeFit.Fill })
  switch (mime) {
    case 'image/jpeg':
      return scaled.jpeg(quality, signal)
    case 'image/png':
      return scaled.png({}, signal)
    case 'image/webp':
      return scaled.webp(quality, signal)
  }
}

/** A copy in the order the encoder takes, with an alpha that means something. */
function opaqueRgba(image: RawImage): Uint8Array {
  const bytes = new Uint8Array(image.data)
  const pixels = new Uint32Array(bytes.buffer)
  const isRgba = image.format === 'rgba'
  for (let at = 0; at < pixels.length; at++) {
    const pixel = pixels[at] ?? 0
    const colour = isRgba ? pixel : ((pixel & 0xff) << 16) | (pixel & 0xff00) | ((pixel >>> 16) & 0xff)
    pixels[at] = colour | 0xff000000
  }
  return bytes
}

const pictureOf = (bytes: Uint8Array, { mime, size }: PictureRule): Picture => ({
  id: createHash('sha256').update(bytes).digest('hex'),
  bytes,
  mime,
  ...size,
})

/** Pixels of a kept picture; null when the bytes are none. */
export async function decodeWithRust(bytes: Uint8Array): Promise<RawImage | null> {
  try {
    const picture = new Transformer(bytes)
    const { width, height } = await picture.metadata()
    const data = await picture.rawPixels()
    return data.byteLength === width * height * 4 ? { data, width, height, format: 'rgba' } : withFourBytes(data, width, height)
  } catch {
    return null
  }
}

/** A JPEG comes as three bytes a pixel. */
function withFourBytes(from: Uint8Array, width: number, height: number): RawImage | null {
  if (from.byteLength !== width * height * 3) return null
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) data.set(from.subarray(at * 3, at * 3 + 3), at * 4)
  return { data, width, height, format: 'rgba' }
}
