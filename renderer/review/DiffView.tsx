/** One file's diff. Only what is in sight is drawn; a line can be chosen by mouse or arrows, and be given a note. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { keyOf, type LineNote } from './ask-for-changes.js'
import { lineOf, type DiffLook, type DiffRow } from './diff-rows.js'
import { DiffRowLine } from './DiffRowLine.js'
import { NoteField } from './NoteField.js'
import type { Notes } from './use-notes.js'

interface DiffViewProps {
  readonly path: string
  readonly rows: readonly DiffRow[]
  readonly look: DiffLook
  /** the row that is chosen */
  readonly at: number
  readonly onGo: (row: number) => void
  readonly notes: Notes
}

const ROW_REM = 1.25
const DEFAULT_REM_PX = 16
const remPx = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) || DEFAULT_REM_PX
const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** The note a row would get. */
export function noteAt(path: string, row: DiffRow | undefined): LineNote | null {
  const line = lineOf(row)
  const number = line?.now ?? line?.old
  if (!line || number === null || number === undefined) return null
  return { path, line: number, isOld: line.now === null, code: line.text, text: '' }
}

export function DiffView({ path, rows, look, at, onGo, notes }: DiffViewProps) {
  const box = useRef<HTMLDivElement>(null)
  const wasMoved = useRef(false)
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => remPx() * ROW_REM,
    overscan: 12,
  })
  useEffect(() => {
    list.scrollToIndex(at, { align: at === 0 ? 'start' : 'center' })
  }, [at, rows, list])
  useEffect(() => {
    if (!wasMoved.current) return
    wasMoved.current = false
    box.current?.querySelector<HTMLElement>('[data-at="true"]')?.focus({ preventScroll: true })
  })
  const press = (event: KeyboardEvent) => {
    const move = MOVES[event.key]
    if (move === undefined || event.target instanceof HTMLTextAreaElement) return
    event.preventDefault()
    wasMoved.current = true
    onGo(Math.max(0, Math.min(rows.length - 1, at + move)))
  }
  return (
    <div
      className={`diff ${look} selectable`}
      ref={box}
      role="region"
      aria-label={`Changes in ${path}`}
      tabIndex={0}
      onKeyDown={press}
    >
      <div className="rows" role="list" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          const own = noteAt(path, row)
          const key = own && keyOf(own)
          const note = key === null ? undefined : notes.all.get(key)
          return (
            <div
              key={item.index}
              ref={list.measureElement}
              data-index={item.index}
              data-at={item.index === at}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              tabIndex={item.index === at ? 0 : -1}
              className="place"
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => onGo(item.index)}
            >
              <DiffRowLine row={row} look={look} onNote={own ? () => notes.begin(note ?? own) : null} />
              {own && key !== null && (notes.open === key || note) && (
                <NoteField note={note ?? own} isOpen={notes.open === key} notes={notes} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
