import { PNG } from 'pngjs'
import sharp from 'sharp'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSharpCodec } from '../../../native-bridge/codec/sharp-codec.js'
import { describeCodec, type Decode } from './codec.contract.js'

const decode: Decode = async (picture) => {
  const png = PNG.sync.read(await sharp(picture.bytes).png().toBuffer())
  return {
    size: { width: png.width, height: png.height },
    at: (x, y) => {
      const at = (y * png.width + x) * 4
      return [png.data[at] ?? -1, png.data[at + 1] ?? -1, png.data[at + 2] ?? -1]
    },
  }
}

describe('the sharp codec', () => {
  describeCodec(() => ({ codec: createSharpCodec(), decode, mimes: ['image/jpeg', 'image/png', 'image/webp'] }))
})

describe('sharp itself', () => {
  afterEach(() => vi.unstubAllGlobals())
  const raw = { width: 2, height: 1, format: 'bgra', data: new Uint8Array(8) } as const
  const rule = { size: { width: 2, height: 1 }, mime: 'image/png', quality: 85 } as const

  test('is not loaded before something is encoded, and once', async () => {
    const load = vi.fn(() => Promise.resolve(sharp))
    const codec = createSharpCodec(load)
    expect(load).not.toHaveBeenCalled()
    await codec.encode(raw, rule, new AbortController().signal)
    await codec.encode(raw, rule, new AbortController().signal)
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('that cannot be loaded is a problem, and is tried again', async () => {
    const load = vi.fn<() => Promise<typeof sharp>>().mockRejectedValueOnce(new Error('no such binary')).mockResolvedValue(sharp)
    const codec = createSharpCodec(load)
    const outcome = await codec.encode(raw, rule, new AbortController().signal)
    expect(outcome).toMatchObject({
      ok: false,
      problem: { kind: 'codec', message: expect.stringContaining('no such binary') as string },
    })
    expect((await codec.encode(raw, rule, new AbortController().signal)).ok).toBe(true)
  })

  test.runIf(process.platform === 'linux')('is refused inside Electron on Linux, where it hangs', async () => {
    const load = vi.fn(() => Promise.resolve(sharp))
    vi.stubGlobal('process', { ...process, platform: 'linux', versions: { ...process.versions, electron: '33.2.1' } })
    const outcome = await createSharpCodec(load).encode(raw, rule, new AbortController().signal)
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'codec' } })
    expect(load).not.toHaveBeenCalled()
  })
})
