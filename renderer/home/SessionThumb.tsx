/** The last picture of a session, whole. Decoration: the row says it in words. */
import { useState } from 'react'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { frameUrl } from '../shared/api.js'

export function SessionThumb({ record }: { readonly record: SessionRecord }) {
  const [missing, setMissing] = useState<string | null>(null)
  const frame = record.lastFrame === missing ? null : record.lastFrame
  return (
    <span className="thumb whole" aria-hidden="true">
      {frame && (
        <img alt="" loading="lazy" draggable={false} src={frameUrl(record.id, frame)} onError={() => setMissing(frame)} />
      )}
    </span>
  )
}
