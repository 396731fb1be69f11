/** The overlay: always on top, never in the way. Pill, compact or expanded; Stop stays in its corner in all of them. */
import { useEffect, useState, type CSSProperties } from 'react'
import type { AppState } from '../../electron/protocol/ipc.js'
import { on, tell } from '../shared/api.js'
import { useApp, useKeyLayout } from '../shared/use-app.js'
import { chordCaps } from '../shared/key-names.js'
import { Compact } from './Compact.js'
import { Expanded } from './Expanded.js'
import { Idle } from './Idle.js'
import { Pill } from './Pill.js'
import { Spoken } from './Spoken.js'
import { fitting, type OverlaySize } from './room.js'
import { useFit } from './use-fit.js'
import { useOverlay } from './use-overlay.js'

function useHeldKeys(): boolean {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => on('overlay.keys', ({ held }) => setHeld(held)), [])
  return isHeld
}

/** Opened for an answer, it goes back to its size once the answer is given; asked to steer, it opens as far as the field needs. */
function useSize(app: AppState | null, needsYou: boolean) {
  const [opened, setOpened] = useState<'answer' | 'steer' | null>(null)
  const [steerAsked, setSteerAsked] = useState(0)
  if (opened === 'answer' && !needsYou) setOpened(null)
  useEffect(
    () =>
      on('overlay.steer', () => {
        setOpened('steer')
        setSteerAsked((times) => times + 1)
      }),
    [],
  )
  const resize = (size: OverlaySize) => {
    setOpened(null)
    if (app) tell('settings.set', { overlay: { ...app.settings.overlay, size } })
  }
  const wanted = app?.settings.overlay.size ?? 'expanded'
  const [before, setBefore] = useState(wanted)
  if (before !== wanted) {
    // another size was chosen, by its hotkey for instance
    setBefore(wanted)
    setOpened(null)
  }
  return { size: opened !== null ? 'expanded' : wanted, steerAsked, resize, review: () => setOpened('answer') } as const
}

export function OverlayWindow() {
  const app = useApp()
  const layout = useKeyLayout()
  const overlay = useOverlay(app)
  const areKeysHeld = useHeldKeys()
  const { box, room } = useFit()
  const wanted = useSize(app, overlay.state === 'needs')
  const size = fitting(wanted.size, room)
  if (!app) return <div ref={box} />

  const { pause, takeOver, stop } = app.settings.hotkeys
  const caps = { pause: chordCaps(pause, app.platform, layout), takeOver: chordCaps(takeOver, app.platform, layout) }
  const keys = { held: areKeysHeld, stop: chordCaps(stop, app.platform, layout), ...caps }
  const parts = { overlay, keys, room, resize: wanted.resize, review: wanted.review }
  const height = { '--room': `${room.heightPx}px` } as CSSProperties
  return (
    <div ref={box} className="overlay" data-size={size} data-text={room.isTextLarge ? 'large' : undefined} style={height}>
      {overlay.session === null ? (
        <Idle />
      ) : size === 'pill' ? (
        <Pill {...parts} />
      ) : size === 'compact' ? (
        <Compact {...parts} />
      ) : (
        <Expanded {...parts} platform={app.platform} steerAsked={wanted.steerAsked} />
      )}
      <Spoken view={overlay.view} />
    </div>
  )
}
