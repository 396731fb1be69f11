/**
 * Leaves old pictures out of what is sent. Whole lots go at once: between two lots the conversation only grows at its end,
 * so that what the server has in its cache stays good.
 */
import { frameOf } from './pictures.js'

export interface PruneRule {
  /** so many of the newest always stay */
  readonly keep: number
  /** so many go at once */
  readonly lot: number
}

export function prunedCount(pictures: number, { keep, lot }: PruneRule): number {
  return Math.max(0, Math.floor((pictures - keep) / lot)) * lot
}

/** `pictureIn` says which frame a value is the picture of, if it is one; `pinned` frames belong to the task and stay. */
export function prunePictures<T>(
  conversation: T,
  rule: PruneRule,
  pinned: readonly string[],
  pictureIn: (value: object) => unknown,
  instead: (picture: object) => unknown,
): T {
  const isPicture = (value: object): boolean => {
    const id = frameOf(pictureIn(value))
    return id !== null && !pinned.includes(id)
  }
  let left = prunedCount(count(conversation, isPicture), rule)
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace)
    if (typeof value !== 'object' || value === null) return value
    if (isPicture(value)) return left-- > 0 ? instead(value) : value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replace(one)]))
  }
  return left > 0 ? (replace(conversation) as T) : conversation
}

function count(value: unknown, isPicture: (value: object) => boolean): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + count(one, isPicture), 0)
  if (typeof value !== 'object' || value === null) return 0
  if (isPicture(value)) return 1
  return Object.values(value).reduce<number>((sum, one) => sum + count(one, isPicture), 0)
}
