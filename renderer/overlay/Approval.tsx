/** One question that guards an action. Deny is the default: Esc and Enter deny, no key allows, nothing is accepted at first. */
import { ChevronDown, Info, Lock, MessageSquare, Timer } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { Button } from '../shared/components/Button.js'
import { FrameMark } from '../shared/components/FrameMark.js'
import { PromptMark } from '../shared/components/PromptMark.js'
import { Menu } from '../shared/components/Menu.js'
import { countdown } from '../shared/format.js'
import { Icon, TimeRing } from '../shared/icons.js'
import { useNow } from '../shared/use-session.js'
import type { OpenApproval } from '../shared/view-types.js'
import { ApprovalFacts } from './ApprovalFacts.js'
import { ARMING_MS } from './arming.js'
import { HoldButton } from './HoldButton.js'
import { useArming } from './use-arming.js'
import type { Overlay } from './use-overlay.js'

const SPOT_ACROSS_PX = 440

interface ApprovalProps {
  readonly overlay: Overlay
  readonly approval: OpenApproval
}

function Expiry({ approval }: { readonly approval: OpenApproval }) {
  const left = approval.expiresAtMs - useNow(true, 500)
  return (
    <p className="expiry t2 small">
      <TimeRing share={Math.max(0, left / Math.max(1, approval.expiresAtMs - approval.askedAtMs))} />
      <span>Expires in {countdown(left)}</span>
    </p>
  )
}

function Foot({ leftMs, isHigh }: { readonly leftMs: number; readonly isHigh: boolean }) {
  if (leftMs > 0)
    return (
      <p className="foot">
        <Icon of={Timer} />
        Ready in {(leftMs / 1000).toFixed(1)} s. Typing or clicking starts the wait again.
      </p>
    )
  return (
    <p className="foot">
      <Icon of={isHigh ? Lock : Info} />
      {isHigh ? 'High risk is asked every time.' : 'No answer means nothing is done.'}
    </p>
  )
}

/** The place it is about: where the policy saw it land, else where the action points. */
function Spot({ overlay, approval }: ApprovalProps) {
  const { view } = overlay
  const row = view.rows.find((one) => one.id === approval.for)
  const { spot } = approval
  const picture = [row?.picture, view.picture].find((one) => one && (!spot || one.frame === spot.frame)) ?? row?.picture
  const mark = spot && picture?.frame === spot.frame ? { x: spot.x, y: spot.y, shape: 'ring' as const } : (row?.mark ?? null)
  if (!picture) return null
  return <FrameMark session={view.session} picture={picture} mark={mark} acrossPx={SPOT_ACROSS_PX} className="spot" />
}

const MORE_WAYS = [
  {
    id: 'allow-session',
    words: 'Allow for this session',
    detail: 'The same rule in this program and on this site, until you take it back',
    icon: <Icon of={Timer} />,
  },
  { id: 'instead', words: 'Deny and say what to do instead', detail: 'Opens the steer field', icon: <Icon of={MessageSquare} /> },
]

export function Approval({ overlay, approval }: ApprovalProps) {
  const { isArmed, leftMs, accepts } = useArming()
  const deny = useRef<HTMLButtonElement>(null)
  const give = (value: 'allow' | 'allow-session' | 'deny') => accepts() && overlay.actions.answer(approval.id, value)
  const isHigh = approval.risk === 'high'
  // The default gets the focus, unless the person is in the middle of something in this window
  useEffect(() => {
    if (isArmed && (document.activeElement === document.body || !document.hasFocus())) deny.current?.focus()
  }, [isArmed])
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.target !== document.body || (event.key !== 'Escape' && event.key !== 'Enter')) return
      event.preventDefault()
      deny.current?.click()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'Enter') return
    event.preventDefault()
    give('deny')
  }
  const choose = (id: string) => {
    if (id === 'allow-session') return give('allow-session')
    give('deny')
    document.querySelector<HTMLInputElement>('.talk .field')?.focus()
  }
  return (
    <div
      className="approval"
      role="alertdialog"
      aria-modal="false"
      aria-labelledby="what"
      aria-describedby="why"
      onKeyDown={onKeyDown}
    >
      <div className="about" tabIndex={-1}>
        <PromptMark prompt={overlay.prompt} />
        <div className="what">
          <h1 id="what">{approval.what}</h1>
          <p id="why">{approval.why}</p>
        </div>
        <Spot overlay={overlay} approval={approval} />
        <ApprovalFacts approval={approval} />
        <Expiry approval={approval} />
      </div>
      <div className="acts">
        {!isArmed && (
          <span className="arming">
            <i style={{ transform: `scaleX(${1 - leftMs / ARMING_MS})` }} />
          </span>
        )}
        <Button ref={deny} kind="primary" className="deny" aria-disabled={!isArmed} onClick={() => give('deny')}>
          Deny <kbd>Esc</kbd>
        </Button>
        {isHigh ? (
          <HoldButton isArmed={isArmed} onAllow={() => give('allow')} />
        ) : (
          <span className="split">
            <Button className="allow" aria-disabled={!isArmed} onClick={() => give('allow')}>
              Allow once
            </Button>
            <Menu
              items={MORE_WAYS}
              onChoose={choose}
              className="btn allow more"
              label="More ways to allow"
              align="end"
              above
              disabled={!isArmed}
            >
              <Icon of={ChevronDown} />
            </Menu>
          </span>
        )}
      </div>
      <Foot leftMs={leftMs} isHigh={isHigh} />
    </div>
  )
}
