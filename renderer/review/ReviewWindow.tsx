/** The review window: what one session changed, and what the person makes of it. */
import { Check, GitCommitHorizontal, History, MessageSquare, Undo2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { ReviewAbout } from '../../electron/protocol/review.js'
import { visibleLine } from '../../electron/replay/visible-text.js'
import { ask, tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { TitleBar } from '../shared/components/TitleBar.js'
import { Icon } from '../shared/icons.js'
import { useApp } from '../shared/use-app.js'
import type { LineNote } from './ask-for-changes.js'
import { noteAt } from './DiffView.js'
import { FileList } from './FileList.js'
import { FilePane } from './FilePane.js'
import { filesWords, standing } from './review-words.js'
import { AskSheet, CommitSheet, UndoSheet } from './Sheets.js'
import { SidePanel } from './SidePanel.js'
import { useKeys, type KeyName } from './use-keys.js'
import { useNotes } from './use-notes.js'
import { usePlace } from './use-place.js'
import { useChecks, useReview, type ReviewShown, type Told } from './use-review.js'

type SheetName = 'ask' | 'commit' | { readonly undo: string | null }

export function ReviewWindow({ session }: { readonly session: string }) {
  const app = useApp()
  const shown = useReview(session, app?.live ?? null)
  if (!app) return null
  const { about, fault } = shown
  return (
    <div className="review">
      <TitleBar
        title={`Review: ${visibleLine(about?.record.task.trim().split('\n')[0] ?? '', 120)}`}
        platform={app.platform}
        canMaximize
      >
        {about && (
          <Button size="small" icon={<Icon of={History} />} onClick={() => tell('sessions.openReplay', { session })}>
            Open replay
          </Button>
        )}
      </TitleBar>
      {fault !== null ? <main className="empty warn">{fault}</main> : about && <Reviewing shown={shown} about={about} />}
    </div>
  )
}

function Reviewing({ shown, about }: { readonly shown: ReviewShown; readonly about: ReviewAbout }) {
  const { session, reload } = shown
  const place = usePlace(session, about.review.files)
  const { notes, list, clear } = useNotes()
  const checking = useChecks(session)
  const [sheet, setSheet] = useState<SheetName | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const { file, rows, at, look } = place
  const [wasLive, setWasLive] = useState(about.isLive)
  if (wasLive !== about.isLive) {
    // from now on the line at the bottom says how things stand
    setWasLive(about.isLive)
    setTold(null)
  }
  const done = (next: Told | null) => {
    setSheet(null)
    setTold(next)
    reload()
  }
  const accept = () =>
    void ask('review.accept', { session }).then((answer) =>
      done(answer.ok ? null : { kind: 'warn', words: answer.problem.message }),
    )
  const undo = (path: string | null) =>
    void ask('review.undo', { session, path }).then((answer) =>
      done(answer.ok ? undoneWords(answer.value) : { kind: 'warn', words: answer.problem.message }),
    )
  const send = async (text: string): Promise<string | null> => {
    const rest = { provider: null, model: null, display: null, approvals: null }
    const answer = await ask('task.start', { task: text, ...rest, follow: session, workspace: about.root })
    if (!answer.ok) return answer.problem.message
    clear()
    setTold({ kind: 'plain', words: 'The session goes on with what you asked for.' })
    reload()
    return null
  }
  const press = useCallback(
    (name: KeyName) => {
      const own = file && noteAt(file.path, rows.rows[at])
      if (name === 'nextChange') place.goChange(1)
      else if (name === 'lastChange') place.goChange(-1)
      else if (name === 'nextFile') place.goFile(1)
      else if (name === 'lastFile') place.goFile(-1)
      else if (name === 'look') place.changeLook(look === 'unified' ? 'split' : 'unified')
      else if (name === 'note' && own) notes.begin(own)
      else if (name === 'close') notes.close()
    },
    [file, rows, at, look, notes, place],
  )
  useKeys(press)
  return (
    <>
      {told && (
        <p className={`note ${told.kind} told`} role="status">
          <span className="grow">{visibleLine(told.words, 1000)}</span>
          <Button size="small" onClick={() => setTold(null)}>
            Close
          </Button>
        </p>
      )}
      <div className="cols">
        <FileList
          about={about}
          path={file?.path ?? null}
          notesAt={(path) => list.filter((note) => note.path === path).length}
          onGo={(path) => place.go(path, null)}
        />
        {file ? (
          <FilePane
            about={about}
            file={file}
            shown={place.diff}
            rows={rows}
            look={look}
            at={at}
            notes={notes}
            onLook={place.changeLook}
            onGo={place.goRow}
            onChange={place.goChange}
            onUndo={() => setSheet({ undo: file.path })}
          />
        ) : (
          <main className="empty t2">This session changed no files.</main>
        )}
        <SidePanel about={about} file={file} checking={checking} onGo={place.go} />
      </div>
      <Footer about={about} notes={list} onAccept={accept} onSheet={setSheet} />
      {sheet === 'ask' && <AskSheet notes={list} onSend={send} onClose={() => setSheet(null)} />}
      {sheet === 'commit' && (
        <CommitSheet session={session} onDone={(words) => done({ kind: 'plain', words })} onClose={() => setSheet(null)} />
      )}
      {sheet !== null && typeof sheet === 'object' && (
        <UndoSheet
          path={sheet.undo}
          files={about.review.files.length}
          onUndo={() => undo(sheet.undo)}
          onClose={() => setSheet(null)}
        />
      )}
    </>
  )
}

function undoneWords({ restored, removed, kept }: { restored: string[]; removed: string[]; kept: string[] }): Told {
  const count = restored.length + removed.length
  const back = `${count === 1 ? '1 file is' : `${count} files are`} as before this session.`
  if (kept.length === 0) return { kind: 'plain', words: back }
  return {
    kind: 'warn',
    words: `${count === 0 ? '' : `${back} `}Left as it is, as somebody changed it since: ${filesWords(kept)}.`,
  }
}

interface FooterProps {
  readonly about: ReviewAbout
  readonly notes: readonly LineNote[]
  readonly onAccept: () => void
  readonly onSheet: (sheet: SheetName) => void
}

function Footer({ about, notes, onAccept, onSheet }: FooterProps) {
  const { isLive, review, undone, acceptedAt } = about
  const isOff = isLive || review.files.length === 0 || undone.length === review.files.length
  return (
    <footer>
      <p className="clip" role="status">
        {standing(about)}
      </p>
      <span className="small t3 hints">N P change · J K file · U side by side · M note</span>
      <span className="push" />
      <Button icon={<Icon of={Undo2} />} disabled={isOff} onClick={() => onSheet({ undo: null })}>
        Undo all
      </Button>
      <Button icon={<Icon of={MessageSquare} />} disabled={isLive} onClick={() => onSheet('ask')}>
        {notes.length === 0 ? 'Ask for changes' : `Ask for changes, ${notes.length === 1 ? '1 note' : `${notes.length} notes`}`}
      </Button>
      <Button icon={<Icon of={GitCommitHorizontal} />} disabled={isOff} onClick={() => onSheet('commit')}>
        Commit
      </Button>
      <Button kind="primary" icon={<Icon of={Check} />} disabled={isOff || acceptedAt !== null} onClick={onAccept}>
        {acceptedAt === null ? 'Accept' : 'Accepted'}
      </Button>
    </footer>
  )
}
