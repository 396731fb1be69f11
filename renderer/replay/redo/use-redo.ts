/** The recording that would be done again: read from the main process after every change, which it checks; nothing is saved by that. */
import { useEffect, useState } from 'react'
import type { Edit, RedoRead } from '../../../electron/protocol/redo.js'
import { ask } from '../../shared/api.js'

export interface Redo {
  readonly session: string
  /** null until it is read */
  readonly read: RedoRead | null
  readonly version: string | null
  readonly edits: readonly Edit[]
  /** one sentence what was refused */
  readonly fault: string | null
  /** what was saved last */
  readonly saved: { readonly name: string; readonly isSkill: boolean } | null
  readonly choose: (version: string | null) => void
  /** true when it could be */
  readonly edit: (edit: Edit) => Promise<boolean>
  readonly undo: () => void
  readonly save: (name: string, asSkill: boolean) => Promise<void>
}

interface Wanted {
  readonly version: string | null
  readonly edits: readonly Edit[]
}

const UNCHANGED: Wanted = { version: null, edits: [] }

export function useRedo(session: string): Redo {
  const [wanted, setWanted] = useState(UNCHANGED)
  const [read, setRead] = useState<RedoRead | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [saved, setSaved] = useState<Redo['saved']>(null)
  const load = async (next: Wanted): Promise<boolean> => {
    const answer = await ask('redo.read', { session, version: next.version, edits: [...next.edits] })
    setFault(answer.ok ? null : answer.problem.message)
    if (!answer.ok) return false
    setRead(answer.value)
    setWanted(next)
    return true
  }
  useEffect(() => {
    // every later reading follows from something the person did
    void load(UNCHANGED)
  }, [session])
  const change = (next: Wanted): Promise<boolean> => {
    setSaved(null)
    return load(next)
  }
  return {
    ...wanted,
    ...{ session, read, fault, saved },
    choose: (version) => void change({ version, edits: [] }),
    edit: (edit) => change({ ...wanted, edits: [...wanted.edits, edit] }),
    undo: () => void change({ ...wanted, edits: wanted.edits.slice(0, -1) }),
    save: async (name, asSkill) => {
      const answer = await ask('redo.save', { session, version: wanted.version, edits: [...wanted.edits], name, asSkill })
      setFault(answer.ok ? null : answer.problem.message)
      if (!answer.ok) return
      // what was changed is in the saved one now
      await load({ version: answer.value.name, edits: [] })
      setSaved({ name: answer.value.name, isSkill: asSkill })
    },
  }
}
