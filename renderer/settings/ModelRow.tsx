/** One model: what it can do and costs, a test that asks it for a click, and using it from now on. */
import { useState } from 'react'
import type { KnownModel } from '../../electron/protocol/known-model.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { abilityWords, priceWords, testWords } from './model-words.js'
import type { SectionProps } from './section.js'

type Tested = { kind: 'not' } | { kind: 'busy' } | { kind: 'good' | 'bad'; words: string }

function useModelTest({ provider, model }: KnownModel, effort: SectionProps['app']['settings']['effort']) {
  const [tested, setTested] = useState<Tested>({ kind: 'not' })
  const test = async () => {
    setTested({ kind: 'busy' })
    const answer = await ask('models.test', { provider, model, effort })
    if (!answer.ok) return setTested({ kind: 'bad', words: answer.problem.message })
    setTested({ kind: answer.value.isRight ? 'good' : 'bad', words: testWords(answer.value) })
  }
  return { tested, test: () => void test() }
}

interface ModelRowProps extends SectionProps {
  readonly model: KnownModel
  /** is there a key, or none needed? */
  readonly isUsable: boolean
  readonly isUsed: boolean
}

function Result({ tested }: { readonly tested: Tested }) {
  if (tested.kind === 'not') return null
  const words = tested.kind === 'busy' ? 'Asked for a click on the test picture' : tested.words
  return (
    <small role="status">
      <span className={tested.kind === 'bad' ? 'bad' : tested.kind === 'good' ? 't1' : undefined}>{words}</span>
    </small>
  )
}

export function ModelRow({ model, isUsable, isUsed, app, save }: ModelRowProps) {
  const { effort } = app.settings
  const isKnown = effort === null || model.efforts === null || model.efforts.includes(effort)
  const { tested, test } = useModelTest(model, isKnown ? effort : null)
  const use = () => save({ provider: model.provider, model: model.model, ...(isKnown ? {} : { effort: null }) })
  return (
    <li className="set model">
      <div className="about">
        <span className="row">
          {model.model}
          {isUsed && <span className="tag">Used</span>}
        </span>
        <small>{abilityWords(model)}</small>
        <small>{priceWords(model)}</small>
        <Result tested={tested} />
      </div>
      {model.vision && (
        <Button size="small" aria-label={`Test ${model.model}`} disabled={!isUsable || tested.kind === 'busy'} onClick={test}>
          Test
        </Button>
      )}
      <Button size="small" aria-label={`Use ${model.model}`} disabled={!isUsable || isUsed} onClick={use}>
        Use
      </Button>
    </li>
  )
}
