/** What it has cost: tokens, money, and the meter of the money limit. */
import { modelInWords } from '../../electron/protocol/model-use.js'
import { tell } from '../shared/api.js'
import { ASK_SHARE, Meter } from '../shared/components/Meter.js'
import { cachedShare, money, tokens } from '../shared/format.js'
import type { SessionView } from '../shared/view-types.js'

/** 0..1 of the money limit from the mark on; null before it, without a limit or without a known price. */
function nearShare({ usage, limits }: SessionView): number | null {
  const share = usage?.usd && limits.costUsd > 0 ? usage.usd / limits.costUsd : 0
  return share >= ASK_SHARE ? share : null
}

function Money({ view }: { readonly view: SessionView }) {
  const used = view.usage?.usd ?? (view.usage ? null : 0)
  const limit = view.limits.costUsd
  const near = nearShare(view)
  return (
    <span className="money">
      <b>{money(used)}</b>
      {limit > 0 && ` of ${money(limit)}`}
      {near !== null && <span className="warn m"> · {Math.round(near * 100)} % used</span>}
    </span>
  )
}

export const stepWords = (view: SessionView): string =>
  view.turn === 0 ? '' : view.limits.steps > 0 ? `Step ${view.turn} of ${view.limits.steps}` : `Step ${view.turn}`

function MoneyMeter({ view }: { readonly view: SessionView }) {
  const usd = view.usage?.usd ?? 0
  const limit = view.limits.costUsd
  return <Meter label="Money" used={usd} limit={limit} words={`${money(usd)} of ${money(limit)}`} />
}

function tokenWords({ usage }: SessionView): string {
  const cached = usage ? cachedShare(usage) : ''
  return `${tokens(usage ? usage.input + usage.output : 0)} tokens${cached === '' ? '' : ` · ${cached}`}`
}

/** Which model answers; pressed, the settings open where another can be chosen. */
function AnsweringModel({ view }: { readonly view: SessionView }) {
  if (view.model === '' || view.finished) return null
  const words = modelInWords(view)
  return (
    <button
      type="button"
      className="answers"
      aria-label={`${words} answers. Choose another model`}
      title="Choose another model or effort"
      onClick={() => tell('window.show', { window: 'settings', section: 'models' })}
    >
      {words}
    </button>
  )
}

/** In one line; near the limit the words about it take the place of the tokens. */
function SmallSpend({ view }: { readonly view: SessionView }) {
  return (
    <div className="row">
      {view.turn > 0 && <span>{stepWords(view)}</span>}
      {nearShare(view) === null && <span className="t3">{tokenWords(view)}</span>}
      <span className="grow">
        <MoneyMeter view={view} />
      </span>
      <Money view={view} />
    </div>
  )
}

interface SpendProps {
  readonly view: SessionView
  readonly isSmall: boolean
  /** is there room for the model's name? */
  readonly hasModel?: boolean
}

export function Spend({ view, isSmall, hasModel = false }: SpendProps) {
  return (
    <div className="spend">
      {isSmall ? (
        <SmallSpend view={view} />
      ) : (
        <>
          <div className="row">
            <span className="grow clip">{tokenWords(view)}</span>
            <Money view={view} />
          </div>
          <MoneyMeter view={view} />
          {hasModel && <AnsweringModel view={view} />}
        </>
      )}
    </div>
  )
}
