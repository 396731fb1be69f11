/** The home window: write a task, see what ran before and whether this machine is ready. */
import { Settings2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { SessionRecord } from '../../electron/protocol/session-record.js'
import { tell } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { TitleBar } from '../shared/components/TitleBar.js'
import { Icon } from '../shared/icons.js'
import { useApp } from '../shared/use-app.js'
import { Composer, type Follow } from './Composer.js'
import { FirstRun } from './FirstRun.js'
import { KeyNotice } from './KeyNotice.js'
import { SearchField } from './SearchField.js'
import { SessionList } from './SessionList.js'
import { Side } from './Side.js'
import { titleOf } from './session-words.js'
import { useFirstSteps, useSessions } from './use-home.js'
import { useWindowKeys } from './use-window-keys.js'

export function HomeWindow() {
  const app = useApp()
  const sessions = useSessions(app?.live ?? null)
  const firstSteps = useFirstSteps(app, sessions)
  const [search, setSearch] = useState('')
  const [follow, setFollow] = useState<Follow | null>(null)
  const [draft, setDraft] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const task = useRef<HTMLTextAreaElement>(null)
  useWindowKeys(field)
  if (!app || !sessions.records) return null

  const settings = (
    <Button
      kind="quiet"
      aria-label="Settings"
      icon={<Icon of={Settings2} />}
      onClick={() => tell('window.show', { window: 'settings' })}
    />
  )
  if (firstSteps.isNeeded)
    return (
      <div className="home">
        <TitleBar title="Deskhand" platform={app.platform}>
          {settings}
        </TitleBar>
        <FirstRun app={app} onDone={firstSteps.finish} />
      </div>
    )
  const goOn = (record: SessionRecord) => {
    setFollow({ session: record.id, title: titleOf(record) })
    task.current?.focus()
  }
  const useAgain = (record: SessionRecord) => {
    setFollow(null)
    setDraft(record.task)
    task.current?.focus()
  }
  return (
    <div className="home">
      <TitleBar title="Deskhand" platform={app.platform} canMaximize>
        <SearchField ref={field} value={search} onChange={setSearch} platform={app.platform} />
        {settings}
      </TitleBar>
      <div className="body">
        <main>
          <h1 className="sr">New task</h1>
          <KeyNotice app={app} />
          <Composer
            ref={task}
            app={app}
            records={sessions.records}
            draft={draft}
            onDraft={setDraft}
            follow={follow}
            onFollow={setFollow}
          />
          <SessionList app={app} sessions={sessions} search={search} onGoOn={goOn} onUseAgain={useAgain} />
        </main>
        <Side app={app} records={sessions.records} />
      </div>
    </div>
  )
}
