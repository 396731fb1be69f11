/** All sessions in numbers: how they ended, what they took and cost, by kind of task, model and week. */
import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SessionMeasure } from '../../electron/protocol/measure.js'
import { groupUp, sumUp, type GroupBy } from '../../electron/replay/measure.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Segment } from '../shared/components/Controls.js'
import { TitleBar } from '../shared/components/TitleBar.js'
import { Icon } from '../shared/icons.js'
import { useApp } from '../shared/use-app.js'
import { CostBars } from './CostBars.js'
import { GroupTable } from './GroupTable.js'
import { Totals } from './Totals.js'

const GROUPS: readonly { readonly value: GroupBy; readonly words: string }[] = [
  { value: 'kind', words: 'Kind of task' },
  { value: 'model', words: 'Model' },
  { value: 'week', words: 'Week' },
]

const SPANS = [
  { value: '7', words: '7 days' },
  { value: '30', words: '30 days' },
  { value: 'all', words: 'All' },
] as const
type Span = (typeof SPANS)[number]['value']

const DAY_MS = 86_400_000

function useMeasures(): { readonly all: readonly SessionMeasure[] | null; readonly fault: string | null } {
  const [all, setAll] = useState<readonly SessionMeasure[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    const load = () =>
      void ask('measure.read', null).then((answer) => {
        if (answer.ok) setAll(answer.value)
        setFault(answer.ok ? null : answer.problem.message)
      })
    load()
    window.addEventListener('focus', load)
    return () => window.removeEventListener('focus', load)
  }, [])
  return { all, fault }
}

function SaveTable() {
  const [said, setSaid] = useState('')
  const save = () =>
    void ask('measure.saveCsv', null).then((answer) => {
      if (!answer.ok) setSaid(answer.problem.message)
      else if (answer.value.file !== null) setSaid(`Saved as “${answer.value.file.split(/[\\/]/).at(-1) ?? ''}”.`)
    })
  return (
    <>
      <span className="small t2" role="status">
        {said}
      </span>
      <Button size="small" icon={<Icon of={Download} />} onClick={save}>
        Save as CSV
      </Button>
    </>
  )
}

export function MeasureWindow() {
  const app = useApp()
  const { all, fault } = useMeasures()
  const [by, setBy] = useState<GroupBy>('kind')
  const [span, setSpan] = useState<Span>('all')
  const [openedAt] = useState(() => Date.now())
  if (!app || (!all && !fault)) return null
  const from = span === 'all' ? '' : new Date(openedAt - Number(span) * DAY_MS).toISOString()
  const chosen = (all ?? []).filter(({ startedAt }) => startedAt >= from)
  return (
    <div className="measure">
      <TitleBar title="Deskhand in numbers" platform={app.platform} canMaximize>
        <SaveTable />
      </TitleBar>
      <main>
        {fault && <p className="bad">{fault}</p>}
        <div className="row">
          <h1>All sessions</h1>
          <span className="push" />
          <Segment label="Time" value={span} options={SPANS} onChange={setSpan} />
        </div>
        {chosen.length === 0 ? (
          <p className="t2">No session began in this time.</p>
        ) : (
          <>
            <Totals sum={sumUp('', chosen)} />
            <CostBars all={chosen} />
            <section aria-labelledby="groups">
              <div className="row">
                <h2 id="groups">By</h2>
                <Segment label="Grouped by" value={by} options={GROUPS} onChange={setBy} />
              </div>
              <GroupTable groups={groupUp(chosen, by)} by={by} />
            </section>
          </>
        )}
      </main>
    </div>
  )
}
