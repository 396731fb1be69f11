/** The settings: one section at a time, saved as they are changed. */
import { Gauge, Info, Keyboard, Lock, Monitor, Plug, ShieldCheck, type LucideIcon } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { on } from '../shared/api.js'
import { TitleBar } from '../shared/components/TitleBar.js'
import { Icon } from '../shared/icons.js'
import { useApp } from '../shared/use-app.js'
import { AboutSection } from './AboutSection.js'
import { ApprovalsSection } from './ApprovalsSection.js'
import { DisplaySection } from './DisplaySection.js'
import { HotkeysSection } from './HotkeysSection.js'
import { LimitsSection } from './LimitsSection.js'
import { ModelsSection } from './ModelsSection.js'
import { Pick } from './SettingRow.js'
import { PrivacySection } from './PrivacySection.js'
import type { SectionProps } from './section.js'
import { useSave } from './use-save.js'

interface Section {
  readonly id: string
  readonly words: string
  readonly icon: LucideIcon
  readonly lead: string
  readonly Body: (props: SectionProps) => ReactNode
}

const SECTIONS: readonly Section[] = [
  {
    id: 'models',
    words: 'Model and keys',
    icon: Plug,
    lead: 'Keys stay in the keychain of this computer. They are never written to a file or a log.',
    Body: ModelsSection,
  },
  {
    id: 'hotkeys',
    words: 'Hotkeys',
    icon: Keyboard,
    lead: 'They work everywhere. Only real keys count, never keys that Deskhand presses.',
    Body: HotkeysSection,
  },
  { id: 'display', words: 'Display', icon: Monitor, lead: 'Where tasks run, and how Deskhand looks.', Body: DisplaySection },
  {
    id: 'limits',
    words: 'Limits',
    icon: Gauge,
    lead: 'At a limit Deskhand lets go and asks. Everything is kept, so the task can go on.',
    Body: LimitsSection,
  },
  { id: 'approvals', words: 'Approvals', icon: ShieldCheck, lead: 'What Deskhand may do alone.', Body: ApprovalsSection },
  {
    id: 'privacy',
    words: 'Privacy',
    icon: Lock,
    lead: 'Sessions stay on this machine. The chosen model gets the pictures and the words of a task, nobody else.',
    Body: PrivacySection,
  },
  {
    id: 'about',
    words: 'About',
    icon: Info,
    lead: 'Operates this computer while you watch, steer and can stop it.',
    Body: AboutSection,
  },
]

const SECTION_OPTIONS = SECTIONS.map(({ id, words }) => ({ value: id, words }))

function useSection() {
  const [id, setId] = useState('models')
  useEffect(() => on('settings.section', ({ section }) => setId(section)), [])
  return { section: SECTIONS.find((one) => one.id === id) ?? SECTIONS[0], setId }
}

function Nav({ shown, onShow, version }: { shown: string; onShow: (id: string) => void; version: string }) {
  return (
    <nav className="nav" aria-label="Settings">
      <ul>
        {SECTIONS.map((one) => (
          <li key={one.id}>
            <button type="button" aria-current={one.id === shown ? 'page' : undefined} onClick={() => onShow(one.id)}>
              <Icon of={one.icon} />
              {one.words}
            </button>
          </li>
        ))}
      </ul>
      <p>
        Deskhand {version}
        <br />
        Saved in config.json
      </p>
    </nav>
  )
}

export function SettingsWindow() {
  const app = useApp()
  const { section, setId } = useSection()
  const { save, fault } = useSave()
  if (!app || !section) return null
  const { Body } = section
  return (
    <div className="settings">
      <TitleBar title="Settings" platform={app.platform}>
        <span className="pick-section">
          <Pick label="Section" value={section.id} options={SECTION_OPTIONS} onChange={setId} />
        </span>
      </TitleBar>
      <div className="split">
        <Nav shown={section.id} onShow={setId} version={app.version} />
        <main className="pane" aria-labelledby="section" key={section.id}>
          <h1 id="section">{section.words}</h1>
          <p className="lead">{section.lead}</p>
          {fault && (
            <p className="note warn" role="alert">
              {fault}
            </p>
          )}
          <Body app={app} save={save} />
        </main>
      </div>
    </div>
  )
}
