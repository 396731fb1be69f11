/** One picture of the film: the frame, closer where it acts, its marks, the pointer, and the caption below. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createCanvas, GlobalFonts, type Canvas, type Image, type SKRSContext2D } from '@napi-rs/canvas'
import type { Mark } from '../../../protocol/replay.js'
import { momentAt, type Shot } from '../../../replay/video-plan.js'

export interface FilmSize {
  readonly width: number
  readonly height: number
}

const CAPTION_PX = 64
const INK = '#1b1c19'
const PAPER = '#f3f3ee'
const QUIET = '#c0c1b9'
const HAND = '#00747b'
const BARS: Readonly<Record<Shot['tone'], string>> = {
  plain: HAND,
  good: '#22663d',
  warn: '#f6b23a',
  asked: '#f6b23a',
  bad: '#d8362a',
  you: PAPER,
}

export class FilmCanvas {
  private readonly canvas: Canvas
  private readonly brush: SKRSContext2D

  constructor(readonly size: FilmSize) {
    loadFont()
    this.canvas = createCanvas(size.width, size.height)
    this.brush = this.canvas.getContext('2d')
  }

  /** `share` of the shot's time, 0 to 1. `image`: null where the picture is missing. */
  draw(shot: Shot, image: Image | null, share: number): void {
    const { brush, size } = this
    const height = size.height - CAPTION_PX
    brush.fillStyle = INK
    brush.fillRect(0, 0, size.width, size.height)
    if (image) this.drawPicture(shot, image, share, height)
    else if (shot.frame !== null) this.words('This picture is missing.', 24, height / 2, 20, QUIET)
    this.drawCaption(shot, height)
  }

  /** RGBA, a copy: the encoder may still read it while the next picture is drawn. */
  pixels(): Uint8Array {
    return new Uint8Array(this.brush.getImageData(0, 0, this.size.width, this.size.height).data.buffer)
  }

  private drawPicture(shot: Shot, image: Image, share: number, height: number): void {
    const { brush, size } = this
    const moment = momentAt(shot, share)
    const fit = Math.min(size.width / image.width, height / image.height)
    const scale = fit * moment.scale
    const view = (length: number, room: number, point: number): number => {
      const wanted = moment.scale === 1 ? (room - length * scale) / 2 : room / 2 - point * scale
      const [least, most] = [Math.min(0, room - length * scale), Math.max(0, room - length * scale)]
      const centred = (room - length * fit) / 2
      const part = (moment.scale - 1) / 0.35
      return Math.max(least, Math.min(most, centred + (wanted - centred) * Math.min(1, part)))
    }
    const [x, y] = [view(image.width, size.width, shot.zoom?.[0] ?? 0), view(image.height, height, shot.zoom?.[1] ?? 0)]
    brush.save()
    brush.beginPath()
    brush.rect(0, 0, size.width, height)
    brush.clip()
    brush.translate(x, y)
    brush.scale(scale, scale)
    brush.drawImage(image, 0, 0)
    if (moment.mark !== null) for (const mark of shot.marks) drawMark(brush, mark, 1 / fit, moment.mark)
    if (shot.pointer) this.drawPointer(shot.pointer, moment.pointer, 1 / fit)
    brush.restore()
  }

  private drawPointer({ from, to }: NonNullable<Shot['pointer']>, share: number, unit: number): void {
    const { brush } = this
    const [x, y] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    brush.save()
    brush.translate(x, y)
    brush.scale(unit, unit)
    brush.beginPath()
    for (const [dx, dy] of ARROW) brush.lineTo(dx, dy)
    brush.closePath()
    brush.lineJoin = 'round'
    brush.lineWidth = 3
    brush.strokeStyle = '#ffffff'
    brush.stroke()
    brush.fillStyle = INK
    brush.fill()
    brush.restore()
  }

  private drawCaption(shot: Shot, top: number): void {
    const { brush } = this
    brush.fillStyle = INK
    brush.fillRect(0, top, this.size.width, CAPTION_PX)
    brush.fillStyle = BARS[shot.tone]
    brush.fillRect(0, top, 6, CAPTION_PX)
    this.words(shot.caption, 24, top + (shot.why === '' ? 40 : 27), 19, PAPER)
    if (shot.why !== '') this.words(shot.why, 24, top + 50, 14, QUIET)
  }

  private words(text: string, x: number, y: number, px: number, colour: string): void {
    this.brush.font = `${px}px "IBM Plex Sans Variable", "DejaVu Sans", sans-serif`
    this.brush.fillStyle = colour
    this.brush.fillText(text, x, y, this.size.width - x - 24)
  }
}

const ARROW = [
  [0, 0],
  [0, 21],
  [5, 16.5],
  [8.5, 24],
  [12, 22.5],
  [8.5, 15],
  [15, 15],
] as const

function drawMark(brush: SKRSContext2D, mark: Mark, unit: number, share: number): void {
  brush.beginPath()
  TRACES[mark.kind](brush, mark as never, unit, share)
  brush.lineCap = 'round'
  brush.lineJoin = 'round'
  for (const [colour, width] of [
    ['rgb(6 40 42 / .5)', 9],
    ['#ffffff', 7],
    [HAND, 3.5],
  ] as const) {
    brush.strokeStyle = colour
    brush.lineWidth = width * unit
    brush.stroke()
  }
}

type MarkOf<K extends Mark['kind']> = K extends 'ring' | 'caret' ? { x: number; y: number } : Extract<Mark, { kind: K }>
type Tracer<K extends Mark['kind']> = (brush: SKRSContext2D, mark: MarkOf<K>, unit: number, share: number) => void

const ring: Tracer<'ring'> = (brush, { x, y }, unit, share) => brush.arc(x, y, (8 + 10 * share) * unit, 0, 2 * Math.PI)

const caret: Tracer<'caret'> = (brush, { x, y }, unit) => {
  brush.moveTo(x, y - 14 * unit)
  brush.lineTo(x, y + 14 * unit)
}

const TRACES: { readonly [K in Mark['kind']]: Tracer<K> } = {
  ring,
  caret,
  scroll: (brush, { x, y, dx, dy }, unit, share) => {
    const length = Math.hypot(dx, dy) || 1
    const [ux, uy] = [dx / length, dy / length]
    const far = (8 + 22 * share) * unit
    const [ex, ey] = [x + ux * far, y + uy * far]
    const wing = 9 * unit
    brush.moveTo(x - ux * far, y - uy * far)
    brush.lineTo(ex, ey)
    brush.moveTo(ex - (ux - uy) * wing, ey - (uy + ux) * wing)
    brush.lineTo(ex, ey)
    brush.lineTo(ex - (ux + uy) * wing, ey - (uy - ux) * wing)
  },
  path: (brush, { points }, unit, share) => {
    const shown = Math.max(2, Math.ceil(points.length * share))
    for (const [x, y] of points.slice(0, shown)) brush.lineTo(x, y)
    const [x, y] = points[shown - 1] ?? points.at(-1) ?? [0, 0]
    brush.moveTo(x + 10 * unit, y)
    brush.arc(x, y, 10 * unit, 0, 2 * Math.PI)
  },
  box: (brush, { x, y, width, height }) => brush.rect(x, y, width, height),
}

let isLoaded = false
/** The typeface of the windows, which every copy of the program has. */
function loadFont(): void {
  if (isLoaded) return
  isLoaded = true
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/ibm-plex-sans/package.json'))
    GlobalFonts.registerFromPath(join(folder, 'files', 'ibm-plex-sans-latin-wght-normal.woff2'), 'IBM Plex Sans Variable')
  } catch {
    // a packaged app carries it in the windows only: the system's typeface does as well
  }
}
