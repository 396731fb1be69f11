/**
 * What was read before, by the pixels of each strip: text that only moved, scrolled or came back is not read again.
 * Forgets what was used longest ago.
 */
import { createHash } from 'node:crypto'
import type { GrayImage } from './gray-image.js'
import type { TextWord } from '../types.js'

export interface StripCache {
  get(key: string): readonly TextWord[] | undefined
  set(key: string, words: readonly TextWord[]): void
}

/** A dense screen has a few hundred strips; an entry is a few hundred bytes. */
const CAPACITY = 8000

export const stripKey = (strip: GrayImage): string =>
  createHash('sha1').update(`${strip.width}x${strip.height}:`).update(strip.data).digest('base64')

export const createStripCache = (capacity = CAPACITY): StripCache => {
  const entries = new Map<string, readonly TextWord[]>()
  return {
    get(key) {
      const words = entries.get(key)
      if (!words) return undefined
      entries.delete(key)
      entries.set(key, words)
      return words
    },
    set(key, words) {
      entries.set(key, words)
      const oldest = entries.keys().next()
      if (entries.size > capacity && !oldest.done) entries.delete(oldest.value)
    },
  }
}
