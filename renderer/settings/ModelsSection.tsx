/** Which model is used when a task names none, and the keys. */
import { Lock } from 'lucide-react'
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { effortWords, type EffortChoice } from './effort-words.js'
import type { Provider } from '../../electron/protocol/settings.js'
import { Notice } from '../shared/components/Controls.js'
import { Button } from '../shared/components/Button.js'
import { Icon } from '../shared/icons.js'
import { ProviderRow } from './ProviderRow.js'
import { Pick, SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

const AUTO = 'auto'

function modelOptions(app: AppState) {
  const known = app.providers.find((one) => one.id === app.settings.provider)?.models ?? []
  const { model } = app.settings
  const own = model !== null && !known.includes(model) ? [{ value: model, words: model }] : []
  return [{ value: AUTO, words: 'Its default' }, ...known.map((id) => ({ value: id, words: id })), ...own]
}

function BaseUrlRow({ app, save }: SectionProps) {
  const [text, setText] = useState<string | null>(null)
  const keep = () => {
    save({ baseUrl: text?.trim() ? text.trim() : null })
    setText(null)
  }
  return (
    <SettingRow title="Base URL for OpenAI" detail={app.settings.baseUrl ?? 'The provider’s own. A project cannot change this.'}>
      {text === null ? (
        <Button size="small" onClick={() => setText(app.settings.baseUrl ?? '')}>
          Change
        </Button>
      ) : (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            keep()
          }}
        >
          <input
            className="field urlf"
            type="url"
            aria-label="Base URL"
            placeholder="http://127.0.0.1:8000/v1"
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoFocus
          />
          <Button size="small" type="submit">
            Keep
          </Button>
        </form>
      )}
    </SettingRow>
  )
}

export function ModelsSection({ app, save }: SectionProps) {
  const { provider, model, effort } = app.settings
  const providers = [
    { value: AUTO, words: 'First key found' },
    ...app.providers.map((one) => ({ value: one.id, words: one.name })),
  ]
  const pickProvider = (id: string) => save({ provider: id === AUTO ? null : (id as Provider), model: null })
  return (
    <>
      {app.keychainProblem !== null && (
        <Notice kind="warn" icon={<Icon of={Lock} />} title="Keys cannot be kept here">
          {app.keychainProblem}
        </Notice>
      )}
      <div className="card group">
        {app.providers.map((one) => (
          <ProviderRow key={one.id} app={app} provider={one} />
        ))}
      </div>
      <div className="card group">
        <SettingRow title="Provider" detail="Used when a task names none.">
          <Pick label="Provider" value={provider ?? AUTO} options={providers} onChange={pickProvider} />
        </SettingRow>
        {provider !== null && provider !== 'offline' && (
          <SettingRow title="Model" detail="More capable ones cost more.">
            <Pick
              label="Model"
              value={model ?? AUTO}
              options={modelOptions(app)}
              onChange={(id) => save({ model: id === AUTO ? null : id })}
            />
          </SettingRow>
        )}
        <SettingRow title="Reasoning effort" detail="More effort is slower and costs more.">
          <Pick<EffortChoice>
            label="Reasoning effort"
            value={effort ?? AUTO}
            options={effortWords}
            onChange={(id) => save({ effort: id === AUTO ? null : id })}
          />
        </SettingRow>
        <BaseUrlRow app={app} save={save} />
      </div>
    </>
  )
}
