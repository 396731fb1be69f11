/** How much is asked. The rules behind "risky" are built in and named here. */
import { Ban, Bell, Check, type LucideIcon } from 'lucide-react'
import type { ApprovalMode } from '../../electron/protocol/settings.js'
import { Icon } from '../shared/icons.js'
import { PromptCard } from './PromptCard.js'
import { RulesCard } from './RulesCard.js'
import type { SectionProps } from './section.js'

const MODES: readonly { id: ApprovalMode; words: string; detail: string }[] = [
  { id: 'ask', words: 'Ask for every action', detail: 'Looking, waiting and moving the pointer do not ask.' },
  { id: 'risky', words: 'Ask for risky actions', detail: 'Your rules in config.json decide, then the built-in ones.' },
  { id: 'never', words: 'Ask for nothing', detail: 'What asks is allowed. What is denied stays denied.' },
]

interface Answer {
  readonly icon: LucideIcon
  readonly css: string
}
const ANSWERS: Readonly<Record<'Allow' | 'Ask' | 'Ask, hold' | 'Deny', Answer>> = {
  Allow: { icon: Check, css: '' },
  Ask: { icon: Bell, css: 'warn' },
  'Ask, hold': { icon: Bell, css: 'warn' },
  Deny: { icon: Ban, css: 'bad' },
}

function Modes({ app, save }: SectionProps) {
  return (
    <fieldset className="card group modes">
      <legend className="sr">When to ask</legend>
      {MODES.map((mode) => (
        <label className="set" key={mode.id}>
          <input
            type="radio"
            name="approvals"
            checked={app.settings.approvals === mode.id}
            onChange={() => save({ approvals: mode.id })}
          />
          <span className="about">
            {mode.words}
            <small>{mode.detail}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

const PROMISES: readonly { answer: keyof typeof ANSWERS; what: string; detail: string }[] = [
  { answer: 'Allow', what: 'Look, wait, move the pointer', detail: 'Never asked for' },
  {
    answer: 'Ask',
    what: 'Sends, pays, deletes, installs, changes settings',
    detail: 'Told from what an action does and the words it lands on. No answer means it is not done',
  },
  { answer: 'Ask, hold', what: 'High risk', detail: 'Asked every time, allowed by holding for 0.8 s' },
  { answer: 'Deny', what: 'Deskhand’s own windows', detail: 'The model cannot click or type there' },
]

export function ApprovalsSection(props: SectionProps) {
  return (
    <>
      <Modes {...props} />
      <h2>How you know that Deskhand asks</h2>
      <PromptCard {...props} />
      <RulesCard {...props} />
      <h2>What stays the same</h2>
      <ul className="card group">
        {PROMISES.map((one) => {
          const answer = ANSWERS[one.answer]
          return (
            <li className="set" key={one.what}>
              <div className="about">
                {one.what}
                <small>{one.detail}</small>
              </div>
              <span className={`say ${answer.css}`}>
                <Icon of={answer.icon} />
                {one.answer}
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
