/** The person's own rules, as config.json has them: read here, written there. */
import type { PolicyRule } from '../../electron/protocol/policy.js'
import { SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

const ANSWERS = { allow: ['Allow', ''], ask: ['Ask', 'warn'], deny: ['Deny', 'bad'] } as const
const PARTS = ['risk', 'app', 'title', 'site', 'tool', 'action'] as const

const inWords = (rule: PolicyRule): string =>
  PARTS.flatMap((part) => {
    const value = rule[part]
    return value === undefined ? [] : [`${part} ${[value].flat().join(' or ')}`]
  }).join(', ') || 'everything'

export function RulesCard({ app }: SectionProps) {
  const { policy } = app.settings
  if (policy.length === 0) return null
  return (
    <>
      <h2>Your rules</h2>
      <div className="card group">
        {policy.map((rule, at) => {
          const [words, css] = ANSWERS[rule.then]
          return (
            <SettingRow key={`${rule.id} ${at}`} title={rule.why ?? rule.id} detail={inWords(rule)}>
              <span className={`say ${css}`}>{words}</span>
            </SettingRow>
          )
        })}
      </div>
    </>
  )
}
