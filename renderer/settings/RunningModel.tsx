/** While a task runs: which model answers it, and another model or effort from its next turn on. */
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { effortSchema, type Provider } from '../../electron/protocol/settings.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import type { SessionView } from '../shared/view-types.js'
import { useSession } from '../shared/use-session.js'
import type { EffortChoice } from './effort-words.js'
import { effortOptions } from './model-words.js'
import { Pick, SettingRow } from './SettingRow.js'
import type { useModels } from './use-models.js'

interface RunningModelProps {
  readonly app: AppState
  readonly session: string
  readonly listed: ReturnType<typeof useModels>
}

interface Choice {
  readonly key: string
  readonly effort: EffortChoice
}

const keyOf = (provider: string, model: string): string => `${provider} ${model}`

/** Those that could answer at once; the one that does is always among them. */
function optionsOf(app: AppState, { models }: ReturnType<typeof useModels>, view: SessionView) {
  const usable = app.providers.filter((one) => one.id !== 'offline' && (!one.needsKey || one.key !== 'none'))
  const known = usable.flatMap((one) =>
    models
      .filter(({ provider }) => provider === one.id)
      .map(({ model }) => ({ value: keyOf(one.id, model), words: `${one.name}: ${model}` })),
  )
  const now = keyOf(view.provider, view.model)
  return known.some(({ value }) => value === now) ? known : [{ value: now, words: view.model }, ...known]
}

function useSwitch(session: string, view: SessionView) {
  const [asked, setAsked] = useState<{ readonly atMs: number; readonly fault: string | null } | null>(null)
  const send = async ({ key, effort }: Choice) => {
    const [provider = '', ...model] = key.split(' ')
    setAsked({ atMs: view.lastAtMs, fault: null })
    const wish = { provider: provider as Provider, model: model.join(' ') }
    const command = { type: 'switch', ...wish, effort: effort === 'auto' ? 'default' : effort } as const
    const answer = await ask('command', { session, command })
    if (!answer.ok) setAsked({ atMs: view.lastAtMs, fault: answer.problem.message })
  }
  const { problem } = view
  const refused = asked && problem?.kind === 'bad-command' && problem.atMs >= asked.atMs ? problem.message : null
  return { send, fault: asked?.fault ?? refused }
}

export function RunningModel({ app, session, listed }: RunningModelProps) {
  const view = useSession(session)
  const [chosen, setChosen] = useState<Choice | null>(null)
  const { send, fault } = useSwitch(session, view)
  if (view.model === '' || view.finished) return null
  const current = effortSchema.safeParse(view.effort)
  const now: Choice = { key: keyOf(view.provider, view.model), effort: current.success ? current.data : 'auto' }
  const { key, effort } = chosen ?? now
  const model = listed.models.find((one) => keyOf(one.provider, one.model) === key)
  const isSame = key === now.key && effort === now.effort
  const detail = fault ? <span className="bad">{fault}</span> : `${view.model} answers now. A switch holds from the next turn on.`
  return (
    <div className="card group">
      <SettingRow title="The task that runs" detail={detail}>
        <Pick
          label="Model of the task that runs"
          value={key}
          options={optionsOf(app, listed, view)}
          onChange={(next) => setChosen({ key: next, effort: next === now.key ? now.effort : 'auto' })}
        />
        <Pick<EffortChoice>
          label="Effort of the task that runs"
          value={effort}
          options={effortOptions(model, effort === 'auto' ? null : effort)}
          onChange={(next) => setChosen({ key, effort: next })}
        />
        <Button size="small" kind="primary" disabled={isSame} onClick={() => void send({ key, effort })}>
          Switch
        </Button>
      </SettingRow>
    </div>
  )
}
