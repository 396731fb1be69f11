/** The files that were changed, each with how much, and what became of it since. */
import { FileMinus, FilePen, FilePlus, type LucideIcon } from 'lucide-react'
import type { ReviewAbout, ReviewFile } from '../../electron/protocol/review.js'
import { visibleLine } from '../../electron/replay/visible-text.js'
import { Icon } from '../shared/icons.js'
import { KIND_WORDS } from './review-words.js'

const ICONS: Readonly<Record<ReviewFile['kind'], LucideIcon>> = { added: FilePlus, changed: FilePen, deleted: FileMinus }

interface FileListProps {
  readonly about: ReviewAbout
  readonly path: string | null
  /** how many notes stand at a file */
  readonly notesAt: (path: string) => number
  readonly onGo: (path: string) => void
}

function Counts({ file }: { readonly file: ReviewFile }) {
  if (file.added === null) return <span className="counts t3">no text</span>
  return (
    <span className="counts">
      <span className="plus">+{file.added}</span> <span className="minus">−{file.removed ?? 0}</span>
    </span>
  )
}

function tagsOf({ undone, changedSince, review }: ReviewAbout, { path, isMixed }: ReviewFile): readonly string[] {
  return [
    undone.includes(path) ? 'Put back' : null,
    changedSince.includes(path) ? 'Changed since' : null,
    isMixed ? 'Others changed it too' : null,
    review.tests !== 'none' && review.untested.includes(path) ? 'Not tested' : null,
  ].filter((tag) => tag !== null)
}

/** The name first, the folder below it. */
function split(path: string): readonly [string, string] {
  const at = path.lastIndexOf('/')
  return [path.slice(at + 1), at < 0 ? '' : path.slice(0, at + 1)]
}

export function FileList({ about, path, notesAt, onGo }: FileListProps) {
  const { files } = about.review
  const sum = (of: (file: ReviewFile) => number | null) => files.reduce((all, file) => all + (of(file) ?? 0), 0)
  return (
    <nav className="files" aria-label="Changed files">
      <h2 className="head">
        {files.length} {files.length === 1 ? 'file' : 'files'}
        <span className="counts">
          <span className="plus">+{sum(({ added }) => added)}</span>{' '}
          <span className="minus">−{sum(({ removed }) => removed)}</span>
        </span>
      </h2>
      <ul>
        {files.map((file) => {
          const [name, folder] = split(file.path)
          const [tags, notes] = [tagsOf(about, file), notesAt(file.path)]
          return (
            <li key={file.path}>
              <button type="button" aria-current={file.path === path ? 'true' : undefined} onClick={() => onGo(file.path)}>
                <Icon of={ICONS[file.kind]} label={KIND_WORDS[file.kind]} />
                <span className="grow">
                  <span className="name" title={visibleLine(file.path, 1000)}>
                    {visibleLine(name)}
                  </span>
                  {folder !== '' && <small className="t3 clip">{visibleLine(folder)}</small>}
                  {tags.length > 0 && <small className="warn">{tags.join(' · ')}</small>}
                  {notes > 0 && <small className="m">{notes === 1 ? '1 note' : `${notes} notes`}</small>}
                </span>
                <Counts file={file} />
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
