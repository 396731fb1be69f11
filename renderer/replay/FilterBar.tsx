/** Which rows are listed: all, or only those worth a look. */
import type { Filter, RowIndex } from './row-index.js'

const NAMES: readonly { readonly filter: Filter; readonly words: string }[] = [
  { filter: 'all', words: 'All' },
  { filter: 'problems', words: 'Problems' },
  { filter: 'approvals', words: 'Approvals' },
  { filter: 'steers', words: 'Steers' },
]

interface FilterBarProps {
  readonly index: RowIndex
  /** steps in all */
  readonly count: number
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
}

export function FilterBar({ index, count, filter, onFilter }: FilterBarProps) {
  return (
    <div className="filters" role="group" aria-label="Show">
      {NAMES.map((one) => (
        <button
          type="button"
          key={one.filter}
          className="tag"
          aria-pressed={one.filter === filter}
          onClick={() => onFilter(one.filter)}
        >
          {one.words} {one.filter === 'all' ? count : index.markers[one.filter].length}
        </button>
      ))}
    </div>
  )
}
