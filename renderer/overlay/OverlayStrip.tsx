/** The overlay's strip: legend, clock, and the two ways to another size. It is also what the window is dragged by. */
import { ChevronsDownUp, ChevronsUpDown, Minus, MonitorPlay, X } from 'lucide-react'
import { tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Strip } from '../shared/components/Strip.js'
import { clock } from '../shared/format.js'
import { Icon } from '../shared/icons.js'
import { workedMs } from '../shared/session-state.js'
import { useNow } from '../shared/use-session.js'
import type { OverlayParts } from './parts.js'
import type { OverlaySize } from './room.js'

export function Clock({ overlay }: Pick<OverlayParts, 'overlay'>) {
  const { view } = overlay
  // with the shown second, no oftener
  const now = useNow(view.finished === null, 1000, view.stretchFromMs - view.workedMs)
  return <time title="Time worked on this task">{clock(workedMs(view, now))}</time>
}

interface StripParts extends Pick<OverlayParts, 'overlay' | 'resize'> {
  readonly other: OverlaySize
}

export function OverlayStrip({ overlay, resize, other }: StripParts) {
  const isOver = overlay.view.finished !== null
  const isCompact = other === 'expanded'
  return (
    <Strip state={overlay.state}>
      <Clock overlay={overlay} />
      {overlay.actions.watch && (
        <Button
          kind="quiet"
          aria-label="Watch the virtual display"
          icon={<Icon of={MonitorPlay} />}
          onClick={overlay.actions.watch}
        />
      )}
      {overlay.state !== 'stopping' && (
        <Button
          kind="quiet"
          aria-label={isCompact ? 'Expand' : 'Make compact'}
          icon={<Icon of={isCompact ? ChevronsUpDown : ChevronsDownUp} />}
          onClick={() => resize(other)}
        />
      )}
      {overlay.state !== 'stopping' && !isOver && (
        <Button kind="quiet" aria-label="Shrink to pill" icon={<Icon of={Minus} />} onClick={() => resize('pill')} />
      )}
      {isOver && <Button kind="quiet" aria-label="Close" icon={<Icon of={X} />} onClick={() => tell('window.hide', null)} />}
    </Strip>
  )
}
