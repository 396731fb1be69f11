/** Puts pictures as base64 into a request where the conversation names them, and tells their kind and size. */
import type { Outcome, Size } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import type { LoadFrame, TurnRequest } from '../model.js'
import { readPictureSize } from './picture-size.js'

interface Loaded {
  readonly base64: string
  readonly mime: string
  readonly size: Size | null
}

export const asDataUrl = ({ mime, base64 }: Loaded): string => `data:${mime};base64,${base64}`

export interface WithPictures {
  readonly value: unknown
  /** one entry for each place a picture stands; null where its size cannot be read */
  readonly sizes: readonly (Size | null)[]
}

export const frameRef = (id: string) => ({ $frame: id })

export function frameOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (!('$frame' in value) || Object.keys(value).length !== 1) return null
  return typeof value.$frame === 'string' ? value.$frame : null
}

function replaceFrames(value: unknown, visit: (id: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => replaceFrames(one, visit))
  if (typeof value !== 'object' || value === null) return value
  const id = frameOf(value)
  if (id !== null) return visit(id)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceFrames(one, visit)]))
}

/** Ids of the pictures in it, in order. */
export function framesIn(value: unknown): readonly string[] {
  const ids: string[] = []
  replaceFrames(value, (id) => ids.push(id))
  return ids
}

/** Pictures that a request adds, besides the screen. */
export function newPictures(history: readonly unknown[], { task, results }: TurnRequest): readonly string[] {
  return [...(history.length === 0 ? task.images : []), ...results.flatMap(({ pictures }) => pictures ?? [])]
}

/** Keeps the pictures of the last request encoded, since nearly all of them go into the next one too. */
export class PictureStore {
  private loaded = new Map<string, Loaded>()

  /** `write`: how a picture stands in a request */
  constructor(
    private readonly loadFrame: LoadFrame,
    private readonly write: (picture: Loaded) => string = ({ base64 }) => base64,
  ) {}

  /** Of a picture of the last request. */
  sizeOf(id: string): Size | null {
    return this.loaded.get(id)?.size ?? null
  }

  /** What kind each picture is, before it stands in an item. */
  async kinds(ids: readonly string[]): Promise<Outcome<ReadonlyMap<string, string>, Problem>> {
    const kinds = new Map<string, string>()
    for (const id of ids) {
      const picture = await this.get(id)
      if ('problem' in picture) return { ok: false, problem: picture.problem }
      this.loaded.set(id, picture)
      kinds.set(id, picture.mime)
    }
    return { ok: true, value: kinds }
  }

  async resolve(value: unknown): Promise<Outcome<WithPictures, Problem>> {
    const ids = framesIn(value)
    const wanted = new Map<string, Loaded>()
    for (const id of new Set(ids)) {
      const picture = await this.get(id)
      if ('problem' in picture) return { ok: false, problem: picture.problem }
      wanted.set(id, picture)
    }
    this.loaded = wanted
    const written = new Map([...wanted].map(([id, picture]) => [id, this.write(picture)]))
    return {
      ok: true,
      value: {
        value: replaceFrames(value, (id) => written.get(id)),
        sizes: ids.map((id) => wanted.get(id)?.size ?? null),
      },
    }
  }

  private async get(id: string): Promise<Loaded | { readonly problem: Problem }> {
    const known = this.loaded.get(id)
    if (known) return known
    const frame = await this.loadFrame(id)
    if (!frame.ok) return { problem: frame.problem }
    const { bytes, mime } = frame.value
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    return { base64, mime, size: readPictureSize(bytes) }
  }
}
