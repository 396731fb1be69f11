/** What is stored, where, and who gets what. Statements, each true of this build. */
import type { AppState } from '../../electron/protocol/ipc.js'
import { SecretsCard } from './SecretsCard.js'
import { SessionsCard } from './SessionsCard.js'
import { SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

const OVERLAY: Readonly<Record<AppState['platform'], string>> = {
  linux: 'X11 has no way to hide a window from captures. Deskhand takes it out of its own pictures.',
  macos: 'The system leaves it out of every capture.',
  windows: 'The system leaves it out of every capture.',
}

export function PrivacySection({ app, save }: SectionProps) {
  return (
    <>
      <SessionsCard app={app} save={save} />
      <SecretsCard app={app} />
      <div className="card group">
        <SettingRow
          title="The model"
          detail="Gets the task and the pictures of the chosen display. The offline model sends nothing anywhere."
        />
        <SettingRow
          title="Keys and secrets"
          detail="In the keychain. A secret is typed for the model, which sees only its name; its field is covered in every picture."
        />
        <SettingRow title="The overlay in pictures" detail={OVERLAY[app.platform]} />
        <SettingRow title="Telemetry" detail="There is none, and no account.">
          <span className="val small">Nothing is sent</span>
        </SettingRow>
      </div>
    </>
  )
}
