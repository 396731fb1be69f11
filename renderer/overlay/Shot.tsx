/** The spot on the screen it works at now: the picture, where the pointer came from, and the mark. */
import { FrameMark } from '../shared/components/FrameMark.js'
import type { SessionView, TraceRow } from '../shared/view-types.js'

const ACROSS_PX = 460

/** What is done now, else what comes next, else what was done last. */
const shownRow = ({ rows }: SessionView): TraceRow | undefined =>
  rows.findLast((one) => one.state === 'live') ??
  rows.find((one) => one.state === 'waiting') ??
  rows.findLast((one) => one.picture !== null)

export function Shot({ view }: { readonly view: SessionView }) {
  const row = shownRow(view)
  const { picture = view.picture, mark = null, from = null, id = '' } = row ?? {}
  const spot = mark === null ? {} : { acrossPx: ACROSS_PX }
  const key = `${picture?.frame ?? ''} ${id}`
  return <FrameMark key={key} session={view.session} picture={picture} mark={mark} from={from} className="shot" {...spot} />
}
