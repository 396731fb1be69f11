/** Everything about one row: why, what, before and after, time, tokens and money, output, plan, and its lines of the log. */
import { Copy } from 'lucide-react'
import { memo, type CSSProperties } from 'react'
import type { CostPart, ReplayDetail, ReplayRow } from '../../electron/protocol/replay.js'
import type { SessionCan } from '../../electron/protocol/redo.js'
import { frameUrl } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { span } from '../shared/format.js'
import { Icon } from '../shared/icons.js'
import { boxOf, type Part } from './changed-part.js'
import { copyText } from './copy-text.js'
import { AskWhy } from './redo/AskWhy.js'
import { Fork } from './redo/Fork.js'
import { RowIcon } from './row-icons.js'

const TIME_NAMES = { look: 'Look', think: 'Think', act: 'Act', settle: 'Settle' } as const
type TimeName = keyof typeof TIME_NAMES

function Times({ times }: { readonly times: NonNullable<ReplayDetail['times']> }) {
  const known = (Object.keys(TIME_NAMES) as TimeName[]).flatMap((name) => {
    const ms = times[name]
    return ms === null ? [] : [{ name, ms }]
  })
  const all = known.reduce((sum, { ms }) => sum + ms, 0)
  if (all === 0) return null
  return (
    <section>
      <h3>Time, {span(all)}</h3>
      <div className="stack" aria-hidden="true">
        {known.map(({ name, ms }) => (
          <i key={name} className={name} style={{ '--v': Math.max(ms / all, 0.01) } as CSSProperties} />
        ))}
      </div>
      <dl className="kv">
        {known.map(({ name, ms }) => (
          <div key={name}>
            <dt>
              <i className={`keyb ${name}`} />
              {TIME_NAMES[name]}
            </dt>
            <dd>{Math.round(ms).toLocaleString('en')} ms</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const PART_NAMES: Readonly<Record<CostPart['part'], string>> = {
  images: 'Pictures',
  history: 'History',
  tools: 'Output of tools, about',
  reasoning: 'Reasoning',
  answer: 'Answer',
}

const usd = (value: number | null): string => (value === null ? '' : `$${value.toFixed(4)}`)

function Costs({ detail }: { readonly detail: ReplayDetail }) {
  const { usage, costs, facts } = detail
  if (!usage || usage.input + usage.output === 0) return null
  const cached = usage.input === 0 ? 0 : Math.round((usage.cached / usage.input) * 100)
  const turn = facts.find(([name]) => name === 'Turn')?.[1] ?? ''
  return (
    <section>
      <h3>Tokens and money of turn {turn}</h3>
      <table className="costs">
        <tbody>
          {costs
            .filter(({ tokens }) => tokens > 0)
            .map(({ part, tokens, usd: money }) => (
              <tr key={part}>
                <th scope="row">{part === 'history' && cached > 0 ? `History, ${cached} % cached` : PART_NAMES[part]}</th>
                <td>{tokens.toLocaleString('en')}</td>
                <td>{usd(money)}</td>
              </tr>
            ))}
          <tr className="b">
            <th scope="row">Turn {turn}</th>
            <td>{(usage.input + usage.output).toLocaleString('en')}</td>
            <td>{usage.usd === null ? 'unknown' : usd(usage.usd)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function Pair({ session, row, changed }: { readonly session: string; readonly row: ReplayRow; readonly changed: Part | null }) {
  if (row.before === null || row.after === null || row.before === row.after) return null
  const box = changed && boxOf(changed)
  return (
    <div className="pair">
      <figure>
        <span className="still">
          <img src={frameUrl(session, row.before)} alt="" />
        </span>
        <figcaption>Before</figcaption>
      </figure>
      <figure>
        <span className="still">
          <img src={frameUrl(session, row.after)} alt="" />
          {box && <i className="diff" style={box} />}
        </span>
        <figcaption>{changed ? 'After, changed part outlined' : 'After'}</figcaption>
      </figure>
    </div>
  )
}

const Paragraphs = ({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) =>
  texts.some((text) => text.trim() !== '') && (
    <section>
      <h3>{title}</h3>
      {texts.map((text, at) => (
        <p key={at} className="said">
          {text}
        </p>
      ))}
    </section>
  )

const PLAN_MARKS = { pending: '○', active: '▸', done: '✓', dropped: '–' } as const

function Plan({ plan }: { readonly plan: ReplayDetail['plan'] }) {
  if (plan.length === 0) return null
  return (
    <details>
      <summary>
        Plan, {plan.filter(({ status }) => status === 'done').length} of {plan.length} done
      </summary>
      <ul className="plan">
        {plan.map(({ text, status }, at) => (
          <li key={at} className={status}>
            <span aria-label={status}>{PLAN_MARKS[status]}</span> {text}
          </li>
        ))}
      </ul>
    </details>
  )
}

interface InspectorProps {
  readonly session: string
  readonly row: ReplayRow
  /** null until it is there */
  readonly detail: ReplayDetail | null
  readonly changed: Part | null
  /** null until it is known */
  readonly can: SessionCan | null
  /** it is the session that runs */
  readonly isLive: boolean
}

export const Inspector = memo(function Inspector({ session, row, detail, changed, can, isLive }: InspectorProps) {
  return (
    <aside className="insp selectable" aria-label="About this step">
      <header>
        <h2>{row.number === null ? row.title : `Step ${row.number}`}</h2>
        <span className="ended">
          <RowIcon row={row} />
          {row.number === null ? row.result : row.result || (row.icon === 'progress' ? 'In progress' : 'Done')}
        </span>
      </header>
      {row.number !== null && <p className="m">{row.title}</p>}
      {detail && (
        <>
          <Paragraphs title="Reasoning" texts={detail.why} />
          <Paragraphs title="Said" texts={detail.words} />
          {detail.facts.length > 0 && (
            <section>
              <h3>Action</h3>
              <dl className="kv l">
                {detail.facts.map(([name, value], at) => (
                  <div key={at}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
          {detail.output.length > 0 && (
            <section>
              <h3>Output</h3>
              <pre tabIndex={0}>{detail.output.join('')}</pre>
            </section>
          )}
          <Pair session={session} row={row} changed={changed} />
          {detail.times && <Times times={detail.times} />}
          <Costs detail={detail} />
          <Plan plan={detail.plan} />
          <details>
            <summary>Lines of the log, {detail.lines.length}</summary>
            <pre tabIndex={0}>{detail.lines.join('\n')}</pre>
          </details>
          <div className="row foot">
            {can && <AskWhy session={session} row={row} can={can} isLive={isLive} />}
            {can && <Fork session={session} row={row} can={can} />}
            <Button size="small" icon={<Icon of={Copy} />} onClick={() => copyText(`[${detail.lines.join(',\n')}]`)}>
              Copy as JSON
            </Button>
          </div>
        </>
      )}
    </aside>
  )
})
