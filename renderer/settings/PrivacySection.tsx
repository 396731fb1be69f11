/** What is stored, where, and who gets what. Statements, each true of this build. */
import type { AppState } from '../../electron/protocol/ipc.js'
import { SecretsCard } from './SecretsCard.js'
import { SettingRow } from './SettingRow.js'
import type { SectionProps } from './section.js'

const FOLDERS: Readonly<Record<AppState['platform'], string>> = {
  linux: '~/.local/share/deskhand/sessions',
  macos: '~/Library/Application Support/deskhand/sessions',
  windows: '%LOCALAPPDATA%\\deskhand\\Data\\sessions',
}

const OVERLAY: Readonly<Record<AppState['platform'], string>> = {
  linux: 'X11 has no way to hide a window from captures. Deskhand takes it out of its own pictures.',
  macos: 'The system leaves it out of every capture.',
  windows: 'The system leaves it out of every capture.',
}

export function PrivacySection({ app }: SectionProps) {
  return (
    <>
      <div className="card group">
        <SettingRow
          title="What a session keeps"
          detail="The task, every picture that was sent or looked at, every action and its result, costs."
        />
        <SettingRow
          title="Where"
          detail={<span className="selectable mono">{FOLDERS[app.platform]}, or in DESKHAND_HOME when it is set</span>}
        />
        <SettingRow title="Removing" detail="Remove a session in the home window and its folder is deleted." />
      </div>
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
