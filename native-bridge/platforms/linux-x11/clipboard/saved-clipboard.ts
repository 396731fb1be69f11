/** The person's clipboard, whole: every target its owner offers, read before a paste and served again after it. */
import { done, refused } from '../../../outcome.js'
import type { Outcome } from '../../../types.js'
import type { Content, Selection } from './selection.js'

/** What asks the owner to do something, or is answered by whoever owns the clipboard. */
const NO_DATA: ReadonlySet<string> = new Set([
  'TARGETS', 'MULTIPLE', 'TIMESTAMP', 'SAVE_TARGETS', 'DELETE', 'INSERT_SELECTION', 'INSERT_PROPERTY',
]) // prettier-ignore
/** A clipboard that is larger stays where it is, and nothing is pasted. */
const MOST_BYTES = 256 * 1024 * 1024

export type SavedClipboard = ReadonlyMap<string, Content>

/** Empty when nothing is on the clipboard. A problem when it could not be saved whole: then it must not be touched. */
export async function saveClipboard(selection: Selection): Promise<Outcome<SavedClipboard>> {
  const saved = new Map<string, Content>()
  if (!selection.hasOwner()) return done(saved)
  const targets = await selection.read('TARGETS')
  if (!targets.ok) return targets
  if (!targets.value) return refused('input', 'The owner of the clipboard does not say what is on it.')
  let size = 0
  for (const target of selection.namesIn(targets.value)) {
    if (NO_DATA.has(target)) continue
    const content = await selection.read(target)
    if (!content.ok) return content
    // offered, but not given: nobody could have had it
    if (!content.value) continue
    saved.set(target, content.value)
    size += content.value.bytes.length
    if (size > MOST_BYTES) return refused('input', 'What is on the clipboard is too large to be kept during a paste.')
  }
  return done(saved)
}

/** Serves it until somebody else owns the clipboard. */
export function giveBack(selection: Selection, saved: SavedClipboard, wasTaken: () => void): void {
  const targets = selection.atoms(['TARGETS', ...saved.keys()])
  selection.serve({
    answer: ({ target }) => (target === 'TARGETS' ? targets : (saved.get(target) ?? null)),
    wasRead: () => undefined,
    wasTaken,
  })
}
