/** What every codec agrees on: how a picture gets its id, and which rules can be met at all. */
import { createHash } from 'node:crypto'
import type { PictureRule } from '../bridge.js'
import { done, refused } from '../outcome.js'
import type { Outcome, Picture, RawImage } from '../types.js'

export function makePicture(bytes: Uint8Array, rule: PictureRule): Picture {
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes, mime: rule.mime, ...rule.size }
}

/** A raw image whose bytes do not fill its size, or a size that is none, is refused before anything native sees it. */
export function checkEncoding(image: RawImage, rule: PictureRule): Outcome<void> {
  const { width, height } = rule.size
  const isSize = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0
  if (!isSize) return refused('codec', `A picture cannot be ${width}x${height} in size.`)
  if (image.width < 1 || image.height < 1 || image.data.byteLength !== image.width * image.height * 4) {
    return refused('codec', `The screen's pixels do not fill ${image.width}x${image.height}.`)
  }
  return done(undefined)
}
