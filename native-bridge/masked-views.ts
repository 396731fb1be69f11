/** What may be shown of each frame: the frame itself, or a copy in which what must not be seen is painted over. */
import type { Mask } from './bridge.js'
import { wordsOf } from './codec/pixels.js'
import { aborted, done } from './outcome.js'
import type { Outcome, RawImage, Rect } from './types.js'
import { regionsBetween, sameOr } from './wait-until-settled.js'

export interface View {
  readonly raw: RawImage
  readonly masked: readonly Rect[]
}

interface Asked {
  readonly raw: RawImage
  readonly mask: Mask
  readonly view: Promise<Outcome<View>>
}

/** A mask is asked about one frame after the other, once each, and told where a frame differs from the one before. */
export class MaskedViews {
  private asked: Asked | null = null
  private before: { readonly raw: RawImage; readonly mask: Mask } | null = null
  /** the last copy: what changed under the paint alone leaves it as it was */
  private painted: RawImage | null = null
  private queue: Promise<unknown> = Promise.resolve()

  of(raw: RawImage, mask: Mask | null, signal: AbortSignal): Promise<Outcome<View>> {
    if (!mask) return Promise.resolve(done({ raw, masked: [] }))
    if (this.asked?.raw === raw && this.asked.mask === mask) return this.asked.view
    const view = this.queue.then(() => this.ask(raw, mask, signal))
    const asked: Asked = { raw, mask, view }
    this.asked = asked
    this.queue = view
    void view.then((outcome) => {
      if (!outcome.ok && this.asked === asked) this.asked = null
    })
    return view
  }

  private async ask(raw: RawImage, mask: Mask, signal: AbortSignal): Promise<Outcome<View>> {
    const changed = this.before ? regionsBetween(this.before.raw, raw) : null
    const rects = await mask(raw, changed, signal)
    if (!rects.ok) return rects
    if (signal.aborted) return aborted()
    this.before = { raw, mask }
    return done(rects.value.length === 0 ? { raw, masked: [] } : this.paint(raw, rects.value))
  }

  private paint(raw: RawImage, rects: readonly Rect[]): View {
    const view = paintOver(raw, rects)
    this.painted = sameOr(this.painted, view.raw)
    return { ...view, raw: this.painted }
  }
}

/** The alpha byte means nothing; grey is the same in both orders of the colours. */
const COVER = 0xff707070

export function paintOver(raw: RawImage, rects: readonly Rect[]): View {
  const data = new Uint8Array(raw.data)
  const copy: RawImage = { ...raw, data }
  const words = wordsOf(copy)
  const masked = rects.map((rect) => within(rect, raw)).filter(({ width, height }) => width > 0 && height > 0)
  for (const { x, y, width, height } of masked)
    for (let row = y; row < y + height; row++) words.fill(COVER, row * raw.width + x, row * raw.width + x + width)
  return { raw: copy, masked }
}

function within({ x, y, width, height }: Rect, image: RawImage): Rect {
  const left = Math.max(0, Math.floor(x))
  const top = Math.max(0, Math.floor(y))
  const right = Math.min(image.width, Math.ceil(x + width))
  const bottom = Math.min(image.height, Math.ceil(y + height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}
