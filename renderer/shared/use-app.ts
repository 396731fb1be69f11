/** What the app knows, kept fresh, and the theme it asks for. */
import { useEffect, useState } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { ask, on } from './api.js'
import type { KeyLayout } from './key-names.js'

/** null until the first answer. */
export function useApp(): AppState | null {
  const [app, setApp] = useState<AppState | null>(null)
  useEffect(() => {
    let isNewer = false
    const off = on('app.changed', (state) => {
      isNewer = true
      setApp(state)
    })
    void ask('app.state', null).then((answer) => answer.ok && !isNewer && setApp(answer.value))
    return off
  }, [])
  useEffect(() => {
    const root = document.documentElement
    if (!app) return
    if (app.settings.theme === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = app.settings.theme
    root.dataset['platform'] = app.platform
  }, [app])
  return app
}

interface KeyboardWithLayout {
  getLayoutMap(): Promise<KeyLayout>
}

/** The person's own keyboard, where the browser can tell; positions are then named as they are printed. */
export function useKeyLayout(): KeyLayout {
  const [layout, setLayout] = useState<KeyLayout>(new Map())
  useEffect(() => {
    const keyboard = (navigator as { keyboard?: KeyboardWithLayout }).keyboard
    keyboard?.getLayoutMap().then(
      (map) => setLayout(new Map(map)),
      () => undefined,
    )
  }, [])
  return layout
}
