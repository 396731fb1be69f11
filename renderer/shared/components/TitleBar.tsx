/** The bar of an ordinary window: brand, what the window adds, and the window's own buttons where the system draws none. */
import { Minus, Square, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { tell } from '../api.js'
import { BrandIcon, Icon } from '../icons.js'
import type { Platform } from '../key-names.js'
import { Button } from './Button.js'

interface TitleBarProps {
  readonly title: string
  readonly platform: Platform
  readonly canMaximize?: boolean
  readonly children?: ReactNode
}

export function TitleBar({ title, platform, canMaximize = false, children }: TitleBarProps) {
  return (
    <header className="bar">
      <span className="brand">
        <BrandIcon />
        {title}
      </span>
      <span className="push" />
      {children}
      {platform === 'linux' && (
        <span className="ctl">
          <Button kind="quiet" aria-label="Minimize" icon={<Icon of={Minus} />} onClick={() => tell('window.minimize', null)} />
          {canMaximize && (
            <Button
              kind="quiet"
              aria-label="Maximize"
              icon={<Icon of={Square} size={14} />}
              onClick={() => tell('window.maximize', null)}
            />
          )}
          <Button kind="quiet" aria-label="Close" icon={<Icon of={X} />} onClick={() => tell('window.hide', null)} />
        </span>
      )}
    </header>
  )
}
