/** What sessions keep, where, how long and how much; what all of them take; and deleting at once what is no longer kept. */
import { useEffect, useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { Kept } from '../../electron/protocol/retention-ipc.js'
import type { Retention } from '../../electron/protocol/settings.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { NumberField } from '../shared/components/NumberField.js'
import { count, megabytes as sizeOf } from '../shared/format.js'
import type { SectionProps } from './section.js'
import { SettingRow } from './SettingRow.js'

const FOLDERS: Readonly<Record<AppState['platform'], string>> = {
  linux: '~/.local/share/deskhand/sessions',
  macos: '~/Library/Application Support/deskhand/sessions',
  windows: '%LOCALAPPDATA%\\deskhand\\Data\\sessions',
}
const GIGABYTE_MB = 1000

export function SessionsCard({ app, save }: SectionProps) {
  const { retention } = app.settings
  const set = (change: Partial<Retention>) => save({ retention: { ...retention, ...change } })
  return (
    <div className="card group">
      <SettingRow
        title="What a session keeps"
        detail="The task, every picture that was sent or looked at, every action and its result, costs."
      />
      <SettingRow
        title="Where"
        detail={<span className="selectable mono">{FOLDERS[app.platform]}, or in DESKHAND_HOME when it is set</span>}
      />
      <SettingRow title="Keep sessions for" detail="Older ones are deleted when the next session ends. 0 keeps them for ever.">
        <NumberField
          label="Days that sessions are kept"
          hasLabel={false}
          unit="days"
          value={retention.days}
          onChange={(days) => set({ days })}
        />
      </SettingRow>
      <SettingRow title="Keep at most" detail="The oldest go first, the newest always stays. 0 is no limit.">
        <NumberField
          label="Gigabytes that sessions may take"
          hasLabel={false}
          unit="GB"
          value={retention.megabytes / GIGABYTE_MB}
          onChange={(gigabytes) => set({ megabytes: Math.round(gigabytes * GIGABYTE_MB) })}
        />
      </SettingRow>
      <Taken retention={retention} />
    </div>
  )
}

const sizeWords = ({ sessions, bytes }: Kept['all']): string => `${count(sessions, 'session')}, ${sizeOf(bytes)}`

function Taken({ retention }: { readonly retention: Retention }) {
  const [kept, setKept] = useState<Kept | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const { days, megabytes } = retention
  useEffect(() => {
    let isOver = false
    void ask('retention.look', null).then((answer) => !isOver && answer.ok && setKept(answer.value))
    return () => {
      isOver = true
    }
  }, [days, megabytes])
  const remove = async () => {
    setAsking(false)
    const answer = await ask('retention.apply', null)
    if (answer.ok) setKept(answer.value)
    setFault(answer.ok ? null : answer.problem.message)
  }
  const surplus = kept?.surplus.sessions ?? 0
  return (
    <SettingRow title="Taken now" detail={fault ?? detailOf(kept, isAsking)}>
      <span className="val small" role="status">
        {kept === null ? '' : sizeWords(kept.all)}
      </span>
      {isAsking ? (
        <>
          <Button className="bad" onClick={() => void remove()}>
            Delete for good
          </Button>
          <Button onClick={() => setAsking(false)}>Keep</Button>
        </>
      ) : (
        <Button disabled={surplus === 0} onClick={() => setAsking(true)}>
          Delete now
        </Button>
      )}
    </SettingRow>
  )
}

function detailOf(kept: Kept | null, isAsking: boolean): string {
  if (kept === null) return 'The sessions are being counted.'
  if (kept.surplus.sessions === 0)
    return 'All of it is kept by the two rules above. Single sessions are removed in the home window.'
  const words = sizeWords(kept.surplus)
  return isAsking ? `${words} will be gone and cannot be brought back.` : `${words}: more than the two rules above keep.`
}
