/** One provider: is there a key, does it answer, change or remove the key. */
import { CircleCheck, CircleDashed, CircleX, Cpu, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { KeyForm } from '../shared/components/KeyForm.js'
import { span } from '../shared/format.js'
import { Icon } from '../shared/icons.js'
import { SettingRow } from './SettingRow.js'

type ProviderState = AppState['providers'][number]
type Tested = { kind: 'not' } | { kind: 'busy' } | { kind: 'ok'; ms: number } | { kind: 'bad'; words: string }

const VARIABLES: Partial<Readonly<Record<ProviderState['id'], string>>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  gemini: 'GEMINI_API_KEY',
  'openai-chat': 'OPENAI_CHAT_API_KEY',
}

function keyWords(provider: ProviderState): string {
  if (provider.key === 'environment') return `Key from the environment, ${VARIABLES[provider.id] ?? 'a variable'}`
  if (provider.key === 'keychain') return 'Key in the keychain'
  return provider.needsKey ? 'No key yet' : 'A server of your own, on this computer by default. No key needed'
}

function detail(provider: ProviderState, tested: Tested) {
  if (tested.kind === 'bad') return <span className="bad">{tested.words}</span>
  const answers = tested.kind === 'ok' ? ` · answers in ${span(tested.ms)}` : tested.kind === 'busy' ? ' · asking' : ''
  return `${keyWords(provider)}${answers}`
}

const look = (provider: ProviderState, tested: Tested): { icon: LucideIcon; css: string } =>
  tested.kind === 'bad'
    ? { icon: CircleX, css: 'bad' }
    : { icon: provider.key === 'none' ? CircleDashed : CircleCheck, css: 't3' }

function useKeyTest(provider: ProviderState) {
  const [tested, setTested] = useState<Tested>({ kind: 'not' })
  const test = async () => {
    setTested({ kind: 'busy' })
    const answer = await ask('keys.test', { provider: provider.id })
    setTested(answer.ok ? { kind: 'ok', ms: answer.value.ms } : { kind: 'bad', words: answer.problem.message })
  }
  const remove = async () => {
    const answer = await ask('keys.remove', { provider: provider.id })
    setTested(answer.ok ? { kind: 'not' } : { kind: 'bad', words: answer.problem.message })
  }
  return { tested, test, remove }
}

export function ProviderRow({ app, provider }: { readonly app: AppState; readonly provider: ProviderState }) {
  const [isEditing, setEditing] = useState(false)
  const { tested, test, remove } = useKeyTest(provider)
  if (provider.id === 'offline')
    return (
      <SettingRow lead={<Icon of={Cpu} className="t3" />} title="Offline model" detail="Ships with Deskhand · no key, no network">
        <span className="val small">Always ready</span>
      </SettingRow>
    )
  const { icon, css } = look(provider, tested)
  const isDefault = app.settings.provider === provider.id
  const canChange = provider.key !== 'environment' && app.keychainProblem === null
  return (
    <>
      <SettingRow lead={<Icon of={icon} className={css} />} title={provider.name} detail={detail(provider, tested)}>
        {isDefault && <span className="tag">Default</span>}
        <Button
          size="small"
          disabled={(provider.needsKey && provider.key === 'none') || tested.kind === 'busy'}
          aria-label={`Check ${provider.name}`}
          onClick={() => void test()}
        >
          Check
        </Button>
        {provider.key === 'keychain' && (
          <Button size="small" onClick={() => void remove()}>
            Remove
          </Button>
        )}
        <Button size="small" disabled={!canChange} onClick={() => setEditing(!isEditing)}>
          {provider.key === 'none' ? 'Add key' : 'Change key'}
        </Button>
      </SettingRow>
      {isEditing && (
        <div className="set sub">
          <KeyForm provider={provider} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
        </div>
      )}
    </>
  )
}
