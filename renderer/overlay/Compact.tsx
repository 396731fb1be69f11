/** 360 wide and low: state, now, money, the buttons. */
import { Buttons } from './Buttons.js'
import { NowLines } from './NowLines.js'
import { OverlayStrip } from './OverlayStrip.js'
import { Spend } from './Spend.js'
import type { OverlayParts } from './parts.js'

export function Compact(parts: OverlayParts) {
  const { overlay, resize } = parts
  const isOver = overlay.view.finished !== null
  return (
    <section className="float mini" aria-label="Deskhand">
      <OverlayStrip overlay={overlay} resize={resize} other="expanded" />
      <div className="now">
        <NowLines overlay={overlay} isSmall />
      </div>
      {!isOver && <Spend view={overlay.view} isSmall />}
      <Buttons {...parts} isLarge={false} />
    </section>
  )
}
