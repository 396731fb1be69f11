/** Takes quoted text out of a sentence, so that what stands in quotes is never mistaken for grammar, and puts it back. */

/** Stands for the n-th quoted text. */
const HOLE = /\u27E6(\d+)\u27E7/

export interface Masked {
  readonly text: string
  readonly quoted: readonly string[]
  /** position of a quote that is never closed; null when all are */
  readonly openAt: number | null
}

const CLOSERS: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '”'],
  '“': ['”', '"', '“'],
  '”': ['”', '"'],
  '„': ['“', '”', '"'],
  '«': ['»'],
  '`': ['`'],
  "'": ["'", '’'],
  '‘': ['’', "'"],
}

/** An apostrophe is a quote only at the start of a word; the one in "don't" is a letter. */
const opensHere = (text: string, at: number): boolean => {
  const character = text[at]!
  if (!(character in CLOSERS)) return false
  return !"'‘".includes(character) || at === 0 || /[\s([:,]/.test(text[at - 1]!)
}

const findCloser = (text: string, at: number): number => {
  const opener = text[at]!
  const closers = CLOSERS[opener]!
  for (let i = at + 1; i < text.length; i++) {
    if (!closers.includes(text[i]!)) continue
    // 'it's' ends at the apostrophe that no letter follows
    if ("'‘".includes(opener) && /\p{L}|\d/u.test(text[i + 1] ?? ' ')) continue
    return i
  }
  return -1
}

export const maskQuotes = (text: string): Masked => {
  const quoted: string[] = []
  let masked = ''
  for (let i = 0; i < text.length; i++) {
    if (!opensHere(text, i)) {
      masked += text[i]
      continue
    }
    const end = findCloser(text, i)
    if (end < 0) {
      if ("'‘".includes(text[i]!)) {
        masked += text[i]
        continue
      }
      return { text: masked, quoted, openAt: i }
    }
    masked += `\u27E6${quoted.length}\u27E7`
    quoted.push(text.slice(i + 1, end))
    i = end
  }
  return { text: masked, quoted, openAt: null }
}

/** The sentence as it was written, with straight quotes. */
export const unmask = (text: string, quoted: readonly string[]): string =>
  text.replace(new RegExp(HOLE, 'g'), (_, n: string) => `"${quoted[Number(n)] ?? ''}"`)

/** The quoted text a hole stands for. */
export const valueOf = (hole: string, quoted: readonly string[]): string => {
  const n = HOLE.exec(hole)?.[1]
  return n === undefined ? hole : (quoted[Number(n)] ?? '')
}

/** Pattern source of one hole, as a group. */
export const Q = '(\u27E6\\d+\u27E7)'
