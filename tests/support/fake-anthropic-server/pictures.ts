/** Pictures of a request: reads their heads, refuses what the real server refuses, counts their tokens. */
import { badRequest } from './api-fault.js'
import type { KnownModel } from './known-models.js'
import type { Json } from './turn.js'

export interface Seen {
  readonly width: number
  readonly height: number
}

const SIDE_OF_MANY = 2000
const MANY = 20
const MOST = 600

function jpegSize(bytes: Buffer): Seen | null {
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** null: not base64, or not a picture of that kind. */
export function decodePicture(data: string, mime: string): Seen | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return null
  const bytes = Buffer.from(data, 'base64')
  if (mime === 'image/png' && bytes.subarray(1, 4).toString('latin1') === 'PNG')
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (mime === 'image/jpeg' && bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(bytes)
  return null
}

export function isPicture(block: Json): boolean {
  return block['type'] === 'image'
}

export function pictureTokens(size: Seen, model: KnownModel): number {
  if (model.image.tokens === null) return Math.ceil((size.width * size.height) / 750)
  return Math.ceil(size.width / 28) * Math.ceil(size.height / 28)
}

function sizeOf(block: Json): Seen {
  const { data, media_type } = block['source'] as { data: string; media_type: string }
  const size = decodePicture(data, media_type)
  if (!size) throw badRequest('Could not process image')
  return size
}

export function checkPictures(blocks: readonly Json[], model: KnownModel, isToolset: boolean): void {
  const sizes = blocks.filter(isPicture).map(sizeOf)
  if (sizes.length > MOST) throw badRequest(`Too many images: ${sizes.length} > ${MOST}`)
  for (const { width, height } of sizes) {
    const side = Math.max(width, height)
    if (side > 8000) throw badRequest('image dimensions exceed max allowed size: 8000 pixels')
    if (sizes.length > MANY && side > SIDE_OF_MANY)
      throw badRequest('At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels')
    const isOver = side > model.image.side || (model.image.tokens ?? Infinity) < Math.ceil(width / 28) * Math.ceil(height / 28)
    if (isToolset && isOver)
      throw badRequest(`The image of ${width}x${height} exceeds what this model takes.`, 'image_dimensions_too_large')
  }
}

export function tokensOf(block: Json, model: KnownModel): number {
  if (isPicture(block)) return pictureTokens(sizeOf(block), model)
  const content = block['content']
  if (Array.isArray(content)) return (content as Json[]).reduce((sum, one) => sum + tokensOf(one, model), 8)
  return Math.ceil(JSON.stringify(block).length / 4)
}
