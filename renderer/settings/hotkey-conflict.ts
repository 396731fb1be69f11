/** Whether a chord is taken by another of our hotkeys; the order of its modifiers does not matter. PURE. */
export interface OtherHotkey {
  readonly title: string
  readonly chord: string
}

const sorted = (chord: string): string => chord.split('+').toSorted().join('+')

/** The title of the hotkey that has it, or null. */
export const conflictWith = (chord: string, others: readonly OtherHotkey[]): string | null =>
  others.find((other) => sorted(other.chord) === sorted(chord))?.title ?? null
