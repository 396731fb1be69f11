/** Keys of the replay window, as the design lists them. While a text is being typed only Esc means something. */
import { useEffect } from 'react'

export type KeyName =
  | 'play'
  | 'back'
  | 'forward'
  | 'markerBack'
  | 'markerForward'
  | 'first'
  | 'last'
  | 'problem'
  | 'approval'
  | 'steer'
  | 'fit'
  | 'find'
  | 'compare'
  | 'side'
  | 'difference'

const PLAIN: Readonly<Record<string, KeyName>> = {
  ' ': 'play',
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  Home: 'first',
  End: 'last',
  p: 'problem',
  a: 'approval',
  s: 'steer',
  f: 'fit',
  '/': 'find',
  c: 'compare',
  b: 'side',
  n: 'difference',
}
const SHIFTED: Readonly<Record<string, KeyName>> = { ArrowLeft: 'markerBack', ArrowRight: 'markerForward', '/': 'find' }

type Target = EventTarget | null
const isTyping = (target: Target): boolean =>
  [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement].some((kind) => target instanceof kind)
/** a button and a menu take the space bar and the arrows for themselves */
const takes = (target: Target, key: string): boolean =>
  target instanceof HTMLElement && (target.closest('[role=menu]') !== null || (key === ' ' && target.tagName === 'BUTTON'))

export function useKeys(act: (name: KeyName) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape' && isTyping(target)) return (target as HTMLElement).blur()
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const name = (event.shiftKey ? SHIFTED : PLAIN)[key]
      if (name === undefined || isTyping(target) || takes(target, key)) return
      event.preventDefault()
      act(name)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [act])
}
