/** One session: its steps, the picture, the timeline, and everything about the row that is shown. */
import { MousePointer2, PanelLeft, PanelRight, ZoomIn } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ReplayDetail, ReplayRow } from '../../electron/protocol/replay.js'
import { frameUrl } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Segment } from '../shared/components/Controls.js'
import { Icon } from '../shared/icons.js'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { SessionCan } from '../../electron/protocol/redo.js'
import { changedPartOf, type Part } from './changed-part.js'
import { FilterBar } from './FilterBar.js'
import { FindBar } from './FindBar.js'
import { Inspector } from './Inspector.js'
import type { ReplayShown } from './replay-store.js'
import { RedoPanel } from './redo/RedoPanel.js'
import { anyMarker, nextOf, type Filter } from './row-index.js'
import { Stage, type Side } from './Stage.js'
import { StepList } from './StepList.js'
import { Transport } from './Transport.js'
import { useAskedTurn } from './use-asked-turn.js'
import { useDetail, useRest } from './use-detail.js'
import { useFind } from './use-find.js'
import { useKeys, type KeyName } from './use-keys.js'
import { usePlayer } from './use-player.js'

const SIDES = [
  { value: 'before', words: 'Before' },
  { value: 'after', words: 'After' },
] as const

/** What changed between two pictures; asked for only once a row stays. */
function useChangedPart(session: string, row: ReplayRow | undefined, isAtRest: boolean): Part | null {
  const { before, after } = row ?? NO_PICTURES
  const [known, setKnown] = useState<{ key: string; part: Part | null } | null>(null)
  const key = before !== null && after !== null && before !== after ? `${before} ${after}` : null
  useEffect(() => {
    if (!isAtRest || key === null || before === null || after === null) return
    let isOver = false
    const load = (frame: string) => {
      const image = new Image()
      image.crossOrigin = 'anonymous'
      image.src = frameUrl(session, frame)
      return image.decode().then(() => image)
    }
    void Promise.all([load(before), load(after)]).then(
      ([one, other]) => !isOver && setKnown({ key, part: changedPartOf(one, other) }),
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [session, key, before, after, isAtRest])
  return known !== null && known.key === key ? known.part : null
}

const NO_PICTURES = { before: null, after: null }

const captionOf = ({ captions, after }: ReplayDetail, side: Side): string =>
  captions[side === 'after' && after !== null ? 1 : 0] ?? ''

/** The row of a turn's first step. */
function firstOf(rows: readonly ReplayRow[], turn: number): number | null {
  const at = rows.findIndex((row) => row.number !== null && row.turn === turn)
  return at === -1 ? null : at
}

function Title({ row }: { readonly row: ReplayRow | undefined }) {
  if (!row) return null
  return (
    <>
      <b>{row.number === null ? 'Between steps' : `Step ${row.number}`}</b>
      <span className="clip t2">{row.title}</span>
    </>
  )
}

interface WatchingProps {
  readonly app: AppState
  readonly shown: ReplayShown
  /** null until it is known */
  readonly can: SessionCan | null
  readonly isRedoing: boolean
  readonly onRedoing: (is: boolean) => void
  readonly onCompare: () => void
}

export function Watching({ app, shown, can, isRedoing, onRedoing, onCompare }: WatchingProps) {
  const { session, rows, index, version } = shown
  const player = usePlayer(shown)
  const { at, go } = player
  useAskedTurn(session, rows, go)
  const [side, setSide] = useState<Side>('before')
  const [isFit, setFit] = useState(true)
  const [hasWay, setWay] = useState(true)
  const [filter, setFilter] = useState<Filter>('all')
  const [panel, setPanel] = useState<'steps' | 'about' | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const find = useFind(session, version)
  const isAtRest = useRest(at)
  const known = useDetail(session, at, version)
  const detail = known?.row === at ? known.detail : null
  const all = useMemo(() => rows.map((_, row) => row), [rows])
  const listed = filter === 'all' ? all : index.markers[filter]
  const row = rows[at]
  const changed = useChangedPart(session, row, isAtRest)
  const jump = (to: number | null) => to !== null && go(to)
  const acts: Partial<Record<KeyName, () => unknown>> = {
    play: player.toggle,
    back: () => go(at - 1),
    forward: () => go(at + 1),
    first: () => go(0),
    last: () => go(rows.length - 1),
    markerBack: () => jump(nextOf(anyMarker(index), at, -1)),
    markerForward: () => jump(nextOf(anyMarker(index), at)),
    problem: () => jump(nextOf(index.markers.problems, at)),
    approval: () => jump(nextOf(index.markers.approvals, at)),
    steer: () => jump(nextOf(index.markers.steers, at)),
    fit: () => setFit(!isFit),
    find: () => {
      setPanel('steps')
      field.current?.focus()
    },
    side: () => setSide(side === 'before' ? 'after' : 'before'),
    compare: onCompare,
  }
  useKeys((name) => acts[name]?.())
  const pressed = (is: boolean, label: string, icon: typeof ZoomIn, act: () => void, css = '') => (
    <Button kind="quiet" size="small" className={css} aria-pressed={is} icon={<Icon of={icon} />} onClick={act}>
      {label}
    </Button>
  )
  return (
    <div className="cols" data-panel={panel ?? 'none'} data-redo={isRedoing && can !== null}>
      <nav className="list" aria-label="Steps">
        <FindBar ref={field} find={find} at={at} onGo={go} />
        <FilterBar index={index} count={index.steps} filter={filter} onFilter={setFilter} />
        <StepList session={session} rows={rows} listed={listed} at={at} words={find.words} isAtRest={isAtRest} onGo={go} />
      </nav>
      <main className="mid">
        <div className="view">
          {pressed(panel === 'steps', 'Steps', PanelLeft, () => setPanel(panel === 'steps' ? null : 'steps'), 'for-steps')}
          <Title row={row} />
          <span className="push" />
          <Segment label="Picture" value={side} options={SIDES} onChange={setSide} />
          {pressed(hasWay, 'Pointer', MousePointer2, () => setWay(!hasWay))}
          {pressed(isFit, 'Fit', ZoomIn, () => setFit(!isFit))}
          {pressed(panel === 'about', 'About', PanelRight, () => setPanel(panel === 'about' ? null : 'about'), 'for-about')}
        </div>
        <div className="room">
          <Stage session={session} row={row} side={side} isFit={isFit} hasWay={hasWay} changed={changed} />
        </div>
        <p className="under">{detail ? captionOf(detail, side) : ' '}</p>
        <Transport shown={shown} player={player} />
      </main>
      {isRedoing && can ? (
        <RedoPanel
          app={app}
          session={session}
          can={can}
          onGo={(turn) => jump(firstOf(rows, turn))}
          onClose={() => onRedoing(false)}
        />
      ) : (
        row && <Inspector session={session} row={row} detail={detail} changed={changed} can={can} isLive={app.live === session} />
      )}
    </div>
  )
}
