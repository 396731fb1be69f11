/**
 * A session as a film (VP9 in WebM): pointer, marks, a closer view where it acts, captions. Where nothing moves one picture
 * stands as long as it takes. Only a few pictures are in memory at a time.
 */
import type { Image } from '@napi-rs/canvas'
import { foldReplay } from '../../replay/fold-replay.js'
import { movesAt, planVideo, type Shot } from '../../replay/video-plan.js'
import { readFrame } from '../frame-files.js'
import { readSession } from '../read-session.js'
import type { Exporter } from './exporter.js'
import type { FilmCanvas } from './video/draw-shot.js'
import { writeWhole } from './write-whole.js'

const FRAMES_A_SECOND = 15
const WIDEST = 1280
const CAPTION_PX = 64
/** pictures that wait for the encoder */
const QUEUE = 4
const KEY_FRAME_MS = 5000
const BITS_A_SECOND = 1_500_000

export const exportVideo: Exporter = async ({ folder, file, signal, progress = () => undefined }) => {
  const read = await readSession(folder, { withoutItems: true })
  if (!read.ok) return read
  const { items, frames } = foldReplay(read.value.events)
  const shots = planVideo(items)
  if (shots.length === 0) {
    return { ok: false, problem: { kind: 'log', message: 'The session has nothing to show yet.', retryable: false } }
  }
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const film = await encode(shots, sizeOf(frames), loader(folder), progress, signal)
    if (film) yield film
  }
  const written = await writeWhole(file, pieces(), signal)
  return written.ok ? { ok: true, value: { problems: read.value.problems } } : written
}

/** Even, as the codec wants it, in the shape of the first picture. */
function sizeOf(frames: readonly { width: number; height: number }[]): { width: number; height: number } {
  const first = frames.find(({ width }) => width > 0) ?? { width: 1280, height: 720 }
  const scale = Math.min(1, WIDEST / first.width)
  const even = (length: number) => Math.max(2, 2 * Math.round(length / 2))
  return { width: even(first.width * scale), height: even(first.height * scale + CAPTION_PX) }
}

type Load = (id: string) => Promise<Image | null>

/** A shot's picture is often the next one's too. */
function loader(folder: string): Load {
  const known = new Map<string, Promise<Image | null>>()
  const load = async (id: string): Promise<Image | null> => {
    const { loadImage } = await import('@napi-rs/canvas')
    const stored = await readFrame(folder, id)
    return stored.ok ? loadImage(Buffer.from(stored.value.bytes)).catch(() => null) : null
  }
  return (id) => {
    const image = known.get(id) ?? load(id)
    known.delete(id)
    known.set(id, image)
    const [oldest] = known.keys()
    if (known.size > QUEUE && oldest !== undefined) known.delete(oldest)
    return image
  }
}

async function encode(
  shots: readonly Shot[],
  size: { width: number; height: number },
  load: Load,
  progress: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | null> {
  // loaded here: who exports no film does not pay for it
  const { FilmCanvas } = await import('./video/draw-shot.js')
  const { FilmEncoder } = await import('./video/film-encoder.js')
  const canvas: FilmCanvas = new FilmCanvas(size)
  const encoder = new FilmEncoder({ ...size, bitsASecond: BITS_A_SECOND, keyFrameMs: KEY_FRAME_MS, queue: QUEUE })
  try {
    let atMs = 0
    for (const [index, shot] of shots.entries()) {
      const image = shot.frame === null ? null : await load(shot.frame)
      for (const moment of momentsOf(shot)) {
        if (signal?.aborted) return null
        canvas.draw(shot, image, moment.share)
        await encoder.add(canvas.pixels(), atMs + moment.fromMs, moment.ms)
      }
      atMs += shot.ms
      progress((index + 1) / shots.length)
    }
    return await encoder.end()
  } finally {
    encoder.close()
  }
}

interface PlannedMoment {
  readonly share: number
  readonly fromMs: number
  readonly ms: number
}

/** Pictures a fifteenth of a second apart where something moves, one picture where nothing does. */
export function momentsOf(shot: Shot): readonly PlannedMoment[] {
  const shares = new Set<number>([0])
  for (const [from, to] of movesAt(shot)) {
    const count = Math.max(1, Math.round(((to - from) * shot.ms * FRAMES_A_SECOND) / 1000))
    for (let at = 0; at <= count; at++) shares.add(from + ((to - from) * at) / count)
  }
  const sorted = [...shares].filter((share) => share < 1).sort((one, other) => one - other)
  return sorted.map((share, at) => ({
    share,
    fromMs: share * shot.ms,
    ms: ((sorted[at + 1] ?? 1) - share) * shot.ms,
  }))
}
