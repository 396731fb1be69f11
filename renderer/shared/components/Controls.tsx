/** Small controls with native meaning: a switch, a group of pressed buttons, a menu that opens from a chip or a button. */
import type { ReactNode } from 'react'

interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly disabled?: boolean
}

export function Switch({ label, isOn, onChange, disabled = false }: SwitchProps) {
  return (
    <button
      type="button"
      className="switch"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!isOn)}
    />
  )
}

interface SegmentProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly words: string }[]
  readonly onChange: (value: T) => void
}

export function Segment<T extends string>({ label, value, options, onChange }: SegmentProps<T>) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {options.map((option) => (
        <button type="button" key={option.value} aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.words}
        </button>
      ))}
    </div>
  )
}

interface NoticeProps {
  readonly kind: 'plain' | 'warn' | 'handn'
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** What, why, next. */
export function Notice({ kind, icon, title, children, action }: NoticeProps) {
  return (
    <div className={`note ${kind}`} role="status">
      {icon}
      <div className="grow">
        <p className="b">{title}</p>
        {children && <p className="small t2">{children}</p>}
      </div>
      {action}
    </div>
  )
}
