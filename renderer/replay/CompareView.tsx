/** Two sessions side by side: where they do the same, where they part, and what each took. */
import { ChevronRight, Info } from 'lucide-react'
import { memo, useCallback, useMemo, useState } from 'react'
import type { ReplayRow } from '../../electron/protocol/replay.js'
import { comparePairs, type Pair } from '../../electron/replay/compare.js'
import { Button } from '../shared/components/Button.js'
import { Segment } from '../shared/components/Controls.js'
import { Icon } from '../shared/icons.js'
import { DifferenceTable } from './DifferenceTable.js'
import type { ReplayShown } from './replay-store.js'
import { Stage } from './Stage.js'
import { useKeys, type KeyName } from './use-keys.js'

type Way = 'together' | 'apart'
const WAYS = [
  { value: 'together', words: 'Together' },
  { value: 'apart', words: 'Apart' },
] as const

interface CompareViewProps {
  readonly one: ReplayShown
  readonly other: ReplayShown
  readonly onClose: () => void
}

interface Places {
  readonly one: number
  readonly other: number
}

type SideName = keyof Places

/** More blocks than this would be narrower than a pixel. */
const MOST_BLOCKS = 400

const Blocks = memo(function Blocks({
  pairs,
  side,
  at,
  onGo,
}: {
  pairs: readonly Pair[]
  side: SideName
  at: number
  onGo: (pair: number) => void
}) {
  const every = Math.max(1, Math.ceil(pairs.length / MOST_BLOCKS))
  const shown = pairs.flatMap((pair, index) => (index % every === 0 ? [{ pair, index }] : []))
  const css = (pair: Pair): string => (pair.kind === 'same' ? '' : pair[side] === null ? 'none' : 'd')
  return (
    <div className="blocks" aria-hidden="true">
      {shown.map(({ pair, index }) => (
        <i key={index} className={index <= at && at < index + every ? 'h' : css(pair)} onClick={() => onGo(index)} />
      ))}
    </div>
  )
})

interface SideProps {
  readonly name: 'A' | 'B'
  readonly side: SideName
  readonly shown: ReplayShown
  readonly row: number | null
  readonly pairs: readonly Pair[]
  readonly at: number
  readonly onGo: (pair: number) => void
}

function SideTitle({ name, shown, number }: { name: string; shown: ReplayShown; number: number | null }) {
  const record = shown.about?.record
  return (
    <h2>
      <span className="tag">{name}</span>
      <span className="clip">{record?.model ?? shown.fault ?? ''}</span>
      <span className="t3">{record?.startedAt.slice(0, 16).replace('T', ' ')}</span>
      <span className="push t3">{number === null ? '' : `Step ${number} of ${shown.index.steps}`}</span>
    </h2>
  )
}

function Side({ name, side, shown, row, pairs, at, onGo }: SideProps) {
  const chosen: ReplayRow | undefined = row === null ? undefined : shown.rows[row]
  return (
    <section className="side" aria-label={`Session ${name}`}>
      <SideTitle name={name} shown={shown} number={chosen?.number ?? null} />
      <div className="pic">
        {chosen ? (
          <Stage session={shown.session} row={chosen} side="before" isFit hasWay={false} changed={null} />
        ) : (
          <p className="none">This session has no such step.</p>
        )}
      </div>
      <Blocks pairs={pairs} side={side} at={at} onGo={onGo} />
      <p className="b clip">{chosen?.title ?? 'Nothing'}</p>
      <p className="t2 clip">{chosen?.result || ' '}</p>
    </section>
  )
}

/** Which pair each side shows, moved together or one by one. */
function usePairs(pairs: readonly Pair[], way: Way) {
  const [places, setPlaces] = useState<Places>({ one: 0, other: 0 })
  const [focused, setFocused] = useState<SideName>('one')
  const last = Math.max(0, pairs.length - 1)
  const go = useCallback(
    (side: SideName, pair: number) => {
      const at = Math.max(0, Math.min(last, pair))
      setFocused(side)
      setPlaces((old) => (way === 'together' ? { one: at, other: at } : { ...old, [side]: at }))
    },
    [last, way],
  )
  return { places, focused, go, last }
}

function firstParting(pairs: readonly Pair[], one: ReplayShown, other: ReplayShown): string {
  const parting = pairs.find(({ kind }) => kind !== 'same')
  if (!parting) return 'They do the same from beginning to end.'
  const rowOf = (shown: ReplayShown, row: number | null) => (row === null ? undefined : shown.rows[row])
  const [left, right] = [rowOf(one, parting.one), rowOf(other, parting.other)]
  const say = (name: string, row: ReplayRow | undefined) => `${name}: ${row ? row.title : 'nothing'}.`
  return `They part at step ${left?.number ?? right?.number ?? 1}. ${say('A', left)} ${say('B', right)}`
}

export function CompareView({ one, other, onClose }: CompareViewProps) {
  const [way, setWay] = useState<Way>('together')
  const pairs = useMemo(() => comparePairs(one.rows, other.rows), [one.rows, other.rows])
  const { places, focused, go, last } = usePairs(pairs, way)
  const at = places[focused]
  const nextDifference = () => {
    const after = pairs.findIndex(({ kind }, index) => index > at && kind !== 'same')
    const next = after >= 0 ? after : pairs.findIndex(({ kind }) => kind !== 'same')
    if (next >= 0) go(focused, next)
  }
  const steps: Partial<Record<KeyName, () => void>> = {
    back: () => go(focused, at - 1),
    forward: () => go(focused, at + 1),
    first: () => go(focused, 0),
    last: () => go(focused, last),
    difference: nextDifference,
    compare: onClose,
  }
  useKeys((name) => steps[name]?.())
  const side = (name: 'A' | 'B', key: SideName, shown: ReplayShown) => (
    <Side
      name={name}
      side={key}
      shown={shown}
      row={pairs[places[key]]?.[key] ?? null}
      pairs={pairs}
      at={places[key]}
      onGo={(pair) => go(key, pair)}
    />
  )
  return (
    <main className="two">
      {side('A', 'one', one)}
      {side('B', 'other', other)}
      <aside className="difference" aria-label="Difference">
        <div className="row">
          <Segment label="Move" value={way} options={WAYS} onChange={setWay} />
          <Button size="small" icon={<Icon of={ChevronRight} />} onClick={nextDifference}>
            Next difference <kbd>N</kbd>
          </Button>
        </div>
        <h2>Difference</h2>
        <DifferenceTable one={one} other={other} />
        <p className="note plain">
          <Icon of={Info} />
          <span>{firstParting(pairs, one, other)}</span>
        </p>
        <ul className="legend column">
          <li>
            <i className="block" />
            Same action
          </li>
          <li>
            <i className="approval" />
            Different
          </li>
          <li>
            <i className="none" />
            Only in the other
          </li>
        </ul>
        <Button onClick={onClose}>Close comparison</Button>
      </aside>
    </main>
  )
}
