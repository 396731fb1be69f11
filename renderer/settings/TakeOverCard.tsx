/** When hands yield to a person, when they go on, and the corner that stops. */
import type { StopCorner, YieldSettings } from '../../electron/protocol/settings.js'
import { Switch } from '../shared/components/Controls.js'
import { count } from '../shared/format.js'
import { Pick, SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

const IDLE_SECONDS = [3, 5, 10, 30, 60]
const OTHER_WAYS = [
  { value: 'hotkey', words: 'With the take-over key or a button' },
  { value: 'never', words: 'With a button only' },
]
const CORNERS: readonly { readonly value: StopCorner; readonly words: string }[] = [
  { value: 'off', words: 'Off' },
  { value: 'top-left', words: 'Top left' },
  { value: 'top-right', words: 'Top right' },
  { value: 'bottom-left', words: 'Bottom left' },
  { value: 'bottom-right', words: 'Bottom right' },
]

/** What the file says stays among the choices, also when it is none of the usual ones. */
function waysToGoOn({ mode, idleSeconds }: YieldSettings) {
  const seconds = mode === 'idle' && !IDLE_SECONDS.includes(idleSeconds) ? [...IDLE_SECONDS, idleSeconds] : IDLE_SECONDS
  const idle = seconds.toSorted((one, other) => one - other)
  return [...idle.map((each) => ({ value: String(each), words: `After ${count(each, 'second')} without input` })), ...OTHER_WAYS]
}

export function TakeOverCard({ app, save }: SectionProps) {
  const { yield: yielding, stopCorner } = app.settings
  const set = (change: Partial<YieldSettings>) => save({ yield: { ...yielding, ...change } })
  const goOn = (way: string) =>
    way === 'hotkey' || way === 'never' ? set({ mode: way }) : set({ mode: 'idle', idleSeconds: Number(way) })
  const doesYield = yielding.mode !== 'off'
  return (
    <div className="card group">
      <SettingRow
        title="Take over when I move the mouse or type"
        detail="Deskhand pauses at once. The model is told what you did when it goes on."
      >
        <Switch label="Take over on input" isOn={doesYield} onChange={(isOn) => set({ mode: isOn ? 'idle' : 'off' })} />
      </SettingRow>
      {doesYield && (
        <SettingRow title="Go on" detail="Seconds begin anew with each touch, and the overlay counts them down.">
          <Pick
            label="Go on"
            value={yielding.mode === 'idle' ? String(yielding.idleSeconds) : yielding.mode}
            options={waysToGoOn(yielding)}
            onChange={goOn}
          />
        </SettingRow>
      )}
      <SettingRow title="Stop when the pointer is pushed into a corner" detail="Of the display that is driven.">
        <Pick
          label="Corner that stops"
          value={stopCorner}
          options={CORNERS}
          onChange={(corner) => save({ stopCorner: corner })}
        />
      </SettingRow>
    </div>
  )
}
