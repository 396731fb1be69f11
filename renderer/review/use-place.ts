/** Which file and row of it are shown, and how. */
import { useMemo, useState } from 'react'
import type { ReviewFile } from '../../electron/protocol/review.js'
import { diffRows, lineOf, rowOfLine, type DiffLook, type DiffRows } from './diff-rows.js'
import { useDiff } from './use-review.js'

/** Another state of the file is another diff. */
const versionOf = (file: ReviewFile | null): string => (file === null ? '' : [file.added, file.removed, ...file.steps].join(' '))

/** Where a file is entered: at a line, else at its first change. */
function firstRow({ rows, changes }: DiffRows, line: number | null): number {
  return line === null ? (changes[0] ?? 0) : Math.max(0, rowOfLine(rows, line))
}

export function usePlace(session: string, files: readonly ReviewFile[]) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [look, setLook] = useState<DiffLook>('unified')
  const [row, setRow] = useState<number | null>(null)
  const [line, setLine] = useState<number | null>(null)
  const file = files.find(({ path }) => path === chosen) ?? files[0] ?? null
  const diff = useDiff(session, file && file.path, versionOf(file))
  const rows = useMemo(() => diffRows(diff.diff?.patch ?? '', look), [diff.diff, look])
  const at = Math.min(row ?? firstRow(rows, line), Math.max(0, rows.rows.length - 1))
  const go = (path: string, toLine: number | null) => {
    setChosen(path)
    setRow(null)
    setLine(toLine)
  }
  const goFile = (step: number) => {
    const next = files[files.findIndex(({ path }) => path === file?.path) + step]
    if (next) go(next.path, null)
  }
  /** the next change of the file, else the first of the next file */
  const goChange = (step: 1 | -1) => {
    const next = step > 0 ? rows.changes.find((start) => start > at) : rows.changes.findLast((start) => start < at)
    if (next === undefined) goFile(step)
    else setRow(next)
  }
  const changeLook = (to: DiffLook) => {
    setLine(lineOf(rows.rows[at])?.now ?? null)
    setRow(null)
    setLook(to)
  }
  return { file, diff, rows, look, at, go, goFile, goChange, goRow: setRow, changeLook }
}
