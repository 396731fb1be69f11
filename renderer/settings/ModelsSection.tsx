/** Which model is used when a task names none, and the keys. */
import { Lock } from 'lucide-react'
import { useState } from 'react'
import type { EffortChoice } from './effort-words.js'
import { effortOptions } from './model-words.js'
import { ModelList } from './ModelList.js'
import type { Provider } from '../../electron/protocol/settings.js'
import { Notice } from '../shared/components/Controls.js'
import { Button } from '../shared/components/Button.js'
import { Icon } from '../shared/icons.js'
import { ProviderRow } from './ProviderRow.js'
import { RunningModel } from './RunningModel.js'
import { Pick, SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'
import { useModels } from './use-models.js'

const AUTO = 'auto'

function BaseUrlRow({ app, save }: SectionProps) {
  const [text, setText] = useState<string | null>(null)
  const keep = () => {
    save({ baseUrl: text?.trim() ? text.trim() : null })
    setText(null)
  }
  return (
    <SettingRow title="Base URL" detail={app.settings.baseUrl ?? 'The provider’s own. A project cannot change this.'}>
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

/** What a task without a choice of its own is given. */
function DefaultCard({ app, save, listed }: SectionProps & { readonly listed: ReturnType<typeof useModels> }) {
  const { provider, model, effort } = app.settings
  const providers = [
    { value: AUTO, words: 'First key found' },
    ...app.providers.map((one) => ({ value: one.id, words: one.name })),
  ]
  const pickProvider = (id: string) => save({ provider: id === AUTO ? null : (id as Provider), model: null })
  const used = listed.models.find((one) => one.provider === provider && (model === null ? one.isDefault : one.model === model))
  return (
    <div className="card group">
      <SettingRow title="Provider" detail="Used when a task names none.">
        <Pick label="Provider" value={provider ?? AUTO} options={providers} onChange={pickProvider} />
      </SettingRow>
      <SettingRow title="Reasoning effort" detail="More effort is slower and costs more.">
        <Pick<EffortChoice>
          label="Reasoning effort"
          value={effort ?? AUTO}
          options={effortOptions(used, effort)}
          onChange={(id) => save({ effort: id === AUTO ? null : id })}
        />
      </SettingRow>
      <BaseUrlRow app={app} save={save} />
    </div>
  )
}

export function ModelsSection({ app, save }: SectionProps) {
  const listed = useModels(app)
  return (
    <>
      {app.keychainProblem !== null && (
        <Notice kind="warn" icon={<Icon of={Lock} />} title="Keys cannot be kept here">
          {app.keychainProblem}
        </Notice>
      )}
      {app.live !== null && <RunningModel app={app} session={app.live} listed={listed} />}
      <div className="card group">
        {app.providers.map((one) => (
          <ProviderRow key={one.id} app={app} provider={one} />
        ))}
      </div>
      <DefaultCard app={app} save={save} listed={listed} />
      {listed.models.length > 0 && <ModelList app={app} save={save} listed={listed} />}
    </>
  )
}
