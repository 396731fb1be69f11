/** A number that is saved when it is left or with Enter; what is no number of that kind is named below and not saved. */
import { useId, useState } from 'react'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  /** '$' stands before the number; it and 'GB' allow parts of one */
  readonly unit?: '$' | 'min' | 'days' | 'GB'
  readonly hasLabel?: boolean
}

const HAS_PARTS: ReadonlySet<NumberFieldProps['unit']> = new Set(['$', 'GB'] as const)

const shownAs = (value: number, unit: NumberFieldProps['unit']): string => (unit === '$' ? value.toFixed(2) : String(value))

function read(text: string, unit: NumberFieldProps['unit']): number | null {
  const plain = text
    .trim()
    .replace(/^\$/, '')
    .replace(/(min|days|GB)$/, '')
    .trim()
    .replace(',', '.')
  const value = Number(plain)
  const isFine = plain !== '' && Number.isFinite(value) && value >= 0 && (HAS_PARTS.has(unit) || Number.isInteger(value))
  return isFine ? value : null
}

export function NumberField({ label, value, onChange, unit, hasLabel = true }: NumberFieldProps) {
  const [text, setText] = useState(shownAs(value, unit))
  const [last, setLast] = useState(value)
  if (last !== value) {
    setLast(value)
    setText(shownAs(value, unit))
  }
  const id = useId()
  const number = read(text, unit)
  const keep = () => {
    if (number !== null && number !== value) onChange(number)
    if (number !== null) setText(shownAs(number, unit))
  }
  return (
    <div className="number">
      {hasLabel && <label htmlFor={id}>{label}</label>}
      <span className="unit">{unit === '$' ? '$' : ''}</span>
      <input
        id={id}
        className="field numf"
        inputMode="decimal"
        aria-label={hasLabel ? undefined : label}
        aria-invalid={number === null}
        aria-describedby={number === null ? `${id}-fault` : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      {unit !== undefined && unit !== '$' && <span className="unit">{unit}</span>}
      {number === null && (
        <p className="bad micro" id={`${id}-fault`}>
          {HAS_PARTS.has(unit) ? 'An amount from 0 up.' : 'A whole number from 0 up.'}
        </p>
      )}
    </div>
  )
}
