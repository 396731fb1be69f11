/** The codec of the app on Linux, inside a real Electron, keeps the same contract as sharp under Node. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe } from 'vitest'
import { describeCodec, type Decode } from '../native-bridge/codec/codec.contract.js'
import { openElectronCodec } from '../support/electron-codec.js'

const decode: Decode = async (picture) => {
  const { data, info } = await sharp(picture.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return {
    size: { width: info.width, height: info.height },
    at: (x, y) => {
      const from = (y * info.width + x) * 3
      return [data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0]
    },
  }
}

describe('the app’s codec on Linux', () => {
  let open: Awaited<ReturnType<typeof openElectronCodec>>
  beforeAll(async () => {
    open = await openElectronCodec()
  }, 60_000)
  afterAll(() => open.close(), 30_000)

  describeCodec(() => ({ codec: open.codec, decode, mimes: ['image/jpeg', 'image/png', 'image/webp'] }))
})
