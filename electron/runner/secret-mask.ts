/**
 * What of the screen nobody may see in this session: the fields a secret was typed into, and the text of any secret wherever it
 * shows. The bridge asks before it encodes a frame. Nothing is read or compared before a secret is in play.
 */
import { osRectToDisplay, type Bridge, type Display, type Effect, type Mask, type Outcome } from '../../native-bridge/index.js'
import type { RawImage, Rect, TextLine } from '../../native-bridge/index.js'
import { findField, noteField, type MaskedField } from '../safety/masked-field.js'
import { spotSecrets } from '../safety/spot-secrets.js'

export interface MaskParts {
  readonly bridge: Pick<Bridge, 'text' | 'controls'>
  readonly display: Display
  /** values that may show; empty: there is nothing to look for */
  readonly values: () => readonly string[]
  /** a key of a known shape turned up, so more may show */
  readonly isAlert: () => boolean
}

/** Text that changed is read with what stands beside it, as letters reach over the edge of a change. */
const READ_AROUND = 12

export class SecretMask {
  private fields: readonly MaskedField[] = []
  private lines: readonly TextLine[] | null = null
  private readValues = ''
  private spotted = new WeakMap<TextLine, readonly Rect[]>()
  /** something secret is being typed: into this field, or nobody knows where */
  private typing: { readonly field: Rect | null } | null = null
  private hasTyped = false
  private known: Mask | null = null

  constructor(
    private readonly parts: MaskParts,
    /** display px: what was masked in the last picture of an earlier life */
    private earlier: readonly Rect[],
  ) {}

  /** For the next look; undefined while nothing is to be hidden. Another one after each change of what must be hidden. */
  get hook(): Mask | undefined {
    const isKnown = this.hasTyped || this.fields.length + this.earlier.length > 0
    const isNeeded = isKnown || this.parts.values().length > 0 || this.parts.isAlert()
    if (!isNeeded) return undefined
    this.known ??= (image, changed, signal) => this.rects(image, changed, signal)
    return this.known
  }

  /** Before something is typed. Where it is a secret, the control that has the keyboard is masked from now on. */
  async begin(isSecret: boolean, signal: AbortSignal): Promise<void> {
    if (!isSecret) return
    const control = await this.parts.bridge.controls.focused(signal)
    this.typing = { field: control?.rect ? this.onDisplay(control.rect) : null }
    this.hasTyped = true
    this.known = null
  }

  /** After it: what the typing changed on the screen, where that is known. */
  end({ raw, changedRect }: Effect): void {
    if (!this.typing) return
    const rects = [this.typing.field, changedRect].flatMap((rect) => (rect ? [rect] : []))
    this.fields = [...this.fields, ...rects.map((rect) => noteField(raw, rect))]
    this.typing = null
    this.known = null
  }

  private async rects(image: RawImage, changed: readonly Rect[] | null, signal: AbortSignal): Promise<Outcome<readonly Rect[]>> {
    this.noteLeftOver(image, changed)
    const found = this.fields.map((field) => ({ field, at: findField(image, field) }))
    this.fields = found.flatMap(({ field, at }) => (at ? [{ ...field, rect: at }] : []))
    const spotted = await this.spot(image, changed, signal)
    if (!spotted.ok) return spotted
    const hidden = this.hasTyped ? await this.parts.bridge.controls.secretFields(signal) : []
    return {
      ok: true,
      value: [...this.fields.map(({ rect }) => rect), ...hidden.map((rect) => this.onDisplay(rect)), ...spotted.value],
    }
  }

  /** Typing that was cut short, and what an earlier life had masked: nobody said where it is now, so it is where it was, or what changed. */
  private noteLeftOver(image: RawImage, changed: readonly Rect[] | null): void {
    const left = this.typing ? [...(this.typing.field ? [this.typing.field] : []), ...(changed ?? [])] : []
    const rects = [...this.earlier, ...left]
    this.typing = null
    this.earlier = []
    this.fields = [...this.fields, ...rects.map((rect) => noteField(image, rect))]
  }

  private async spot(image: RawImage, changed: readonly Rect[] | null, signal: AbortSignal): Promise<Outcome<readonly Rect[]>> {
    const values = this.parts.values()
    if (values.length === 0 && !this.parts.isAlert()) return { ok: true, value: [] }
    if (values.join('\n') !== this.readValues) this.spotted = new WeakMap()
    this.readValues = values.join('\n')
    const read = await this.read(image, this.lines === null ? null : changed, signal)
    if (!read.ok) {
      this.lines = null
      return read
    }
    this.lines = read.value
    return { ok: true, value: this.lines.flatMap((line) => this.rectsOf(line, values)).concat(spotSecrets(this.lines, [])) }
  }

  private rectsOf(line: TextLine, values: readonly string[]): readonly Rect[] {
    const known = this.spotted.get(line) ?? spotSecrets([line], values)
    this.spotted.set(line, known)
    return known
  }

  /** Only what changed is read again. */
  private async read(
    image: RawImage,
    changed: readonly Rect[] | null,
    signal: AbortSignal,
  ): Promise<Outcome<readonly TextLine[]>> {
    const { text } = this.parts.bridge
    if (changed === null || this.lines === null) return text.read(image, null, signal)
    let lines = this.lines
    for (const rect of changed) {
      const region = withLines(grown(rect), lines)
      const read = await text.read(image, region, signal)
      if (!read.ok) return read
      lines = [...lines.filter((line) => !meets(line, region)), ...read.value]
    }
    return { ok: true, value: lines }
  }

  private onDisplay(rect: Rect): Rect {
    return osRectToDisplay(this.parts.display, rect)
  }
}

/** A line is read as a whole; what it reaches may touch another one. */
function withLines(rect: Rect, lines: readonly TextLine[]): Rect {
  const reached = lines.filter((line) => meets(line, rect)).map((line): Rect => grown(line))
  const region = reached.reduce(unite, rect)
  const isAll = region.width === rect.width && region.height === rect.height
  return isAll ? region : withLines(region, lines)
}

const grown = ({ x, y, width, height }: Rect): Rect => ({
  x: x - READ_AROUND,
  y: y - READ_AROUND,
  width: width + 2 * READ_AROUND,
  height: height + 2 * READ_AROUND,
})

const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function unite(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y }
}
