/** A button. While the hotkey's modifiers are held it shows its key instead of its icon; it never changes its size for that. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'plain' | 'primary' | 'quiet' | 'stop' | undefined
  readonly size?: 'small' | 'medium' | 'large' | undefined
  readonly icon?: ReactNode
  /** the key that does the same, shown instead of the icon when it is set */
  readonly cap?: string | null | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

const SIZES = { small: 'smallb', medium: '', large: 'large' }

export function Button({ kind = 'plain', size = 'medium', icon, cap, className = '', children, ...rest }: ButtonProps) {
  const names = ['btn', kind === 'plain' ? '' : kind, SIZES[size], children ? '' : 'icon', className]
  return (
    <button type="button" className={names.filter(Boolean).join(' ')} {...rest}>
      {cap ? <kbd>{cap}</kbd> : icon}
      {children}
    </button>
  )
}
