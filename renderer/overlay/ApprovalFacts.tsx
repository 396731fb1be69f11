/** Where, how risky, and which rule asks. */
import type { OpenApproval } from '../shared/view-types.js'

const RISK_WORDS = { low: 'Low', medium: 'Medium', high: 'High' }

/** A rule goes by an id such as 'delete-for-good'; what is written in words already stays. */
const ruleInWords = (rule: string): string =>
  /^[a-z]+(-[a-z]+)*$/i.test(rule) ? rule.charAt(0).toUpperCase() + rule.slice(1).replaceAll('-', ' ') : rule

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
      <dd>{ruleInWords(approval.rule)}</dd>
    </dl>
  )
}
