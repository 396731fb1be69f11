/** Everything: picture, now and why, trace or plan, money, what you said, the buttons. Its height is the same in every state. */
import type { Platform } from '../shared/key-names.js'
import { PromptMark } from '../shared/components/PromptMark.js'
import { Approval } from './Approval.js'
import { Buttons } from './Buttons.js'
import { KeyLine } from './KeyLine.js'
import { NowLines } from './NowLines.js'
import { OverlayStrip } from './OverlayStrip.js'
import { Question } from './Question.js'
import { Shot } from './Shot.js'
import { Spend } from './Spend.js'
import { Talk } from './Talk.js'
import { Trace } from './Trace.js'
import type { OverlayParts } from './parts.js'

interface ExpandedParts extends OverlayParts {
  readonly platform: Platform
  /** counts the steer hotkey: each time the caret goes into the field */
  readonly steerAsked: number
}

export function Expanded({ platform, steerAsked, ...parts }: ExpandedParts) {
  const { overlay, resize, room, keys } = parts
  const { view, state } = overlay
  const isAsking = state === 'needs'
  return (
    <section className={`float full ${room.kind}`} aria-label="Deskhand">
      <OverlayStrip overlay={overlay} resize={resize} other="compact" />
      {isAsking && view.approval ? (
        <Approval key={view.approval.id} overlay={overlay} approval={view.approval} />
      ) : (
        <>
          <div className="now">
            {room.kind === 'full' && !isAsking && <Shot view={view} />}
            <NowLines overlay={overlay} isSmall={false} />
          </div>
          {isAsking && view.question && <PromptMark prompt={overlay.prompt} />}
          {isAsking && view.question && <Question question={view.question} onAnswer={overlay.actions.answer} />}
          <Trace view={view} actions={overlay.actions} />
        </>
      )}
      <Spend view={view} isSmall={false} hasModel={room.kind === 'full'} />
      <Talk overlay={overlay} platform={platform} steerAsked={steerAsked} isShort={room.kind === 'shorter'} />
      <Buttons {...parts} isLarge />
      {room.kind !== 'shorter' && view.finished === null && <KeyLine keys={keys} />}
    </section>
  )
}
