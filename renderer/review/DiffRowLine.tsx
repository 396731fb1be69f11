/** One row of a diff: its numbers, its sign, its text with the changed words marked. */
import { MessageSquarePlus } from 'lucide-react'
import { memo } from 'react'
import { visibleText } from '../../electron/replay/visible-text.js'
import { Icon } from '../shared/icons.js'
import { changedWords } from './changed-words.js'
import { lineOf, type DiffLine, type DiffLook, type DiffRow } from './diff-rows.js'

/** A line that no person reads to its end. */
const LONGEST = 2000
const NAMES = { '+': 'Added', '-': 'Removed', ' ': '' } as const
const CSS = { '+': 'added', '-': 'removed', ' ': '' } as const
const SIGNS = { '+': '+', '-': '−', ' ': '' } as const

function Text({ line }: { readonly line: DiffLine }) {
  const { text, sign, other } = line
  if (text.length > LONGEST) {
    return (
      <>
        {visibleText(text.slice(0, LONGEST))}
        <i className="t3"> … {(text.length - LONGEST).toLocaleString('en')} more characters</i>
      </>
    )
  }
  if (sign === ' ') return visibleText(text)
  return changedWords(text, other, sign).map((part, at) =>
    part.isChanged ? <mark key={at}>{visibleText(part.text)}</mark> : <span key={at}>{visibleText(part.text)}</span>,
  )
}

function Side({ line, numbers }: { readonly line: DiffLine | null; readonly numbers: readonly (number | null)[] }) {
  if (line === null) return <span className="side blank" />
  return (
    <span className={`side ${CSS[line.sign]}`}>
      {numbers.map((number, at) => (
        <span className="num" key={at} aria-hidden={at > 0 && numbers[0] !== null}>
          {number ?? ''}
        </span>
      ))}
      <span className="sign">
        <span aria-hidden="true">{SIGNS[line.sign]}</span>
        {line.sign !== ' ' && <span className="sr">{NAMES[line.sign]}</span>}
      </span>
      <code dir="ltr">
        <Text line={line} />
      </code>
    </span>
  )
}

interface DiffRowLineProps {
  readonly row: DiffRow
  readonly look: DiffLook
  /** null: nothing can be said about it */
  readonly onNote: (() => void) | null
}

function Sides({
  left,
  right,
  look,
}: {
  readonly left: DiffLine | null
  readonly right: DiffLine | null
  readonly look: DiffLook
}) {
  const one = right ?? left
  if (look === 'unified') return <Side line={one} numbers={[one?.old ?? null, one?.now ?? null]} />
  return (
    <>
      <Side line={left} numbers={[left?.old ?? null]} />
      <Side line={right} numbers={[right?.now ?? null]} />
    </>
  )
}

export const DiffRowLine = memo(function DiffRowLine({ row, look, onNote }: DiffRowLineProps) {
  if (row.kind !== 'lines') return <p className={row.kind}>{row.words}</p>
  const line = lineOf(row)
  return (
    <div className="line">
      <Sides left={row.left} right={row.right} look={look} />
      {onNote && (
        <button
          type="button"
          className="add-note"
          tabIndex={-1}
          aria-label={`Note on line ${line?.now ?? line?.old ?? ''}`}
          onClick={onNote}
        >
          <Icon of={MessageSquarePlus} size={14} />
        </button>
      )}
    </div>
  )
})
