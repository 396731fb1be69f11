/** The models of one provider, and a name of one's own for a model that is not listed. */
import { useState, type FormEvent } from 'react'
import type { KnownModel } from '../../electron/protocol/known-model.js'
import type { Provider } from '../../electron/protocol/settings.js'
import { Button } from '../shared/components/Button.js'
import { ModelRow } from './ModelRow.js'
import { dayWords } from './model-words.js'
import { Pick, SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'
import type { useModels } from './use-models.js'

interface ModelListProps extends SectionProps {
  readonly listed: ReturnType<typeof useModels>
}

/** Nobody here knows more of it than its name. */
function strange(provider: Provider, model: string, listed: readonly KnownModel[]): KnownModel {
  const like = listed.find((one) => one.provider === provider)
  return {
    provider,
    model,
    isDefault: false,
    price: null,
    computer: like?.computer ?? 'computer',
    vision: true,
    efforts: null,
    window: null,
  }
}

function OtherModel({ provider, save }: { readonly provider: Provider; readonly save: SectionProps['save'] }) {
  const [name, setName] = useState('')
  const use = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    save({ provider, model: name.trim() })
    setName('')
  }
  return (
    <li className="set">
      <form className="row grow" onSubmit={use}>
        <input
          className="field urlf grow"
          aria-label="Name of another model"
          placeholder="Another model, by its name"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button size="small" type="submit" disabled={name.trim() === ''}>
          Use it
        </Button>
      </form>
    </li>
  )
}

/** As a task that names none gets it. */
const usedProvider = ({ settings, providers }: SectionProps['app']): Provider =>
  settings.provider ?? providers.find((one) => one.needsKey && one.key !== 'none')?.id ?? 'offline'

/** Shown at first: the provider that is used, else the first with a key. */
function useShownProvider({ app }: SectionProps) {
  const [chosen, setChosen] = useState<Provider | null>(null)
  const first = usedProvider(app)
  const shown = app.providers.find((one) => one.id === (chosen ?? first)) ?? app.providers[0]
  return { shown, show: setChosen }
}

export function ModelList({ app, save, listed }: ModelListProps) {
  const { shown, show } = useShownProvider({ app, save })
  if (!shown) return null
  const { provider, model } = app.settings
  const known = listed.models.filter((one) => one.provider === shown.id)
  const isOwn = provider === shown.id && model !== null && !known.some((one) => one.model === model)
  const rows = isOwn ? [strange(shown.id, model, listed.models), ...known] : known
  const isUsable = !shown.needsKey || shown.key !== 'none'
  const used = usedProvider(app)
  const isUsed = (one: KnownModel) => used === one.provider && (model === null ? one.isDefault : model === one.model)
  return (
    <div className="card group">
      <SettingRow title="Models" detail={`Prices of ${dayWords(listed.asOf)}; those in config.json (prices) go first.`}>
        <Pick
          label="Models of"
          value={shown.id}
          options={app.providers.map((one) => ({ value: one.id, words: one.name }))}
          onChange={show}
        />
      </SettingRow>
      {!isUsable && (
        <p className="set small t2">There is no key for {shown.name} yet: add one above, then its models can be tested.</p>
      )}
      <ul aria-label={`Models of ${shown.name}`}>
        {rows.map((one) => (
          <ModelRow key={one.model} model={one} isUsable={isUsable} isUsed={isUsed(one)} app={app} save={save} />
        ))}
        {shown.id !== 'offline' && isUsable && <OtherModel provider={shown.id} save={save} />}
      </ul>
    </div>
  )
}
