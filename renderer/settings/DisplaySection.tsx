/** Where tasks run when nothing else is chosen, and how the windows look. */
import { Segment } from '../shared/components/Controls.js'
import { Pick, SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

const PRIMARY = 'primary'
const THEMES = [
  { value: 'system', words: 'System' },
  { value: 'light', words: 'Light' },
  { value: 'dark', words: 'Dark' },
] as const
const SIZES = [
  { value: 'pill', words: 'Pill' },
  { value: 'compact', words: 'Compact' },
  { value: 'expanded', words: 'Expanded' },
] as const

export function DisplaySection({ app, save }: SectionProps) {
  const { display, theme, overlay } = app.settings
  const real = app.displays.map((one, at) => ({
    value: one.id,
    words: `Display ${at + 1}, ${one.width} × ${one.height}`,
  }))
  const options = [
    { value: PRIMARY, words: 'The primary display' },
    ...real,
    ...(app.canVirtual ? [{ value: 'virtual', words: 'A virtual display' }] : []),
  ]
  const known = options.some((one) => one.value === display)
  const own = display !== null && !known ? [{ value: display, words: display }] : []
  return (
    <>
      <div className="card group">
        <SettingRow title="Display for tasks" detail="The model sees this whole display and nothing beside it.">
          <Pick
            label="Display for tasks"
            value={display ?? PRIMARY}
            options={[...options, ...own]}
            onChange={(id) => save({ display: id === PRIMARY ? null : id })}
          />
        </SettingRow>
      </div>
      <div className="card group">
        <SettingRow title="Theme">
          <Segment label="Theme" value={theme} options={THEMES} onChange={(value) => save({ theme: value })} />
        </SettingRow>
        <SettingRow title="Overlay" detail="Its size when a task starts.">
          <Segment
            label="Overlay size"
            value={overlay.size}
            options={SIZES}
            onChange={(size) => save({ overlay: { ...overlay, size } })}
          />
        </SettingRow>
      </div>
    </>
  )
}
