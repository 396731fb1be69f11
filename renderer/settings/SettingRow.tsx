/** One line of a card: what, one sentence about it, and its control. */
import type { ReactNode } from 'react'

interface SettingRowProps {
  readonly title: string
  readonly detail?: ReactNode
  readonly lead?: ReactNode
  readonly children?: ReactNode
}

export function SettingRow({ title, detail, lead, children }: SettingRowProps) {
  return (
    <div className="set">
      {lead}
      <div className="about">
        {title}
        {detail && <small>{detail}</small>}
      </div>
      {children}
    </div>
  )
}

interface PickProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly words: string }[]
  readonly onChange: (value: T) => void
}

/** The system's own list: it works with every keyboard and reader, and reaches beyond the window. */
export function Pick<T extends string>({ label, value, options, onChange }: PickProps<T>) {
  return (
    <select className="pick" aria-label={label} value={value} onChange={(event) => onChange(event.target.value as T)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.words}
        </option>
      ))}
    </select>
  )
}
