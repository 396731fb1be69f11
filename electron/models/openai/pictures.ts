/** Puts pictures into a request where the conversation names them, and counts what they cost. */
import type { Outcome, Size } from '../../../native-bridge/types.js'
import type { Problem } from '../../protocol/problem.js'
import type { LoadFrame } from '../model.js'
import { readPictureSize } from '../wire/picture-size.js'

interface Loaded {
  readonly url: string
  readonly size: Size | null
}

export interface WithPictures {
  readonly value: unknown
  /** one entry for each place a picture stands; null where its size cannot be read */
  readonly sizes: readonly (Size | null)[]
}

function frameOf(value: object): string | null {
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

/** Keeps the pictures of the last request encoded, since nearly all of them go into the next one too. */
export class PictureStore {
  private loaded = new Map<string, Loaded>()

  constructor(private readonly loadFrame: LoadFrame) {}

  async resolve(value: unknown): Promise<Outcome<WithPictures, Problem>> {
    const ids: string[] = []
    replaceFrames(value, (id) => ids.push(id))
    const wanted = new Map<string, Loaded>()
    for (const id of new Set(ids)) {
      const picture = this.loaded.get(id) ?? (await this.load(id))
      if ('problem' in picture) return { ok: false, problem: picture.problem }
      wanted.set(id, picture)
    }
    this.loaded = wanted
    return {
      ok: true,
      value: {
        value: replaceFrames(value, (id) => wanted.get(id)?.url),
        sizes: ids.map((id) => wanted.get(id)?.size ?? null),
      },
    }
  }

  private async load(id: string): Promise<Loaded | { readonly problem: Problem }> {
    const frame = await this.loadFrame(id)
    if (!frame.ok) return { problem: frame.problem }
    const { bytes, mime } = frame.value
    return {
      url: `data:${mime};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`,
      size: readPictureSize(bytes),
    }
  }
}
