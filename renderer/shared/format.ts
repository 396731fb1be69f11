/** Numbers and times as words a person reads. Fixed widths where a value changes while it is watched. */

const two = (value: number): string => String(value).padStart(2, '0')

/** 252000 → '04:12', 3725000 → '1:02:05' */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

/** 102000 → '1:42' */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

/** 412 → '0.4 s', 72000 → '72 s', 18 → '18 ms' */
export function span(ms: number): string {
  if (ms < 95) return `${Math.round(ms)} ms`
  return ms < 9_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`
}

/** 48234 → '48.2k', 812 → '812', 1400000 → '1.4M' */
export function tokens(count: number): string {
  if (count < 1000) return String(count)
  return count < 999_950 ? `${(count / 1000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(1)}M`
}

/** '83 % cached', '' while nothing is */
export const cachedShare = ({ input, cached }: { readonly input: number; readonly cached: number }): string =>
  input > 0 && cached > 0 ? `${Math.round((cached / input) * 100)} % cached` : ''

/** Two digits always; null when the model has no known price. */
export const money = (usd: number | null): string => (usd === null ? 'unknown' : `$${usd.toFixed(2)}`)

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

const DAY = 86_400_000
const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** 'today 09:12', 'yesterday', 'Monday', '14 Nov', '14 Nov 2025' */
export function day(iso: string, now: Date): string {
  const at = new Date(iso)
  const daysAgo = Math.round((midnight(now) - midnight(at)) / DAY)
  if (daysAgo <= 0) return `today ${two(at.getHours())}:${two(at.getMinutes())}`
  if (daysAgo === 1) return 'yesterday'
  if (daysAgo < 7) return at.toLocaleDateString('en', { weekday: 'long' })
  const month = at.toLocaleDateString('en', { month: 'short' })
  return `${at.getDate()} ${month}${at.getFullYear() === now.getFullYear() ? '' : ` ${at.getFullYear()}`}`
}

/** 'limits' in one chip: '80 steps, $2.00, 30 min'; a limit of 0 is none and left out */
export function limitsInWords(limits: { steps: number; costUsd: number; minutes: number }, hasCost = true): string {
  const parts = [
    limits.steps > 0 ? count(limits.steps, 'step') : null,
    hasCost && limits.costUsd > 0 ? money(limits.costUsd) : null,
    limits.minutes > 0 ? `${limits.minutes} min` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(', ') : 'No limits'
}

/** What something takes on disk. */
export function megabytes(bytes: number): string {
  if (bytes >= 999_950_000) return `${(bytes / 1_000_000_000).toFixed(1)} GB`
  return `${(bytes / 1_000_000).toFixed(bytes < 100_000 ? 2 : 1)} MB`
}
