/** A question to the person with its choices: 1 to 9 choose, the field below takes anything else. */
import { useEffect, useMemo, useRef } from 'react'
import type { OpenQuestion } from '../shared/view-types.js'

interface Choice {
  readonly words: string
  readonly value: string | boolean
}

function choicesOf(question: OpenQuestion): readonly Choice[] {
  if (question.kind === 'confirm' && question.choices.length === 0)
    return [
      { words: 'Confirm', value: true },
      { words: 'Decline', value: false },
    ]
  return question.choices.map((words) => ({ words, value: words }))
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLInputElement

interface QuestionProps {
  readonly question: OpenQuestion
  readonly onAnswer: (id: string, value: string | boolean) => void
}

export function Question({ question, onAnswer }: QuestionProps) {
  const choices = useMemo(() => choicesOf(question), [question])
  const answer = useRef(onAnswer)
  useEffect(() => {
    answer.current = onAnswer
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const choice = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined
      if (!choice || isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey) return
      answer.current(question.id, choice.value)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [choices, question.id])
  return (
    <div className="ask" role="group" aria-label="Answers">
      {choices.map((choice, at) => (
        <button type="button" className="choice" key={choice.words} onClick={() => onAnswer(question.id, choice.value)}>
          {at < 9 && <kbd>{at + 1}</kbd>}
          {choice.words}
        </button>
      ))}
      <p className="micro t3">Nothing is sent while a question is open.</p>
    </div>
  )
}
