/** One line of a card: what, one sentence about it, and its control. */
import { ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../shared/icons.js'

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
    <span className="pick">
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
      <Icon of={ChevronsUpDown} size={14} />
    </span>
  )
}
