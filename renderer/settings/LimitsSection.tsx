/** How far a task may go before it asks. While one runs, the meters show how far it is. */
import type { Limits } from '../../electron/protocol/settings.js'
import { ASK_SHARE, Meter } from '../shared/components/Meter.js'
import { NumberField } from '../shared/components/NumberField.js'
import { clock, count, money } from '../shared/format.js'
import { workedMs } from '../shared/session-state.js'
import { useNow, useSession } from '../shared/use-session.js'
import type { SectionProps } from './section.js'

interface LimitProps {
  readonly title: string
  readonly detail: string
  readonly used: number
  readonly limit: number
  readonly usedWords: string
  readonly askWords: string
  readonly unit?: '$' | 'min'
  readonly isRunning: boolean
  readonly onChange: (value: number) => void
}

function Limit({ title, detail, used, limit, usedWords, askWords, unit, isRunning, onChange }: LimitProps) {
  return (
    <div className="lim">
      <div>
        {title}
        <small className="micro t3">{detail}</small>
      </div>
      <div>
        {isRunning && <Meter label={title} used={used} limit={limit} words={usedWords} />}
        <p className="ends">
          <span>{isRunning ? `${usedWords} used` : ''}</span>
          <span>{limit > 0 ? askWords : 'No limit'}</span>
        </p>
      </div>
      <NumberField label={title} hasLabel={false} value={limit} onChange={onChange} {...(unit && { unit })} />
    </div>
  )
}

export function LimitsSection({ app, save }: SectionProps) {
  const view = useSession(app.live)
  const now = useNow(app.live !== null, 1000)
  const { limits } = app.settings
  const isRunning = app.live !== null
  const set = (change: Partial<Limits>) => save({ limits: { ...limits, ...change } })
  const ms = workedMs(view, now)
  const usd = view.usage?.usd ?? 0
  return (
    <>
      <div className="card group">
        <Limit
          title="Money a task"
          detail="In the running task"
          used={usd}
          limit={limits.costUsd}
          usedWords={money(usd)}
          askWords={`marked at ${money(limits.costUsd * ASK_SHARE)}`}
          unit="$"
          isRunning={isRunning}
          onChange={(costUsd) => set({ costUsd })}
        />
        <Limit
          title="Steps a task"
          detail="One model turn each"
          used={view.turn}
          limit={limits.steps}
          usedWords={String(view.turn)}
          askWords={`marked at ${count(Math.floor(limits.steps * ASK_SHARE), 'step')}`}
          isRunning={isRunning}
          onChange={(steps) => set({ steps })}
        />
        <Limit
          title="Time a task"
          detail="From its start to its end"
          used={ms / 60_000}
          limit={limits.minutes}
          usedWords={clock(ms)}
          askWords={`marked at ${Math.floor(limits.minutes * ASK_SHARE)} min`}
          unit="min"
          isRunning={isRunning}
          onChange={(minutes) => set({ minutes })}
        />
      </div>
      <p className="small t3 below">0 means no limit. A change counts from the next task on.</p>
    </>
  )
}
