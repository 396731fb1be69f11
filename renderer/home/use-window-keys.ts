/** Keys of the whole window: Ctrl K searches, Ctrl comma opens the settings (the command key on macOS). */
import { useEffect, type RefObject } from 'react'
import { tell } from '../shared/api.js'

export function useWindowKeys(search: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      if (event.key !== 'k' && event.key !== ',') return
      event.preventDefault()
      if (event.key === ',') tell('window.show', { window: 'settings' })
      else search.current?.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [search])
}
