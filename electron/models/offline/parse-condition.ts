/** ""Saved" is visible", "the window "Mail" is not open", "there is no "Error"" → Condition. */
import { parsePlace } from './parse-place.js'
import { Q, valueOf } from './quotes.js'
import type { Condition } from './steps.js'

const NEGATIVE =
  /\b(?:not|no longer|no|never|isn't|isn’t|aren't|doesn't|doesn’t|don't|cannot|can't|gone|disappears?|disappeared|vanish(?:es|ed)?|closed|closes|absent|hidden|goes away|went away)\b/i

/** What is said about a text or a window besides its name. */
const SAYING =
  /\b(?:that|there|it|is|are|isn't|isn’t|aren't|does|doesn't|doesn’t|do|don't|not|no longer|no|never|still|now|to be|be|been|has|have|can be|cannot be|can't be|visible|shown|shows?|displayed|displays?|appears?|appeared|seen|see|present|exists?|there|reads?|says?|contains?|gone|disappears?|disappeared|vanish(?:es|ed)?|goes away|went away|absent|hidden|opens?|opened|open|closed|closes|somewhere|anywhere|(?:on|in) the (?:screen|page|display)|the (?:screen|page|display)|you)\b/gi

const WINDOW = new RegExp(
  `^(?:there is )?(?:the |a |an |no )*(?:window|dialog|application|program)\\s+(?:called\\s+|named\\s+|titled\\s+)?${Q}|^(?:there is )?(?:the |a |an |no )*${Q}\\s+(?:window|dialog)\\b`,
  'i',
)
const SAID_OF_WINDOW = /\b(?:shows?|says?|contains?|has|displays?|reads?)\b/i

export const parseCondition = (words: string, quoted: readonly string[]): Condition | null => {
  const isShown = !NEGATIVE.test(words)
  const window = WINDOW.exec(words)
  if (window && !SAID_OF_WINDOW.test(words)) {
    const rest = words.slice(window[0].length).replace(SAYING, ' ').trim()
    return rest === '' ? { kind: 'window', title: valueOf((window[1] ?? window[2])!, quoted), isShown } : null
  }
  const place = parsePlace(withWindow(words).replace(SAYING, ' ').replace(/\s+/g, ' ').trim(), quoted)
  return place && place.text !== null ? { kind: 'text', place: { ...place, as: 'any' }, isShown } : null
}

/** "the window "A" shows "B"" is said as ""B" in the window "A"". */
const withWindow = (words: string): string => {
  const found = WINDOW.exec(words)
  return found && SAID_OF_WINDOW.test(words) ? `${words.slice(found[0].length)} in the window ${(found[1] ?? found[2])!}` : words
}
