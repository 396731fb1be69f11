/** The middle: which file, the ways to look at it, and its diff, or why there is none to see. */
import { ArrowDown, ArrowUp, Undo2 } from 'lucide-react'
import type { FileDiff, ReviewAbout, ReviewFile } from '../../electron/protocol/review.js'
import { visibleLine } from '../../electron/replay/visible-text.js'
import { Button } from '../shared/components/Button.js'
import { Segment } from '../shared/components/Controls.js'
import { Icon } from '../shared/icons.js'
import type { DiffLook, DiffRows } from './diff-rows.js'
import { DiffView } from './DiffView.js'
import { KIND_WORDS } from './review-words.js'
import type { Notes } from './use-notes.js'
import type { DiffShown } from './use-review.js'

const LOOKS = [
  { value: 'unified', words: 'Unified' },
  { value: 'split', words: 'Side by side' },
] as const

interface FilePaneProps {
  readonly about: ReviewAbout
  readonly file: ReviewFile
  readonly shown: DiffShown
  readonly rows: DiffRows
  readonly look: DiffLook
  readonly at: number
  readonly notes: Notes
  readonly onLook: (look: DiffLook) => void
  readonly onGo: (row: number) => void
  readonly onChange: (step: 1 | -1) => void
  readonly onUndo: () => void
}

const kilobytes = (bytes: number | null): string => (bytes === null ? 'nothing' : `${(bytes / 1000).toFixed(1)} kB`)

function whyNone(diff: FileDiff, rows: DiffRows): string | null {
  const sizes = `Before ${kilobytes(diff.bytesBefore)}, now ${kilobytes(diff.bytesAfter)}.`
  if (diff.isTooLarge) return `This file is too large to be shown here. ${sizes}`
  if (diff.isBinary) return `This is no text, so there are no lines to compare. ${sizes}`
  if (rows.isBroken) return 'This diff cannot be read. Open the file in your editor.'
  if (rows.rows.length > 0) return null
  return diff.bytesAfter === 0 || diff.bytesBefore === 0
    ? 'The file is empty.'
    : 'No line is other than before: only whether it may be run was changed.'
}

export function FilePane(props: FilePaneProps) {
  const { about, file, shown, rows, look, at, notes, onLook, onGo, onChange, onUndo } = props
  const none = shown.diff && whyNone(shown.diff, rows)
  const isUndone = about.undone.includes(file.path)
  return (
    <main>
      <div className="filebar">
        <h1 className="clip" title={visibleLine(file.path, 1000)}>
          {visibleLine(file.path)}
        </h1>
        <span className="tag">{KIND_WORDS[file.kind]}</span>
        <span className="push" />
        <Button kind="quiet" aria-label="Change before (P)" icon={<Icon of={ArrowUp} />} onClick={() => onChange(-1)} />
        <Button kind="quiet" aria-label="Next change (N)" icon={<Icon of={ArrowDown} />} onClick={() => onChange(1)} />
        <Segment label="Show the diff" value={look} options={LOOKS} onChange={onLook} />
        <Button size="small" icon={<Icon of={Undo2} />} disabled={isUndone || about.isLive} onClick={onUndo}>
          Undo this file
        </Button>
      </div>
      {shown.fault !== null && <p className="none warn">{shown.fault}</p>}
      {none !== null && <p className="none t2">{none}</p>}
      {shown.diff && none === null && (
        <DiffView
          key={`${file.path} ${look}`}
          path={visibleLine(file.path)}
          rows={rows.rows}
          look={look}
          at={at}
          onGo={onGo}
          notes={notes}
        />
      )}
    </main>
  )
}
