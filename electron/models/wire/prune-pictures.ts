/**
 * Leaves old pictures out of what is sent. Whole lots go at once: between two lots the conversation only grows at its end,
 * so that what the server has in its cache stays good.
 */
import type { TurnRequest } from '../model.js'
import { frameOf } from './pictures.js'

export interface PruneRule {
  /** so many of the newest always stay */
  readonly keep: number
  /** so many go at once */
  readonly lot: number
  /** a short conversation keeps so many, and all of its beginning stays in the cache */
  readonly first?: number
}

export function prunedCount(pictures: number, { keep, lot, first = 0 }: PruneRule): number {
  if (pictures <= first) return 0
  return Math.max(0, Math.floor((pictures - keep) / lot)) * lot
}

export interface Staying {
  /** belong to the task, and do not count */
  readonly pinned: readonly string[]
  /** the screen as it is, wherever it stands: a closer look may be newer */
  readonly screen: string
}

/** Of a request: what stays of its pictures whatever the rule says. */
export const stayingOf = ({ task, look }: TurnRequest): Staying => ({ pinned: task.images, screen: look.picture.id })

/** `pictureIn` says which frame a value is the picture of, if it is one. */
export function prunePictures<T>(
  conversation: T,
  rule: PruneRule,
  { pinned, screen }: Staying,
  pictureIn: (value: object) => unknown,
  instead: (picture: object) => unknown,
): T {
  const frameIn = (value: object): string | null => {
    const id = frameOf(pictureIn(value))
    return id !== null && pinned.includes(id) ? null : id
  }
  const frames = framesOf(conversation, frameIn)
  const gone = prunedCount(frames.length, rule)
  const kept = frames.lastIndexOf(screen)
  let at = -1
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace)
    if (typeof value !== 'object' || value === null) return value
    if (frameIn(value) === null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replace(one)]))
    at += 1
    return at < gone && at !== kept ? instead(value) : value
  }
  return gone > 0 ? (replace(conversation) as T) : conversation
}

/** In the order in which they stand. */
function framesOf(value: unknown, frameIn: (value: object) => string | null): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const id = Array.isArray(value) ? null : frameIn(value)
  return id === null ? Object.values(value).flatMap((one) => framesOf(one, frameIn)) : [id]
}
