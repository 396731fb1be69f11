/** A phrase and a picture of the person's own, so that they can tell a prompt of Deskhand's from a page that looks like one. */
import { useState } from 'react'
import type { PromptPicture } from '../../electron/protocol/settings.js'
import { PROMPT_PICTURES } from '../shared/components/PromptMark.js'
import { Icon } from '../shared/icons.js'
import { SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

function Pictures({ app, save }: SectionProps) {
  const { prompt } = app.settings
  const choose = (picture: PromptPicture) => save({ prompt: { ...prompt, picture } })
  return (
    <div className="pictures" role="radiogroup" aria-label="Picture">
      {PROMPT_PICTURES.map(({ id, icon }) => (
        <button
          type="button"
          role="radio"
          key={id}
          aria-checked={prompt.picture === id}
          aria-label={id}
          title={id}
          onClick={() => choose(prompt.picture === id ? 'none' : id)}
        >
          <Icon of={icon} />
        </button>
      ))}
    </div>
  )
}

function Phrase({ app, save }: SectionProps) {
  const { prompt } = app.settings
  const [phrase, setPhrase] = useState(prompt.phrase)
  const keep = () => phrase.trim() !== prompt.phrase && save({ prompt: { ...prompt, phrase: phrase.trim() } })
  return (
    <input
      className="field phrase"
      aria-label="Phrase"
      placeholder="A few words only you know"
      maxLength={40}
      value={phrase}
      onChange={(event) => setPhrase(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  )
}

export function PromptCard(props: SectionProps) {
  return (
    <div className="card group">
      <SettingRow title="Your phrase" detail="Every question of Deskhand’s shows it. A page cannot: it is never sent or logged.">
        <Phrase {...props} />
      </SettingRow>
      <SettingRow title="Your picture" detail="Press it again to have none.">
        <Pictures {...props} />
      </SettingRow>
    </div>
  )
}
