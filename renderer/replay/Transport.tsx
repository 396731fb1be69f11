/** Play, step and speed, what the shapes of the timeline mean, and the timeline itself. */
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { Button } from '../shared/components/Button.js'
import { Segment } from '../shared/components/Controls.js'
import { Icon } from '../shared/icons.js'
import type { ReplayShown } from './replay-store.js'
import { minutes } from './row-index.js'
import { Timeline } from './Timeline.js'
import { SPEEDS, type Player } from './use-player.js'

const LEGEND = [
  { css: 'problem', words: 'Problem' },
  { css: 'noeffect', words: 'No effect' },
  { css: 'approval', words: 'Approval' },
  { css: 'steer', words: 'Steer' },
] as const

const SPEED_OPTIONS = SPEEDS.map((value) => ({ value, words: `${value}×` }))

interface TransportProps {
  readonly shown: ReplayShown
  readonly player: Player
}

export function Transport({ shown, player }: TransportProps) {
  const { rows, index } = shown
  const { at, go, isPlaying } = player
  const button = (label: string, icon: typeof Play, to: number) => (
    <Button kind="quiet" aria-label={label} icon={<Icon of={icon} size={20} />} onClick={() => go(to)} />
  )
  return (
    <section className="play" aria-label="Playing">
      <div className="row">
        {button('First', ChevronFirst, 0)}
        {button('Step back', ChevronLeft, at - 1)}
        <button type="button" className="go" aria-label={isPlaying ? 'Pause' : 'Play'} onClick={player.toggle}>
          <Icon of={isPlaying ? Pause : Play} fill={!isPlaying} />
        </button>
        {button('Step forward', ChevronRight, at + 1)}
        {button('Last', ChevronLast, rows.length - 1)}
        <span className="time">{minutes(rows[at]?.atMs ?? 0)}</span>
        <span className="t3">of {minutes(rows.at(-1)?.atMs ?? 0)}</span>
        {shown.about?.isLive && (
          <Button size="small" aria-pressed={player.isFollowing} className="follow" onClick={player.follow}>
            {player.isFollowing ? 'Following' : 'Follow'}
          </Button>
        )}
        <span className="push" />
        <ul className="legend">
          {LEGEND.map(({ css, words }) => (
            <li key={css}>
              <i className={css} />
              {words}
            </li>
          ))}
        </ul>
        <Segment label="Speed" value={player.speed} options={SPEED_OPTIONS} onChange={player.setSpeed} />
      </div>
      <Timeline rows={rows} index={index} at={at} onGo={go} />
    </section>
  )
}
