import { describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { readPictureSize } from '../../../../electron/models/wire/picture-size.js'

describe('the size of a picture', () => {
  const size = { width: 1237, height: 611 }
  const image = () => sharp({ create: { ...size, channels: 3, background: '#3a7' } })

  it.each([
    ['PNG', () => image().png().toBuffer()],
    ['JPEG', () => image().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer()],
    ['progressive JPEG with a profile', () => image().jpeg({ progressive: true }).withMetadata().toBuffer()],
    ['lossy WebP', () => image().webp().toBuffer()],
    ['lossless WebP', () => image().webp({ lossless: true }).toBuffer()],
    ['WebP with a profile', () => image().withMetadata().webp().toBuffer()],
    ['GIF', () => image().gif().toBuffer()],
  ])('is read from a %s', async (_, encode) => {
    expect(readPictureSize(new Uint8Array(await encode()))).toEqual(size)
  })

  it('is unknown for anything else', () => {
    expect(readPictureSize(new Uint8Array(10))).toBeNull()
    expect(readPictureSize(new TextEncoder().encode('Not a picture, but long enough to be one.'))).toBeNull()
  })
})
