/** The plan, and changing it: reword a step, drop one or take it up again, add one. A change is told to the model at once. */
import { Circle, CircleCheck, CircleDashed, CircleMinus, RotateCcw, X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import type { PlanItem } from '../../electron/protocol/event.js'
import { Icon } from '../shared/icons.js'

const LOOKS = {
  pending: { icon: Circle, label: 'Later', css: 't3' },
  active: { icon: CircleDashed, label: 'Now', css: 'hand' },
  done: { icon: CircleCheck, label: 'Done', css: 't3' },
  dropped: { icon: CircleMinus, label: 'Dropped', css: 't3' },
}

/** Enter keeps, Esc leaves it as it was. */
const onKeys = (keep: () => void, leave: () => void) => (event: KeyboardEvent<HTMLInputElement>) => {
  if (event.key === 'Escape') return leave()
  if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep()
}

interface RowProps {
  readonly item: PlanItem
  readonly onChange: ((item: PlanItem) => void) | null
}

function Row({ item, onChange }: RowProps) {
  const [text, setText] = useState<string | null>(null)
  const look = LOOKS[item.status]
  const keep = () => {
    const words = text?.trim() ?? ''
    setText(null)
    if (words !== '' && words !== item.text) onChange?.({ ...item, text: words })
  }
  const isOpen = item.status === 'pending' || item.status === 'active'
  return (
    <li className={item.status} aria-current={item.status === 'active' ? 'step' : undefined}>
      <Icon of={look.icon} label={look.label} className={look.css} />
      {text === null ? (
        <button
          type="button"
          className="grow"
          disabled={!onChange || !isOpen}
          title={onChange && isOpen ? 'Change this step' : undefined}
          onClick={() => setText(item.text)}
        >
          {item.text}
        </button>
      ) : (
        <input
          className="field grow"
          aria-label="Step"
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeys(keep, () => setText(null))}
          onBlur={keep}
        />
      )}
      {onChange && item.status !== 'done' && (
        <button
          type="button"
          className="drop"
          onClick={() => onChange({ ...item, status: isOpen ? 'dropped' : 'pending' })}
          title={isOpen ? 'Drop this step' : 'Take it up again'}
        >
          <Icon of={isOpen ? X : RotateCcw} label={isOpen ? `Drop: ${item.text}` : `Take up again: ${item.text}`} />
        </button>
      )}
    </li>
  )
}

function AddStep({ onAdd }: { readonly onAdd: (text: string) => void }) {
  const [text, setText] = useState('')
  const add = () => {
    if (text.trim() === '') return
    onAdd(text.trim())
    setText('')
  }
  return (
    <input
      className="field add"
      aria-label="Add a step"
      placeholder="Add a step"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeys(add, () => setText(''))}
    />
  )
}

interface PlanProps {
  readonly items: readonly PlanItem[]
  /** null: the session is over */
  readonly onReplan: ((items: readonly PlanItem[]) => void) | null
}

export function Plan({ items, onReplan }: PlanProps) {
  const changed = onReplan && ((at: number, item: PlanItem) => onReplan(items.map((one, i) => (i === at ? item : one))))
  return (
    <div className="trace plan" tabIndex={0} role="group" aria-label="Plan">
      <ol aria-label="Steps of the plan">
        {items.map((item, at) => (
          <Row key={`${at} ${item.text}`} item={item} onChange={changed && ((next) => changed(at, next))} />
        ))}
      </ol>
      {onReplan && <AddStep onAdd={(text) => onReplan([...items, { text, status: 'pending' }])} />}
    </div>
  )
}
