/** Without a key the offline model does the work: said once, quietly, with the way to a key. */
import { Lock, Plug } from 'lucide-react'
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { Button } from '../shared/components/Button.js'
import { Notice } from '../shared/components/Controls.js'
import { KeyForm } from '../shared/components/KeyForm.js'
import { Menu } from '../shared/components/Menu.js'
import { Icon } from '../shared/icons.js'
import { canRun, chosenModel } from './choices.js'

function AddKey({ app, onChoose }: { readonly app: AppState; readonly onChoose: (id: string) => void }) {
  const items = app.providers.filter((one) => one.needsKey && !canRun(one)).map((one) => ({ id: one.id, words: one.name }))
  const [only] = items
  if (!only || app.keychainProblem !== null) return null
  if (items.length === 1)
    return (
      <Button size="small" onClick={() => onChoose(only.id)}>
        Add a key
      </Button>
    )
  return (
    <Menu items={items} onChoose={onChoose} className="btn smallb" align="end">
      Add a key
    </Menu>
  )
}

export function KeyNotice({ app }: { readonly app: AppState }) {
  const [adding, setAdding] = useState<string | null>(null)
  const provider = app.providers.find((one) => one.id === adding)
  if (provider)
    return (
      <div className="card key-card">
        <KeyForm provider={provider} onDone={() => setAdding(null)} onCancel={() => setAdding(null)} />
      </div>
    )
  const hasKey = app.providers.some((one) => one.needsKey && canRun(one))
  if (hasKey || chosenModel(app, null).provider !== 'offline') return null
  return (
    <Notice
      kind="handn"
      icon={<Icon of={app.keychainProblem === null ? Plug : Lock} />}
      title="No key yet. The offline model is used."
      action={<AddKey app={app} onChoose={setAdding} />}
    >
      It carries out plain steps, one a line, by reading the screen. Nothing leaves this machine.
      {app.keychainProblem !== null && ` ${app.keychainProblem}`}
    </Notice>
  )
}
