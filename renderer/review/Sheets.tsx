/** What opens above the buttons: a request for changes, a commit, and the question before something is put back. */
import { useEffect, useState, type ReactNode } from 'react'
import type { CommitProposal } from '../../electron/protocol/review.js'
import { visibleLine, visibleText } from '../../electron/replay/visible-text.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { count } from '../shared/format.js'
import { requestText, type LineNote } from './ask-for-changes.js'
import { filesWords } from './review-words.js'

interface SheetProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

function Sheet({ title, onClose, children }: SheetProps) {
  return (
    <section className="sheet" role="dialog" aria-label={title} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

interface AskSheetProps {
  readonly notes: readonly LineNote[]
  readonly onSend: (text: string) => Promise<string | null>
  readonly onClose: () => void
}

export function AskSheet({ notes, onSend, onClose }: AskSheetProps) {
  const [message, setMessage] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const text = requestText(message, notes)
  const send = () => {
    if (text === '' || isSending) return
    setSending(true)
    void onSend(text).then((refused) => {
      setSending(false)
      setFault(refused)
      if (refused === null) onClose()
    })
  }
  return (
    <Sheet title="Ask for changes" onClose={onClose}>
      <textarea
        className="field"
        rows={4}
        autoFocus
        aria-label="What should be other"
        placeholder="What should be other? The session goes on with this."
        value={message}
        onChange={(event) => setMessage(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send()}
      />
      {notes.length > 0 && (
        <ul className="sheet-notes">
          {notes.map((note, at) => (
            <li key={at}>
              <span className="t3">
                {visibleLine(note.path)}:{note.line}
              </span>{' '}
              {visibleText(note.text)}
            </li>
          ))}
        </ul>
      )}
      {fault !== null && (
        <p className="warn" role="alert">
          {fault}
        </p>
      )}
      <div className="row">
        <span className="small t3">A note on a line: choose the line, then M.</span>
        <span className="push" />
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" disabled={text === '' || isSending} onClick={send}>
          Send and go on
        </Button>
      </div>
    </Sheet>
  )
}

interface CommitSheetProps {
  readonly session: string
  readonly onDone: (words: string) => void
  readonly onClose: () => void
}

export function CommitSheet({ session, onDone, onClose }: CommitSheetProps) {
  const [proposal, setProposal] = useState<CommitProposal | null>(null)
  const [message, setMessage] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [isCommitting, setCommitting] = useState(false)
  useEffect(() => {
    void ask('review.propose', { session }).then((answer) => {
      if (!answer.ok) return setFault(answer.problem.message)
      setProposal(answer.value)
      setMessage(answer.value.message)
    })
  }, [session])
  const commit = () => {
    setCommitting(true)
    setFault(null)
    void ask('review.commit', { session, message }).then((answer) => {
      setCommitting(false)
      if (!answer.ok) return setFault(answer.problem.message)
      const { hash, branch, files, said } = answer.value
      onDone(`Committed ${count(files.length, 'file')} as ${hash.slice(0, 10)} on ${branch}.${said === '' ? '' : ` ${said}`}`)
    })
  }
  return (
    <Sheet title={proposal ? `Commit on ${proposal.branch}` : 'Commit'} onClose={onClose}>
      {proposal && (
        <>
          <p className="t2">Only what this session changed gets in: {visibleLine(filesWords(proposal.files))}. Your hooks run.</p>
          {proposal.warnings.map((warning) => (
            <p key={warning} className="warn m">
              {visibleLine(warning)}
            </p>
          ))}
          {proposal.leftOut.map(({ path, why }) => (
            <p key={path} className="warn small">
              Left out: {visibleLine(path)} {visibleLine(why)}.
            </p>
          ))}
          <textarea
            className="field message"
            rows={8}
            autoFocus
            aria-label="Commit message"
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
          <details>
            <summary>The prompts are kept below it</summary>
            <pre tabIndex={0}>{visibleText(proposal.trailers)}</pre>
          </details>
        </>
      )}
      {fault !== null && (
        <p className="warn fault" role="alert">
          {visibleText(fault)}
        </p>
      )}
      <div className="row">
        <span className="push" />
        <Button onClick={onClose}>{proposal ? 'Cancel' : 'Close'}</Button>
        {proposal && (
          <Button kind="primary" disabled={message.trim() === '' || isCommitting} onClick={commit}>
            {isCommitting ? 'Committing' : 'Commit'}
          </Button>
        )}
      </div>
    </Sheet>
  )
}

interface UndoSheetProps {
  /** null: all */
  readonly path: string | null
  readonly files: number
  readonly onUndo: () => void
  readonly onClose: () => void
}

export function UndoSheet({ path, files, onUndo, onClose }: UndoSheetProps) {
  const what = path === null ? count(files, 'file') : `“${visibleLine(path)}”`
  return (
    <Sheet title={`Put back ${what}?`} onClose={onClose}>
      <p className="t2">
        {path === null ? 'The files are' : 'The file is'} as before this session again. What somebody changed since is left as it
        is, and named.
      </p>
      <div className="row">
        <span className="push" />
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
        <Button className="bad" onClick={onUndo}>
          Put back
        </Button>
      </div>
    </Sheet>
  )
}
