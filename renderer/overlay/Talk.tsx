/** What you said and how far it got, and the field to say more: Enter now, Ctrl Enter queue, Esc leaves. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Platform } from '../shared/key-names.js'
import type { SteerView } from '../shared/view-types.js'
import type { Overlay } from './use-overlay.js'

const STAGES = { pending: 1, delivered: 2, applied: 3 } as const
const STAGE_WORDS = { pending: 'Pending', delivered: 'Delivered', applied: 'Applied' }

function Said({ steer }: { readonly steer: SteerView }) {
  const isQueued = steer.state === 'pending' && steer.when === 'next-turn'
  return (
    <li className="said">
      <span className="clip grow" title={steer.text}>
        {steer.text}
      </span>
      <span className="track" data-at={STAGES[steer.state]} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <b>{isQueued ? 'Queued' : STAGE_WORDS[steer.state]}</b>
    </li>
  )
}

interface TalkProps {
  readonly overlay: Overlay
  readonly platform: Platform
  readonly steerAsked: number
  readonly isShort: boolean
}

/** 'choose': the question takes only its choices, so other words are a steer, and the model is told them instead */
type Mode = 'steer' | 'answer' | 'choose' | 'follow'
const PLACEHOLDERS: Readonly<Record<Mode, string>> = {
  steer: 'Say what to change',
  answer: 'Your answer',
  choose: 'Or say something else',
  follow: 'Say what comes next',
}

const ENTER_WORDS: Readonly<Record<Mode, string>> = { steer: 'steer now', answer: 'answer', choose: 'say it', follow: 'go on' }

function modeOf({ view }: Overlay): Mode {
  if (view.finished) return 'follow'
  if (!view.question) return 'steer'
  return view.question.kind === 'text' || view.question.kind === 'file' ? 'answer' : 'choose'
}

function useSay(overlay: Overlay, mode: Mode) {
  const [text, setText] = useState('')
  const { view, actions } = overlay
  const say = (isQueued: boolean) => {
    const words = text.trim()
    if (words === '') return
    if (mode === 'follow') actions.follow(words)
    else if (view.question && (mode === 'answer' || view.question.choices.includes(words)))
      actions.answer(view.question.id, words)
    else actions.steer(words, isQueued ? 'next-turn' : 'now')
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') return event.currentTarget.blur()
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    say(event.ctrlKey || event.metaKey)
  }
  return { text, setText, onKeyDown }
}

function Hint({ mode, platform }: { readonly mode: Mode; readonly platform: Platform }) {
  const control = platform === 'macos' ? '⌘' : 'Ctrl'
  return (
    <p className="hint">
      <span>
        <kbd>Enter</kbd> {ENTER_WORDS[mode]}
      </span>
      {mode === 'steer' && (
        <span>
          <kbd>{control}</kbd> <kbd>Enter</kbd> queue
        </span>
      )}
    </p>
  )
}

export function Talk({ overlay, platform, steerAsked, isShort }: TalkProps) {
  const { view } = overlay
  const mode = modeOf(overlay)
  const field = useRef<HTMLInputElement>(null)
  const { text, setText, onKeyDown } = useSay(overlay, mode)
  useEffect(() => {
    if (steerAsked > 0) field.current?.focus()
  }, [steerAsked])
  const said = view.steers.slice(isShort || view.approval ? -1 : -3)
  return (
    <div className="talk">
      {said.length > 0 && (
        <ul aria-label="What you said">
          {said.map((steer) => (
            <Said key={steer.id} steer={steer} />
          ))}
        </ul>
      )}
      <input
        ref={field}
        className="field"
        aria-label="Steer"
        placeholder={PLACEHOLDERS[mode]}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        disabled={overlay.state === 'stopping'}
      />
      {!isShort && !view.approval && <Hint mode={mode} platform={platform} />}
    </div>
  )
}
