/** The search field over the steps, with how many were found and the way to the next of them. */
import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from '../shared/components/Button.js'
import { Icon } from '../shared/icons.js'
import { nextOf } from './row-index.js'
import type { Find } from './use-find.js'

interface FindBarProps {
  readonly ref: Ref<HTMLInputElement>
  readonly find: Find
  readonly at: number
  readonly onGo: (row: number) => void
}

export function FindBar({ ref, find, at, onGo }: FindBarProps) {
  const rows = find.found?.rows ?? []
  const go = (way: 1 | -1) => {
    const next = nextOf(rows, at, way)
    if (next !== null) onGo(next)
  }
  const place = rows.indexOf(at) + 1
  const count =
    find.found === null ? '' : rows.length === 0 ? 'None' : place > 0 ? `${place} of ${rows.length}` : String(rows.length)
  const onlySeen = find.found?.onScreen.includes(at)
  return (
    <div className="find">
      <div className="find-field">
        <Icon of={Search} />
        <input
          ref={ref}
          className="field"
          type="text"
          role="searchbox"
          aria-label="Find in steps"
          placeholder="Find"
          value={find.words}
          onChange={(event) => find.setWords(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && go(event.shiftKey ? -1 : 1)}
        />
        <span className="count" role="status">
          {count}
        </span>
        <Button
          kind="quiet"
          aria-label="Previous match"
          icon={<Icon of={ChevronUp} />}
          disabled={rows.length === 0}
          onClick={() => go(-1)}
        />
        <Button
          kind="quiet"
          aria-label="Next match"
          icon={<Icon of={ChevronDown} />}
          disabled={rows.length === 0}
          onClick={() => go(1)}
        />
      </div>
      {find.words.trim() !== '' && (
        <label className="screens">
          <input type="checkbox" checked={find.hasScreens} onChange={(event) => find.setScreens(event.target.checked)} />
          <span>On the screen too</span>
          {find.hasScreens && find.found && (
            <span className="t3">
              {onlySeen ? 'found on the screen' : `${find.found.read} of ${find.found.frames} pictures read`}
            </span>
          )}
        </label>
      )}
    </div>
  )
}
