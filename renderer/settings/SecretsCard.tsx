/** Named secrets: what is kept, where each may be used, add, remove. A value goes in and never comes back. */
import { KeyRound } from 'lucide-react'
import { useCallback, useEffect, useId, useState, type FormEvent } from 'react'
import type { QueryOutput } from '../../electron/protocol/ipc.js'
import type { KeptSecret } from '../../electron/protocol/kept-secret.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Icon } from '../shared/icons.js'
import { SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

function useSecrets() {
  const [secrets, setSecrets] = useState<readonly KeptSecret[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const take = useCallback((listed: QueryOutput<'secrets.list'>) => {
    if (listed.ok) setSecrets(listed.value)
    else setFault(listed.problem.message)
  }, [])
  useEffect(() => void ask('secrets.list', null).then(take), [take])
  const after = async (answer: QueryOutput<'secrets.add'>) => {
    setFault(answer.ok ? null : answer.problem.message)
    take(await ask('secrets.list', null))
    return answer.ok
  }
  return {
    secrets,
    fault,
    add: async (secret: KeptSecret, value: string) => after(await ask('secrets.add', { secret, value })),
    remove: async (name: string) => after(await ask('secrets.remove', { name })),
  }
}

/** Checked again where it is kept; said here so that Keep waits for a name that can be written in a task. */
const NAME = /^[A-Za-z_][\w-]*$/

const whereWords = ({ app, isForTools }: KeptSecret): string =>
  isForTools ? 'Given to tools, never typed' : app === null ? 'May be typed anywhere' : `Typed only in ${app}`

export function SecretsCard({ app }: Pick<SectionProps, 'app'>) {
  const { secrets, fault, add, remove } = useSecrets()
  const [isAdding, setAdding] = useState(false)
  const problem = fault ?? app.keychainProblem
  return (
    <div className="card group">
      <SettingRow
        title="Secrets"
        detail={
          problem === null ? (
            'Write {{secret:NAME}} in a task. The model sees only the name.'
          ) : (
            <span className="bad">{problem}</span>
          )
        }
      >
        <Button size="small" disabled={app.keychainProblem !== null} onClick={() => setAdding(!isAdding)}>
          Add secret
        </Button>
      </SettingRow>
      {isAdding && <SecretForm onAdd={add} onDone={() => setAdding(false)} />}
      {secrets.map((secret) => (
        <SettingRow
          key={secret.name}
          lead={<Icon of={KeyRound} className="t3" />}
          title={secret.name}
          detail={whereWords(secret)}
        >
          <Button size="small" aria-label={`Remove ${secret.name}`} onClick={() => void remove(secret.name)}>
            Remove
          </Button>
        </SettingRow>
      ))}
    </div>
  )
}

interface SecretFormProps {
  readonly onAdd: (secret: KeptSecret, value: string) => Promise<boolean>
  readonly onDone: () => void
}

function SecretForm({ onAdd, onDone }: SecretFormProps) {
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const [where, setWhere] = useState('')
  const isReady = NAME.test(name) && value !== ''
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const place = where.trim()
    const isForTools = place === 'tool'
    if (await onAdd({ name, app: isForTools || place === '' ? null : place, isForTools }, value)) onDone()
  }
  return (
    <div className="set sub">
      <form className="key-form" onSubmit={(event) => void keep(event)}>
        <Entry words="Name" value={name} onChange={setName} isFirst />
        <Entry words="Value" value={value} onChange={setValue} isSecret />
        <Entry words="Only in this program or site (empty: anywhere; tool: only for tools)" value={where} onChange={setWhere} />
        <div className="row">
          <Button kind="primary" type="submit" disabled={!isReady}>
            Keep
          </Button>
          <Button kind="quiet" onClick={onDone}>
            Cancel
          </Button>
        </div>
      </form>
    </div>
  )
}

interface EntryProps {
  readonly words: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isSecret?: boolean
  readonly isFirst?: boolean
}

function Entry({ words, value, onChange, isSecret = false, isFirst = false }: EntryProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className="small m">
        {words}
      </label>
      <input
        id={id}
        className="field mono"
        type={isSecret ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoFocus={isFirst}
      />
    </>
  )
}
