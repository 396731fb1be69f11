/** Keys of the review window. While a text is being typed only Esc means something. */
import { useEffect } from 'react'

export type KeyName = 'nextChange' | 'lastChange' | 'nextFile' | 'lastFile' | 'look' | 'note' | 'close'

const KEYS: Readonly<Record<string, KeyName>> = {
  n: 'nextChange',
  p: 'lastChange',
  j: 'nextFile',
  k: 'lastFile',
  u: 'look',
  m: 'note',
  Escape: 'close',
}

type Target = EventTarget | null
const isTyping = (target: Target): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

export function useKeys(act: (name: KeyName) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      const name = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (name === undefined || (name !== 'close' && isTyping(event.target))) return
      event.preventDefault()
      act(name)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [act])
}
