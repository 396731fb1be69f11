/** Which words of a line are others than in the line it took the place of. PURE. */
import { diffWordsWithSpace } from 'diff'

export interface Part {
  readonly text: string
  readonly isChanged: boolean
}

/** Longer lines, and those with less in common, are shown as one. */
const LONGEST = 600
const MOST_EDITS = 60
const LEAST_SAME = 0.3

export function changedWords(text: string, other: string | null, sign: '+' | '-'): readonly Part[] {
  const whole = [{ text, isChanged: false }]
  if (other === null || text.length > LONGEST || other.length > LONGEST) return whole
  const [before, after] = sign === '+' ? [other, text] : [text, other]
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS })
  if (!changes) return whole
  const parts = changes
    .filter(({ added, removed }) => (sign === '+' ? !removed : !added))
    .map(({ value, added, removed }) => ({ text: value, isChanged: added || removed }))
  const same = parts.reduce((sum, part) => sum + (part.isChanged ? 0 : part.text.trim().length), 0)
  return same / Math.max(1, text.trim().length) < LEAST_SAME ? whole : parts
}
