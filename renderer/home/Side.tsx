/** Beside the sessions: is this machine ready, and what did the month cost. */
import { Check, CircleX, TriangleAlert } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { money } from '../shared/format.js'
import { Icon } from '../shared/icons.js'
import { monthMoney } from './session-words.js'

export const CHECK_NAMES: Readonly<Record<AppState['machine'][number]['name'], string>> = {
  'stop-key': 'Stop key',
  screen: 'Screen',
  input: 'Mouse and keys',
  model: 'Model',
  keychain: 'Keychain',
}

const STATES = {
  ok: { icon: Check, css: '', words: 'Fine' },
  look: { icon: TriangleAlert, css: 'warn', words: 'Look' },
  failed: { icon: CircleX, css: 'bad', words: 'Not working' },
}
/** As much as stands beside the name in one line. */
const SHORT_DETAIL = 24

function Machine({ machine }: { readonly machine: AppState['machine'] }) {
  return (
    <section aria-labelledby="machine">
      <h2 className="sec" id="machine">
        This machine
      </h2>
      <ul className="ready">
        {machine.map((check) => {
          const state = STATES[check.state]
          return (
            <li key={check.name} className={check.detail.length > SHORT_DETAIL ? 'long' : ''}>
              <Icon of={state.icon} label={state.words} className={state.css} />
              <span>{CHECK_NAMES[check.name]}</span>
              <span className={`v ${state.css}`}>{check.detail}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Month({ records }: { readonly records: readonly SessionRecord[] }) {
  const month = monthMoney(records, new Date())
  if (month.usd === 0) return null
  return (
    <section aria-labelledby="month">
      <h2 className="sec" id="month">
        {month.name}
      </h2>
      <p className="sum">{money(month.usd)}</p>
      <div className="days" role="img" aria-label={`Money a day, 1 to ${month.days.length} ${month.name}`}>
        {month.days.map((share, at) => (
          <i key={at} style={{ '--v': `${Math.max(4, share * 100)}%` } as CSSProperties} />
        ))}
      </div>
      <p className="micro t3">All models together. Unknown prices are not counted.</p>
    </section>
  )
}

export function Side({ app, records }: { readonly app: AppState; readonly records: readonly SessionRecord[] }) {
  return (
    <aside className="side">
      <Machine machine={app.machine} />
      <Month records={records} />
    </aside>
  )
}
