/**
 * Types a text by pasting its stretches. That the program has asked for a stretch and read it is known; what it does not ask for is
 * typed by keys after all. Whether it put in what it read is not known here: a page may refuse, which the effect then shows.
 */
import { aborted, done } from '../../outcome.js'
import type { Outcome } from '../../types.js'
import type { Paste } from './clipboard/paste.js'
import { type Keysym, keysymOfCharacter } from './keysyms.js'
import type { Pace } from './pace.js'
import type { Piece } from './typing-way.js'

/** From having read a text to having put it in: keys that follow must not overtake it. */
const MS_TO_PUT_IN = 10

export interface Typist {
  byKeys(keysyms: readonly Keysym[]): Promise<Outcome<void>>
  /** Ctrl+V, down and up */
  pressPaste(): void
  readonly pace: Pace
}

/** `begin`: saves the person's clipboard; null where it cannot be. */
export async function pasteText(
  begin: () => Promise<Paste | null>,
  pieces: readonly Piece[],
  typist: Typist,
): Promise<Outcome<void>> {
  const { signal } = typist.pace
  const paste = await begin()
  if (signal.aborted) {
    paste?.end()
    return aborted()
  }
  const keysymsOf = (text: string) => [...text].map((character) => keysymOfCharacter(character) ?? 0)
  if (!paste) return typist.byKeys(pieces.flatMap(({ text }) => keysymsOf(text)))
  let doesPaste = true
  try {
    for (const { way, text } of pieces) {
      if (way === 'paste' && doesPaste) {
        doesPaste = (await pasteOne(paste, text, typist)) || (paste.wasDropped && (await pasteOne(paste, text, typist)))
        if (signal.aborted) return aborted()
        if (doesPaste) continue
        // a program that asks only now must not get it a second time
        paste.end()
      }
      const typed = await typist.byKeys(keysymsOf(text))
      if (!typed.ok) return typed
    }
    return done(undefined)
  } finally {
    paste.end()
  }
}

async function pasteOne(paste: Paste, text: string, typist: Typist): Promise<boolean> {
  const { pace } = typist
  if (!(await paste.offer(text, pace.signal))) return false
  typist.pressPaste()
  return (await paste.wasRead(pace.signal)) && (await pace.wait(MS_TO_PUT_IN))
}
