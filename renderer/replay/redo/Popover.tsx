/** A button with a small form below or above it. What cannot be done says why in the form's place. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Button } from '../../shared/components/Button.js'

interface PopoverProps {
  readonly label: string
  readonly icon: ReactNode
  /** one sentence why it cannot be done; null: it can */
  readonly whyNot: string | null
  readonly above?: boolean
  readonly children: (close: () => void) => ReactNode
}

export function Popover({ label, icon, whyNot, above = false, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false)
  const host = useRef<HTMLSpanElement>(null)
  const id = useId()
  const close = () => setOpen(false)
  useEffect(() => {
    if (!isOpen) return
    const element = host.current
    element?.querySelector<HTMLElement>('textarea, [role=dialog] button')?.focus()
    const away = (event: PointerEvent) => !element?.contains(event.target as Node) && setOpen(false)
    document.addEventListener('pointerdown', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      // whoever left by a click elsewhere has put the focus there
      const { activeElement } = document
      if (activeElement === null || activeElement === document.body || element?.contains(activeElement))
        element?.querySelector('button')?.focus()
    }
  }, [isOpen])
  return (
    <span className={above ? 'popover-host above' : 'popover-host'} ref={host}>
      <Button
        size="small"
        icon={icon}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-disabled={whyNot !== null}
        title={whyNot ?? undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </Button>
      {isOpen && (
        <div
          id={id}
          className="menu popover"
          role="dialog"
          aria-label={label}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            close()
          }}
        >
          {whyNot === null ? (
            children(close)
          ) : (
            <>
              <p>{whyNot}</p>
              <Button size="small" onClick={close}>
                Close
              </Button>
            </>
          )}
        </div>
      )}
    </span>
  )
}
