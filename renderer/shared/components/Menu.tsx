/** A button that opens a menu: arrows move, Enter chooses, Esc closes and gives the focus back. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

export interface MenuItem {
  readonly id: string
  readonly words: string
  readonly detail?: string
  readonly icon?: ReactNode
  readonly isChosen?: boolean
  readonly isDangerous?: boolean
  /** words of a group that begins with this item */
  readonly group?: string
}

interface MenuProps {
  readonly items: readonly MenuItem[]
  readonly onChoose: (id: string) => void
  readonly className?: string
  readonly label?: string
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
  /** chips choose one of several, the others just do something */
  readonly isChoice?: boolean
  readonly disabled?: boolean
  readonly above?: boolean
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
}

function useMenu(isChoice: boolean) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const close = (giveFocusBack = true) => {
    setOpen(false)
    if (giveFocusBack) button.current?.focus()
  }
  useEffect(() => {
    if (!isOpen) return
    const chosen = isChoice ? list.current?.querySelector<HTMLElement>('[aria-checked="true"]') : null
    const first = list.current?.querySelector<HTMLElement>('button')
    ;(chosen ?? first)?.focus()
    const away = (event: PointerEvent) => {
      const target = event.target as Node
      if (!list.current?.contains(target) && !button.current?.contains(target)) setOpen(false)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [isOpen, isChoice])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation()
      if (event.key === 'Escape') event.preventDefault()
      return close(event.key === 'Escape')
    }
    const step = STEPS[event.key]
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    if (!step || entries.length === 0) return
    event.preventDefault()
    entries[step(entries.indexOf(document.activeElement as HTMLElement), entries.length)]?.focus()
  }
  return { isOpen, setOpen, button, list, close, onKeyDown }
}

export function Menu({ items, onChoose, className = 'chip', label, children, ...look }: MenuProps) {
  const { align = 'start', isChoice = false, disabled = false, above = false } = look
  const id = useId()
  const { isOpen, setOpen, button, list, close, onKeyDown } = useMenu(isChoice)
  return (
    <span className={`menu-host ${align}${above ? ' above' : ''}`}>
      <button
        type="button"
        ref={button}
        className={className}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        disabled={disabled}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => event.key === 'ArrowDown' && (event.preventDefault(), setOpen(true))}
      >
        {children}
      </button>
      {isOpen && (
        <div className="menu" role="menu" id={id} ref={list} tabIndex={-1} onKeyDown={onKeyDown} aria-label={label}>
          {items.map((item) => (
            <Entry key={item.id} item={item} isChoice={isChoice} onClick={() => (close(), onChoose(item.id))} />
          ))}
        </div>
      )}
    </span>
  )
}

function Entry({ item, isChoice, onClick }: { item: MenuItem; isChoice: boolean; onClick: () => void }) {
  const role = isChoice ? { role: 'menuitemradio', 'aria-checked': item.isChosen === true } : { role: 'menuitem' }
  return (
    <>
      {item.group && (
        <p className="scope" role="presentation">
          {item.group}
        </p>
      )}
      <button type="button" className={item.isDangerous ? 'item bad' : 'item'} tabIndex={-1} onClick={onClick} {...role}>
        {item.icon}
        <span className="grow">
          {item.words}
          {item.detail && <small>{item.detail}</small>}
        </span>
        {item.isChosen && <span className="chosen" aria-hidden="true" />}
      </button>
    </>
  )
}
