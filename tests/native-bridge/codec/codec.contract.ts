/** What every codec must do; run against sharp under Node and against Electron's own codec inside the app. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Codec } from '../../../native-bridge/bridge.js'
import type { Outcome, Picture, PictureMime, RawImage, Size } from '../../../native-bridge/types.js'

/** RGB pixels of an encoded picture, decoded by something that is not under test. */
export type Decode = (
  picture: Picture,
) => Promise<{ size: Size; at: (x: number, y: number) => readonly [number, number, number] }>

type Colour = readonly [red: number, green: number, blue: number]

export interface CodecUnderTest {
  readonly codec: Codec
  readonly decode: Decode
  readonly mimes: readonly PictureMime[]
}

const never = new AbortController().signal
const RED: Colour = [220, 30, 20]
const BLUE: Colour = [15, 40, 230]

/** Left half red, right half blue, alpha 0 as X11 leaves it. */
function halves(size: Size, format: RawImage['format'] = 'bgra'): RawImage {
  const data = new Uint8Array(size.width * size.height * 4)
  for (let index = 0; index < size.width * size.height; index++) {
    const [red, green, blue] = index % size.width < size.width / 2 ? RED : BLUE
    data.set(format === 'bgra' ? [blue, green, red, 0] : [red, green, blue, 0], index * 4)
  }
  return { ...size, format, data }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value
}

function expectColour(seen: Colour, wanted: Colour, tolerance: number): void {
  for (const channel of [0, 1, 2] as const) {
    expect(Math.abs(seen[channel] - wanted[channel]), `${seen.join()} is not ${wanted.join()}`).toBeLessThanOrEqual(tolerance)
  }
}

export function describeCodec(open: () => CodecUnderTest | Promise<CodecUnderTest>): void {
  test('colours and sides arrive right, though alpha is 0', async () => {
    const { codec, decode, mimes } = await open()
    for (const mime of mimes) {
      for (const format of ['bgra', 'rgba'] as const) {
        const rule = { size: { width: 320, height: 200 }, mime, quality: 85 }
        const picture = valueOf(await codec.encode(halves({ width: 320, height: 200 }, format), rule, never))
        expect(picture).toMatchObject({ mime, width: 320, height: 200 })
        const decoded = await decode(picture)
        expect(decoded.size).toEqual({ width: 320, height: 200 })
        expectColour(decoded.at(40, 100), RED, 6)
        expectColour(decoded.at(280, 100), BLUE, 6)
      }
    }
  })

  test('a picture is scaled to exactly the size asked for', async () => {
    const { codec, decode, mimes } = await open()
    for (const mime of mimes) {
      const rule = { size: { width: 133, height: 71 }, mime, quality: 85 }
      const decoded = await decode(valueOf(await codec.encode(halves({ width: 400, height: 213 }), rule, never)))
      expect(decoded.size).toEqual({ width: 133, height: 71 })
      expectColour(decoded.at(20, 35), RED, 8)
      expectColour(decoded.at(110, 35), BLUE, 8)
    }
  })

  test('scaling averages: fine stripes become their mean instead of a pattern', async () => {
    const { codec, decode } = await open()
    const data = new Uint8Array(400 * 400 * 4).map((_, index) => ((index >> 2) % 2 === 0 ? 255 : 0))
    const rule = { size: { width: 100, height: 100 }, mime: 'image/png', quality: 85 } as const
    const raw: RawImage = { width: 400, height: 400, format: 'bgra', data }
    const decoded = await decode(valueOf(await codec.encode(raw, rule, never)))
    for (const x of [20, 33, 50, 71]) expectColour(decoded.at(x, 50), [128, 128, 128], 24)
  })

  test('coloured text keeps its colour in a JPEG: a thin red line stays red', async () => {
    const { codec, decode } = await open()
    const data = new Uint8Array(64 * 64 * 4).fill(255)
    for (let y = 0; y < 64; y++) data.set([0, 0, 255, 0], (y * 64 + 31) * 4)
    const rule = { size: { width: 64, height: 64 }, mime: 'image/jpeg', quality: 85 } as const
    const raw: RawImage = { width: 64, height: 64, format: 'bgra', data }
    const [red, green] = (await decode(valueOf(await codec.encode(raw, rule, never)))).at(31, 32)
    expect(red - green).toBeGreaterThan(120)
  })

  test('the id is the sha-256 of the bytes, and equal pixels give equal bytes', async () => {
    const { codec, mimes } = await open()
    for (const mime of mimes) {
      const rule = { size: { width: 160, height: 100 }, mime, quality: 85 }
      const first = valueOf(await codec.encode(halves({ width: 320, height: 200 }), rule, never))
      const second = valueOf(await codec.encode(halves({ width: 320, height: 200 }), rule, never))
      expect(first.id).toBe(createHash('sha256').update(first.bytes).digest('hex'))
      expect(second.id).toBe(first.id)
    }
  })

  test('what cannot be a picture is a problem, never a rejection', async () => {
    const { codec } = await open()
    const good = halves({ width: 20, height: 10 })
    const rule = { size: { width: 20, height: 10 }, mime: 'image/jpeg', quality: 85 } as const
    const torn = { ...good, data: good.data.subarray(4) }
    for (const [raw, size] of [
      [torn, rule.size],
      [good, { width: 0, height: 10 }],
      [good, { width: 20.5, height: 10 }],
      [{ ...good, width: 0 }, rule.size],
    ] as const) {
      const outcome = await codec.encode(raw, { ...rule, size }, never)
      expect(outcome).toMatchObject({ ok: false, problem: { kind: 'codec' } })
    }
  })

  test('an aborted encoding is a problem of kind aborted', async () => {
    const { codec } = await open()
    const rule = { size: { width: 20, height: 10 }, mime: 'image/jpeg', quality: 85 } as const
    const outcome = await codec.encode(halves({ width: 20, height: 10 }), rule, AbortSignal.abort())
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'aborted' } })
  })
}
