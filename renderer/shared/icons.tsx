/** Every icon of the windows: lucide geometry with a line of 1.5 px at any size, and the shapes that are ours. */
import type { LucideIcon, LucideProps } from 'lucide-react'
import type { SVGProps } from 'react'

export type IconSize = 12 | 14 | 16 | 20
interface IconProps {
  readonly of: LucideIcon
  readonly size?: IconSize
  readonly fill?: boolean
  readonly className?: string
}

/** Decoration unless it has a label: then it is read as an image. */
export function Icon({ of: Shape, size = 16, fill = false, className = '', label }: IconProps & { readonly label?: string }) {
  const names: LucideProps = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  const line = fill ? 'i fill' : 'i'
  return <Shape size={size} absoluteStrokeWidth strokeWidth={1.5} className={`${line} ${className}`} {...names} />
}

type OwnProps = { readonly size?: IconSize; readonly className?: string }
const own = ({ size = 16, className = '' }: OwnProps): SVGProps<SVGSVGElement> => ({
  width: size,
  height: size,
  viewBox: '0 0 24 24',
  className: `i ${className}`,
  'aria-hidden': true,
})

export const StopIcon = (props: OwnProps) => (
  <svg {...own(props)}>
    <rect x="4" y="4" width="16" height="16" rx="3" fill="currentColor" />
  </svg>
)

export const BrandIcon = (props: OwnProps) => (
  <svg
    {...own({ size: 20, ...props })}
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d="M5.5 3.6 17.6 9l-5.2 1.9-2.3 5z" fill="currentColor" />
    <path d="M3.5 20.4h17" />
  </svg>
)

/** Time left as a ring; `share` is what is left, 0..1. */
export const TimeRing = ({ share }: { readonly share: number }) => (
  <svg className="ring" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="6" opacity=".3" />
    <circle cx="8" cy="8" r="6" pathLength={100} strokeDasharray={`${Math.round(share * 100)} 100`} />
  </svg>
)
