/** The models that can be chosen, as the main process knows them: asked again when the settings changed, as prices are among them. */
import { useEffect, useState } from 'react'
import type { AppState, QueryOutput } from '../../electron/protocol/ipc.js'
import { ask } from '../shared/api.js'

type Listed = Extract<QueryOutput<'models.list'>, { ok: true }>['value']

export const NO_MODELS: Listed = { asOf: '', models: [] }

export function useModels({ settings }: AppState): Listed {
  const [listed, setListed] = useState<Listed>(NO_MODELS)
  useEffect(() => {
    let isOver = false
    void ask('models.list', null).then((answer) => {
      if (answer.ok && !isOver) setListed(answer.value)
    })
    return () => {
      isOver = true
    }
  }, [settings])
  return listed
}
