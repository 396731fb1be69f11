/** One hotkey. Change listens for the next chord, asks whether it can be had, and names the conflict when it cannot. */
import { Pencil, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import type { HotkeyName } from '../../electron/protocol/settings.js'
import { ask } from '../shared/api.js'
import { Button } from '../shared/components/Button.js'
import { Keys } from '../shared/components/KeyCap.js'
import { Icon } from '../shared/icons.js'
import { chordCaps, pressedChord } from '../shared/key-names.js'
import { useKeyLayout } from '../shared/use-app.js'
import { SettingRow } from './SettingRow.js'
import { conflictWith, type OtherHotkey } from './hotkey-conflict.js'

interface HotkeyRowProps {
  readonly app: AppState
  readonly name: HotkeyName
  readonly title: string
  readonly detail: string
  readonly others: readonly OtherHotkey[]
  readonly onChange: (chord: string) => void
}

function useRebind({ name, others, onChange }: Pick<HotkeyRowProps, 'name' | 'others' | 'onChange'>) {
  const [isListening, setListening] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const latest = useRef({ others, onChange })
  useEffect(() => {
    latest.current = { others, onChange }
  })
  useEffect(() => {
    if (!isListening) return
    const take = async (chord: string) => {
      const conflict = conflictWith(chord, latest.current.others)
      if (conflict) return setFault(`Already used by “${conflict}”.`)
      const tried = await ask('hotkeys.try', { name, chord })
      if (!tried.ok) return setFault(tried.problem.message)
      setListening(false)
      latest.current.onChange(chord)
    }
    const press = (event: KeyboardEvent) => {
      event.preventDefault()
      event.stopPropagation()
      const chord = pressedChord(event)
      if (chord === null && event.key === 'Escape') return setListening(false)
      if (chord !== null) void take(chord)
    }
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [isListening, name])
  const listen = (isOn: boolean) => {
    setFault(null)
    setListening(isOn)
  }
  return { isListening, fault, listen }
}

export function HotkeyRow({ app, name, title, detail, ...rest }: HotkeyRowProps) {
  const layout = useKeyLayout()
  const { isListening, fault, listen } = useRebind({ name, ...rest })
  const problem = fault ?? app.hotkeyProblems.find((one) => one.name === name)?.reason ?? null
  const caps = chordCaps(app.settings.hotkeys[name], app.platform, layout)
  return (
    <SettingRow title={title} detail={problem === null ? detail : <span className="warn">{problem}</span>}>
      {problem !== null && <Icon of={TriangleAlert} className="warn" />}
      <span className={isListening ? 'chord is-listening' : 'chord'} role="status">
        {isListening ? 'Press the new keys, Esc keeps the old ones' : <Keys caps={caps} />}
      </span>
      <Button
        kind="quiet"
        aria-label={`Change the keys for ${title}`}
        aria-pressed={isListening}
        icon={<Icon of={Pencil} />}
        onClick={() => listen(!isListening)}
      />
    </SettingRow>
  )
}
