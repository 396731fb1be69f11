/** Search over past sessions. In a narrow window it is an icon until it has the focus. */
import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { Keys } from '../shared/components/KeyCap.js'
import { Icon } from '../shared/icons.js'
import type { Platform } from '../shared/key-names.js'

interface SearchFieldProps {
  readonly ref: Ref<HTMLInputElement>
  readonly value: string
  readonly onChange: (value: string) => void
  readonly platform: Platform
}

export function SearchField({ ref, value, onChange, platform }: SearchFieldProps) {
  return (
    <label className={value === '' ? 'find' : 'find is-used'}>
      <Icon of={Search} />
      <input
        ref={ref}
        type="text"
        role="searchbox"
        className="field"
        placeholder="Search sessions"
        aria-label="Search sessions"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          onChange('')
          event.currentTarget.blur()
        }}
      />
      {value === '' && <Keys caps={[platform === 'macos' ? '⌘' : 'Ctrl', 'K']} />}
    </label>
  )
}
