/** One session in a window: its rows, fetched in pages and kept fresh. A snapshot is never changed, only replaced. */
import { useEffect, useState } from 'react'
import type { ReplayAbout, ReplayRow } from '../../electron/protocol/replay.js'
import { indexRows, ROWS_AT_ONCE, type RowIndex } from './row-index.js'
import { ask, on } from '../shared/api.js'

export interface ReplayShown {
  readonly session: string
  readonly about: ReplayAbout | null
  readonly rows: readonly ReplayRow[]
  readonly index: RowIndex
  /** one sentence why it cannot be shown */
  readonly fault: string | null
  /** counts up with every change, so that details are asked for again */
  readonly version: number
}

export const nothingShown = (session: string): ReplayShown => ({
  session,
  about: null,
  rows: [],
  index: indexRows([]),
  fault: null,
  version: 0,
})

/** Old rows up to `from`, then the new ones. */
const laid = (old: ReplayShown, from: number, rows: readonly ReplayRow[], about = old.about): ReplayShown => {
  const all = [...old.rows.slice(0, from), ...rows]
  return { ...old, about, rows: all, index: indexRows(all), version: old.version + 1 }
}

const page = async (session: string, from: number): Promise<readonly ReplayRow[]> => {
  const answer = await ask('replay.rows', { session, from })
  return answer.ok ? answer.value.rows : []
}

/** The rows from `from` to the end. Pages are asked for together; the first of several is shown as soon as it is there. */
async function fetchRows(
  session: string,
  from: number,
  count: number,
  showFirst: (rows: readonly ReplayRow[]) => void,
): Promise<readonly ReplayRow[]> {
  const pages = Array.from({ length: Math.max(1, Math.ceil((count - from) / ROWS_AT_ONCE)) }, (_, at) =>
    page(session, from + at * ROWS_AT_ONCE),
  )
  if (from === 0 && pages[0] && pages.length > 1) showFirst(await pages[0])
  return (await Promise.all(pages)).flat()
}

export function useReplay(session: string | null): ReplayShown {
  const [shown, setShown] = useState(() => nothingShown(session ?? ''))
  useEffect(() => {
    if (session === null) return
    setShown(nothingShown(session))
    let isOver = false
    /** one fetch after the other: pages of two of them must not mix */
    let queue: Promise<unknown> = Promise.resolve()
    const take = (about: ReplayAbout, from: number) => {
      queue = queue.then(async () => {
        const show = (rows: readonly ReplayRow[]) => isOver || setShown((old) => laid(old, from, rows, about))
        if (!isOver) show(await fetchRows(session, from, about.rows, show))
      })
    }
    const off = on('replay.changed', (news) => {
      if (news.session === session) take(news.about, news.from)
    })
    void ask('replay.open', { session }).then((answer) => {
      if (isOver) return
      if (answer.ok) take(answer.value, 0)
      else setShown({ ...nothingShown(session), fault: answer.problem.message })
    })
    return () => {
      isOver = true
      off()
    }
  }, [session])
  return shown
}
