/** The person's notes on lines, until they are sent. */
import { useMemo, useState } from 'react'
import { keyOf, type LineNote } from './ask-for-changes.js'

export interface Notes {
  readonly all: ReadonlyMap<string, LineNote>
  /** the line whose note is being written; null: none */
  readonly open: string | null
  readonly begin: (note: LineNote) => void
  readonly keep: (note: LineNote) => void
  readonly drop: (key: string) => void
  readonly close: () => void
}

export function useNotes(): { readonly notes: Notes; readonly list: readonly LineNote[]; readonly clear: () => void } {
  const [all, setAll] = useState<ReadonlyMap<string, LineNote>>(new Map())
  const [open, setOpen] = useState<string | null>(null)
  const notes = useMemo(
    (): Notes => ({
      all,
      open,
      begin: (note) => setOpen(keyOf(note)),
      keep: (note) => {
        setAll((before) => new Map(before).set(keyOf(note), note))
        setOpen(null)
      },
      drop: (key) => {
        setAll((before) => new Map([...before].filter(([one]) => one !== key)))
        setOpen(null)
      },
      close: () => setOpen(null),
    }),
    [all, open],
  )
  return { notes, list: [...all.values()], clear: () => setAll(new Map()) }
}
