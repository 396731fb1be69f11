/** Version, and the state of this machine as it can be told to somebody who helps. */
import { useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { Button } from '../shared/components/Button.js'
import { SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

function details(app: AppState): string {
  const checks = app.machine.map((one) => `${one.name}: ${one.state}, ${one.detail}`)
  const displays = app.displays.map(
    (one) => `display ${one.id}: ${one.width}x${one.height} at ${one.x},${one.y} scale ${one.scale}`,
  )
  return [`Deskhand ${app.version} on ${app.platform}`, ...checks, ...displays].join('\n')
}

const PLATFORMS: Readonly<Record<AppState['platform'], string>> = { linux: 'Linux', macos: 'macOS', windows: 'Windows' }
const WORDS = { ok: 'Fine', look: 'Look', failed: 'Not working' }
const NAMES = { 'stop-key': 'Stop key', screen: 'Screen', input: 'Mouse and keys', model: 'Model', keychain: 'Keychain' }
const CSS = { ok: 't3', look: 'warn', failed: 'bad' }

/** Permission to write to the clipboard is not given to windows; selecting the text always works. */
export function AboutSection({ app }: SectionProps) {
  const [isShown, setShown] = useState(false)
  return (
    <>
      <div className="card group">
        <SettingRow title={`Deskhand ${app.version}`} detail={`On ${PLATFORMS[app.platform]}. MIT licence.`}>
          <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? 'Hide details' : 'Show details'}
          </Button>
        </SettingRow>
        {app.machine.map((check) => (
          <SettingRow key={check.name} title={NAMES[check.name]} detail={check.detail}>
            <span className={`val small ${CSS[check.state]}`}>{WORDS[check.state]}</span>
          </SettingRow>
        ))}
      </div>
      {isShown && (
        <pre className="card details selectable mono" tabIndex={0} aria-label="Details">
          {details(app)}
        </pre>
      )}
      <p className="small t3 below">Font: IBM Plex Sans, OFL 1.1. Icons: Lucide, ISC.</p>
    </>
  )
}
