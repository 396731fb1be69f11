/** How much of a limit is used: grey, amber from 80 %, red at 100 %. Without a limit there is nothing to draw. */
import type { CSSProperties } from 'react'

interface MeterProps {
  readonly label: string
  readonly used: number
  readonly limit: number
  readonly words: string
}

export const ASK_SHARE = 0.8

export function Meter({ label, used, limit, words }: MeterProps) {
  if (limit <= 0) return null
  const share = used / limit
  const state = share >= 1 ? 'meter over' : share >= ASK_SHARE ? 'meter warn' : 'meter'
  const fill = { '--v': `${Math.min(100, share * 100)}%` } as CSSProperties
  return (
    <div
      className={state}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuenow={Math.min(used, limit)}
      aria-valuemax={limit}
      aria-valuetext={words}
      style={fill}
    >
      <i />
    </div>
  )
}
