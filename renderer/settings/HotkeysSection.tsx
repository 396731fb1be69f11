/** The hotkeys, each changed by pressing another one, and what happens when a person touches mouse and keys. */
import type { HotkeyName } from '../../electron/protocol/settings.js'
import { HotkeyRow } from './HotkeyRow.js'
import { TakeOverCard } from './TakeOverCard.js'
import type { SectionProps } from './section.js'

const ROWS: readonly { name: HotkeyName; title: string; detail: string }[] = [
  { name: 'stop', title: 'Stop', detail: 'Lets go of everything at once.' },
  { name: 'pause', title: 'Pause and continue', detail: 'After the action that is under way.' },
  { name: 'takeOver', title: 'Take over and hand back', detail: 'Moving the mouse or typing takes over too.' },
  { name: 'steer', title: 'Steer', detail: 'Puts the caret in the steer field.' },
  { name: 'overlay', title: 'Overlay', detail: 'Pill, compact, expanded.' },
]

export function HotkeysSection({ app, save }: SectionProps) {
  const { hotkeys } = app.settings
  return (
    <>
      <div className="card group">
        {ROWS.map((row) => (
          <HotkeyRow
            key={row.name}
            {...row}
            app={app}
            others={ROWS.filter((other) => other.name !== row.name).map(({ name, title }) => ({ title, chord: hotkeys[name] }))}
            onChange={(chord) => save({ hotkeys: { ...hotkeys, [row.name]: chord } })}
          />
        ))}
      </div>
      <p className="small t3 below">Keys are bound to their place on the keyboard, and shown as your layout prints them.</p>
      <TakeOverCard app={app} save={save} />
    </>
  )
}
