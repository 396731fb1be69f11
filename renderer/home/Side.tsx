/** Beside the sessions: is this machine ready, and what did the month cost. */
import { ChartColumn, Check, CircleX, TriangleAlert } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { money } from '../shared/format.js'
import { chordCaps } from '../shared/key-names.js'
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

/** A stop key that is fine is shown as it is printed on the keys. */
const detailOf = (app: AppState, { name, state, detail }: AppState['machine'][number]): string =>
  name === 'stop-key' && state === 'ok' ? chordCaps(app.settings.hotkeys.stop, app.platform).join(' ') : detail

function Machine({ app }: { readonly app: AppState }) {
  return (
    <section aria-labelledby="machine">
      <h2 className="sec" id="machine">
        This machine
      </h2>
      <ul className="ready">
        {app.machine.map((check) => {
          const state = STATES[check.state]
          const detail = detailOf(app, check)
          return (
            <li key={check.name} className={detail.length > SHORT_DETAIL ? 'long' : ''}>
              <Icon of={state.icon} label={state.words} className={state.css} />
              <span>{CHECK_NAMES[check.name]}</span>
              <span className={`v ${state.css}`}>{detail}</span>
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
      <Machine app={app} />
      <Month records={records} />
      {records.length > 0 && (
        <Button size="small" icon={<Icon of={ChartColumn} />} onClick={() => tell('window.show', { window: 'measure' })}>
          All sessions in numbers
        </Button>
      )}
    </aside>
  )
}
