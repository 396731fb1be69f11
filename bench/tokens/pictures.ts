/** Pictures that are only heads: of the right kind and size, so that a server can count them; their real bytes are counted apart. */
import { createHash } from 'node:crypto'
import type { Picture, PictureMime, Size } from '../../native-bridge/types.js'

function pngHead({ width, height }: Size): Buffer {
  const head = Buffer.alloc(33)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head)
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  head.writeUInt8(8, 24)
  head.writeUInt8(2, 25)
  return head
}

function jpegHead({ width, height }: Size): Buffer {
  const head = Buffer.from('ffd8ffc00011080000000003012200021101031101ffd9', 'hex')
  head.writeUInt16BE(height, 7)
  head.writeUInt16BE(width, 9)
  return Buffer.concat([head, Buffer.alloc(16)])
}

/** What each picture would really weigh, by the text it has in a request. */
export type Weights = Map<string, number>

export function headOf(screen: number, size: Size, mime: PictureMime, bytes: number, weights: Weights): Picture {
  const mark = Buffer.alloc(8)
  mark.writeUInt32BE(screen)
  const head = Buffer.concat([mime === 'image/png' ? pngHead(size) : jpegHead(size), mark])
  weights.set(head.toString('base64'), Math.ceil(bytes / 3) * 4)
  return { ...size, mime, bytes: new Uint8Array(head), id: createHash('sha256').update(head).digest('hex') }
}

/** Bytes of a request as it would go out. */
export function weightOf(body: unknown, weights: Weights): number {
  const text = JSON.stringify(body)
  const pictures = [...text.matchAll(/base64,([A-Za-z0-9+/=]+)"/g)].map(([, data]) => data ?? '')
  return pictures.reduce((sum, data) => sum + (weights.get(data) ?? data.length) - data.length, text.length)
}
