/** The limits chip opens three numbers; they are kept for the tasks to come as well. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import type { Limits } from '../../electron/protocol/settings.js'
import { tell } from '../shared/api.js'
import { NumberField } from '../shared/components/NumberField.js'

interface LimitsChipProps {
  readonly limits: Limits
  readonly hasCost: boolean
  readonly children: ReactNode
}

export function LimitsChip({ limits, hasCost, children }: LimitsChipProps) {
  const [isOpen, setOpen] = useState(false)
  const host = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!isOpen) return
    host.current?.querySelector('input')?.focus()
    const away = (event: PointerEvent) => !host.current?.contains(event.target as Node) && setOpen(false)
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [isOpen])
  const save = (change: Partial<Limits>) => tell('settings.set', { limits: { ...limits, ...change } })
  return (
    <span
      className="menu-host"
      ref={host}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        type="button"
        ref={button}
        className="chip"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <div className="menu limits" role="dialog" aria-labelledby={id}>
          <p className="scope" id={id}>
            Limits of a task
          </p>
          <NumberField label="Steps" value={limits.steps} onChange={(steps) => save({ steps })} />
          {hasCost && <NumberField label="Money" unit="$" value={limits.costUsd} onChange={(costUsd) => save({ costUsd })} />}
          <NumberField label="Minutes" value={limits.minutes} onChange={(minutes) => save({ minutes })} />
          <p className="micro t3">0 means no limit.</p>
        </div>
      )}
    </span>
  )
}
