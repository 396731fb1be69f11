/**
 * The codec for Linux, where sharp hangs inside Electron (both carry a glib of their own): Electron's nativeImage, which
 * works in the main process only. Makes JPEG and PNG; models that want WebP are not asked for here.
 */
import { createHash } from 'node:crypto'
import { nativeImage } from 'electron'
import type { Codec, Outcome, Picture, PictureRule, RawImage } from '../../native-bridge/index.js'

const refuse = (kind: 'codec' | 'aborted', message: string): Outcome<never> => ({
  ok: false,
  problem: { kind, message, retryable: kind === 'aborted' },
})

export function createNativeImageCodec(): Codec {
  return {
    encode: (image, rule, signal) =>
      Promise.resolve(signal.aborted ? refuse('aborted', 'It was interrupted.') : encode(image, rule)),
  }
}

function encode(image: RawImage, rule: PictureRule): Outcome<Picture> {
  if (rule.mime === 'image/webp') return refuse('codec', 'WebP pictures cannot be made here; ask for JPEG or PNG.')
  const { width, height } = image
  if (image.data.length !== width * height * 4 || width < 1 || height < 1) {
    return refuse('codec', `The picture of ${width}x${height} has ${image.data.length} bytes and not ${width * height * 4}.`)
  }
  const whole = nativeImage.createFromBitmap(opaqueBgra(image), { width, height })
  const isSameSize = rule.size.width === width && rule.size.height === height
  const scaled = isSameSize ? whole : whole.resize({ width: rule.size.width, height: rule.size.height, quality: 'best' })
  const bytes = rule.mime === 'image/png' ? scaled.toPNG() : scaled.toJPEG(Math.round(rule.quality))
  if (bytes.length === 0) return refuse('codec', `A picture of ${rule.size.width}x${rule.size.height} could not be encoded.`)
  const id = createHash('sha256').update(bytes).digest('hex')
  return { ok: true, value: { id, bytes, mime: rule.mime, ...rule.size } }
}

/** What nativeImage takes: blue, green, red, alpha; with X11's alpha of 0 it would come out black. The caller's pixels stay as they are. */
function opaqueBgra(image: RawImage): Buffer {
  const from = new Uint32Array(new Uint8Array(image.data).buffer)
  const isBgra = image.format === 'bgra'
  for (let at = 0; at < from.length; at++) {
    const pixel = from[at] ?? 0
    const colour = isBgra ? pixel : ((pixel & 0xff) << 16) | (pixel & 0xff00) | ((pixel >>> 16) & 0xff)
    from[at] = colour | 0xff000000
  }
  return Buffer.from(from.buffer)
}
