/**
 * The codec of plain Node and of Electron on macOS and Windows. In Electron on Linux sharp's library hangs, so it is
 * refused there, and only loaded when something is encoded; the app hands in a codec of its own.
 */
import type { Sharp, SharpOptions } from 'sharp'
import type { Codec, PictureRule } from '../bridge.js'
import { aborted, done, reasonOf, refused } from '../outcome.js'
import type { RawImage } from '../types.js'
import { checkEncoding, makePicture } from './picture.js'
import { packRgb } from './pixels.js'

type LoadSharp = () => Promise<(input: Uint8Array, options: SharpOptions) => Sharp>

const loadSharp: LoadSharp = async () => {
  const { default: sharp } = await import('sharp')
  // Every frame is another one: caching them costs memory and never hits.
  sharp.cache(false)
  return sharp
}

export function createSharpCodec(load: LoadSharp = loadSharp): Codec {
  let loading: ReturnType<LoadSharp> | null = null
  /** the packed pixels of the picture before: megabytes that need not be asked for again and again */
  let spare: Uint8Array | null = null
  const takeSpare = (bytes: number): Uint8Array => {
    const taken = spare?.byteLength === bytes ? spare : new Uint8Array(bytes)
    spare = null
    return taken
  }
  return {
    async encode(image, rule, signal) {
      if (signal.aborted) return aborted()
      if (isSharpUnsafe()) return refused('codec', 'Pictures cannot be encoded with sharp inside Electron on Linux.')
      const checked = checkEncoding(image, rule)
      if (!checked.ok) return checked
      try {
        loading ??= load()
        const sharp = await loading
        const packed = packRgb(image, takeSpare(image.width * image.height * 3))
        const raw = { width: image.width, height: image.height, channels: 3 as const }
        const bytes = await inFormat(scaled(sharp(packed, { raw }), image, rule), rule).toBuffer()
        spare = packed
        return signal.aborted ? aborted() : done(makePicture(bytes, rule))
      } catch (thrown) {
        loading = null
        return refused('codec', `The screen could not be made a picture: ${reasonOf(thrown)}`)
      }
    },
  }
}

const isSharpUnsafe = (): boolean => process.versions['electron'] !== undefined && process.platform === 'linux'

function scaled(pixels: Sharp, image: RawImage, { size }: PictureRule): Sharp {
  if (image.width === size.width && image.height === size.height) return pixels
  return pixels.resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
}

/** Colours of small text survive only without chroma subsampling; smaller files are not worth a second pass over them. */
function inFormat(pixels: Sharp, { mime, quality }: PictureRule): Sharp {
  switch (mime) {
    case 'image/jpeg':
      return pixels.jpeg({ quality, chromaSubsampling: '4:4:4', optimiseCoding: false })
    case 'image/png':
      return pixels.png({ compressionLevel: 3 })
    case 'image/webp':
      return pixels.webp({ quality, effort: 1, smartSubsample: true })
  }
}
