/** The replay window: one session as a film with its reasons and costs, alone or beside another one. */
import { useState } from 'react'
import { useApp } from '../shared/use-app.js'
import { CompareView } from './CompareView.js'
import { Header } from './Header.js'
import { ExportNotice, useExport } from './ExportMenu.js'
import { useReplay } from './replay-store.js'
import { useCan } from './redo/use-can.js'
import { Watching } from './Watching.js'

export function ReplayWindow({ session }: { readonly session: string }) {
  const app = useApp()
  const shown = useReplay(session)
  const [otherId, setOther] = useState<string | null>(null)
  const other = useReplay(otherId)
  const [isChoosing, setChoosing] = useState(false)
  const exporting = useExport(session)
  const can = useCan(shown, app)
  const [isRedoing, setRedoing] = useState(false)
  if (!app) return null
  const compare = (id: string | null) => {
    setOther(id)
    setChoosing(false)
  }
  return (
    <div className="replay">
      <Header
        app={app}
        shown={shown}
        exporting={exporting}
        comparing={otherId}
        isChoosing={isChoosing}
        onChoosing={setChoosing}
        onCompare={compare}
        can={can}
        isRedoing={isRedoing}
        onRedoing={setRedoing}
      />
      {shown.about?.problems.map((problem) => (
        <p key={problem} className="note warn unread" role="status">
          {problem}
        </p>
      ))}
      <ExportNotice exporting={exporting} />
      {shown.fault !== null ? (
        <main className="none">{shown.fault}</main>
      ) : otherId === null ? (
        <Watching
          app={app}
          shown={shown}
          can={can}
          isRedoing={isRedoing}
          onRedoing={setRedoing}
          onCompare={() => setChoosing(true)}
        />
      ) : (
        <CompareView one={shown} other={other} onClose={() => compare(null)} />
      )}
    </div>
  )
}
