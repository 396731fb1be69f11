/** Pictures of a request: decodes their headers, refuses what the real server refuses, counts their tokens. */
import { badRequest } from './api-fault.js'
import type { KnownModel } from './known-models.js'

const MAX_URL = 20_971_520
const MAX_PATCHES = 30_000

interface Seen {
  readonly width: number
  readonly height: number
}

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

function sizeOf(bytes: Buffer): Seen | null {
  if (bytes.length > 24 && bytes.subarray(1, 4).toString('latin1') === 'PNG')
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.length > 10 && bytes.subarray(0, 3).toString('latin1') === 'GIF')
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(bytes)
  return null
}

function decode(url: string, where: string): Seen {
  if (url.length > MAX_URL) throw badRequest(`Invalid '${where}': string too long.`, where, 'string_above_max_length')
  const match = /^data:image\/(png|jpeg|webp|gif);base64,(.*)$/s.exec(url)
  if (!match)
    throw badRequest(`Invalid '${where}'. Expected a valid URL or a base64-encoded data URL.`, where, 'invalid_image_url')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(match[2]!)) throw badRequest('Invalid base64 image.', where, 'invalid_base64_image')
  const bytes = Buffer.from(match[2]!, 'base64')
  const isWebp = match[1] === 'webp' && bytes.subarray(8, 12).toString('latin1') === 'WEBP'
  const size = isWebp ? { width: 512, height: 512 } : sizeOf(bytes)
  if (!size || size.width < 1 || size.height < 1)
    throw badRequest('The image data you provided does not represent a valid image.', where, 'invalid_image')
  return size
}

function tokens(size: Seen, model: KnownModel): number {
  if (model.perPatch === null) {
    const fit = Math.min(1, 768 / Math.min(size.width, size.height))
    return 65 + 129 * Math.ceil((size.width * fit) / 512) * Math.ceil((size.height * fit) / 512)
  }
  const patches = Math.ceil(size.width / 32) * Math.ceil(size.height / 32)
  return Math.ceil(Number((patches * model.perPatch).toFixed(4)))
}

/** Tokens of one picture; throws what the real server would answer. */
export function checkPicture(url: unknown, detail: unknown, model: KnownModel, where: string): number {
  if (typeof url !== 'string') throw badRequest(`Missing required parameter: '${where}'.`, where, 'missing_required_parameter')
  if (detail === 'original' && !model.original)
    throw badRequest(`Invalid value: 'original'. This model does not support it.`, where, 'unsupported_value')
  const size = decode(url, where)
  const patches = Math.ceil(size.width / 32) * Math.ceil(size.height / 32)
  if (patches > MAX_PATCHES) throw badRequest('The image is too large.', where, 'image_too_large')
  return tokens(size, model)
}
