/** The spot on the screen it works at now: the picture, where the pointer came from, and the mark. */
import { FrameMark } from '../shared/components/FrameMark.js'
import type { SessionView, TraceRow } from '../shared/view-types.js'

const ACROSS_PX = 460

export function Shot({ view }: { readonly view: SessionView }) {
  const row: TraceRow | undefined =
    view.rows.findLast((one) => one.state === 'live') ??
    view.rows.find((one) => one.state === 'waiting') ??
    view.rows.findLast((one) => one.picture !== null)
  const picture = row?.picture ?? view.picture
  const mark = row?.mark ?? null
  if (!picture) return <div className="shot" aria-hidden="true" />
  const key = `${picture.frame} ${row?.id ?? ''}`
  return (
    <FrameMark
      key={key}
      session={view.session}
      picture={picture}
      mark={mark}
      className="shot"
      {...(mark && { acrossPx: ACROSS_PX })}
    />
  )
}
