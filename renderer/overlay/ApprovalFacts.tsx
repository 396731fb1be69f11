/** Where, how risky, and which rule asks. */
import type { OpenApproval } from '../shared/view-types.js'

const RISK_WORDS = { low: 'Low', medium: 'Medium', high: 'High' }

export function ApprovalFacts({ approval }: { readonly approval: OpenApproval }) {
  return (
    <dl className="facts">
      <dt>Where</dt>
      <dd>{approval.where}</dd>
      <dt>Risk</dt>
      <dd>
        <span className={`risk ${approval.risk}`}>
          <span className="bars" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {RISK_WORDS[approval.risk]}
        </span>
      </dd>
      <dt>Asked by</dt>
      <dd>{approval.rule}</dd>
    </dl>
  )
}
