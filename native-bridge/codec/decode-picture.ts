/** Pixels of an encoded picture: to compare one that was kept with the screen of now. Not for Electron on Linux, as the codec. */
import type { RawImage } from '../types.js'

/** Null when the bytes are no picture. */
export async function decodePicture(bytes: Uint8Array): Promise<RawImage | null> {
  const { default: sharp } = await import('sharp')
  try {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height, format: 'rgba' }
  } catch {
    return null
  }
}
