/** A provider's key, pasted and kept by the system's keychain; never shown again. */
import { useId, useState, type FormEvent } from 'react'
import type { AppState } from '../../../electron/protocol/ipc.js'
import { ask } from '../api.js'
import { span } from '../format.js'
import { Button } from './Button.js'

type ProviderState = AppState['providers'][number]

interface KeyFormProps {
  readonly provider: ProviderState
  readonly onDone: () => void
  readonly onCancel?: () => void
}

type Step = { kind: 'idle' } | { kind: 'busy'; words: string } | { kind: 'bad'; words: string } | { kind: 'good'; words: string }

/** Keeps the key, then asks the provider once with it: a typo is found here and not in a task. */
async function keepAndTest(provider: ProviderState, key: string): Promise<Step> {
  const kept = await ask('keys.set', { provider: provider.id, key })
  if (!kept.ok) return { kind: 'bad', words: kept.problem.message }
  const tested = await ask('keys.test', { provider: provider.id })
  if (tested.ok) return { kind: 'good', words: `Kept in the keychain. ${provider.name} answers in ${span(tested.value.ms)}.` }
  return { kind: 'bad', words: `Kept, but the test failed: ${tested.problem.message}` }
}

export function KeyForm({ provider, onDone, onCancel }: KeyFormProps) {
  const [key, setKey] = useState('')
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const id = useId()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (key.trim() === '' || step.kind === 'busy') return
    setStep({ kind: 'busy', words: `Asking ${provider.name}` })
    const next = await keepAndTest(provider, key.trim())
    setStep(next)
    if (next.kind !== 'good') return
    setKey('')
    onDone()
  }
  return (
    <form className="key-form" onSubmit={(event) => void save(event)}>
      <label htmlFor={id} className="small m">
        Key for {provider.name}
      </label>
      <div className="row">
        <input
          id={id}
          className="field mono"
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder="Paste the key"
          aria-invalid={step.kind === 'bad'}
          aria-describedby={`${id}-said`}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          autoFocus
        />
        <Button kind="primary" type="submit" disabled={key.trim() === '' || step.kind === 'busy'}>
          Keep
        </Button>
        {onCancel && (
          <Button kind="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <p id={`${id}-said`} role="status" className={`small ${step.kind === 'bad' ? 'bad' : 't3'}`}>
        {step.kind === 'idle' ? 'It goes into the keychain of this computer, to no file and no log.' : step.words}
      </p>
    </form>
  )
}
