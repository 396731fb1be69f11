/** What the person says about one line; it is sent with the next request for changes. */
import { useState } from 'react'
import { visibleText } from '../../electron/replay/visible-text.js'
import { Button } from '../shared/components/Button.js'
import { keyOf, type LineNote } from './ask-for-changes.js'
import type { Notes } from './use-notes.js'

interface NoteFieldProps {
  readonly note: LineNote
  readonly isOpen: boolean
  readonly notes: Notes
}

export function NoteField({ note, isOpen, notes }: NoteFieldProps) {
  const [text, setText] = useState(note.text)
  const keep = () => (text.trim() === '' ? notes.drop(keyOf(note)) : notes.keep({ ...note, text }))
  if (!isOpen) {
    return (
      <div className="said-note">
        <p className="grow">{visibleText(note.text)}</p>
        <Button size="small" kind="quiet" onClick={() => notes.begin(note)}>
          Edit
        </Button>
        <Button size="small" kind="quiet" onClick={() => notes.drop(keyOf(note))}>
          Remove
        </Button>
      </div>
    )
  }
  return (
    <div className="note-field">
      <textarea
        className="field"
        autoFocus
        rows={2}
        aria-label={`Note on line ${note.line}`}
        placeholder="What should be other here?"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep()
        }}
      />
      <span className="row">
        <Button size="small" onClick={keep}>
          Keep note
        </Button>
        <Button size="small" kind="quiet" onClick={notes.close}>
          Cancel
        </Button>
        <span className="small t3">It is sent when you ask for changes.</span>
      </span>
    </div>
  )
}
