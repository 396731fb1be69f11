/** Saving is one question; what could not be saved is said above the section until something was. */
import { useState } from 'react'
import type { QueryInput } from '../../electron/protocol/ipc.js'
import { ask } from '../shared/api.js'

export type Save = (change: QueryInput<'settings.set'>) => void

export function useSave(): { readonly save: Save; readonly fault: string | null } {
  const [fault, setFault] = useState<string | null>(null)
  const save: Save = (change) => {
    void ask('settings.set', change).then((answer) => setFault(answer.ok ? null : answer.problem.message))
  }
  return { save, fault }
}
