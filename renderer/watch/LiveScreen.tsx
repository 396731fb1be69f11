/** The desktop as it is now, with its pointer; while the person has the hands, what they do over it goes there. */
import { MousePointer2 } from 'lucide-react'
import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type PointerEvent, type WheelEvent } from 'react'
import type { WatchFrame } from '../../electron/protocol/watch-ipc.js'
import type { Hotkeys } from '../../electron/protocol/settings.js'
import { frameUrl } from '../shared/api.js'
import { Icon } from '../shared/icons.js'
import { placeOn, strokesOfButton, strokesOfKey } from './person-strokes.js'
import type { Hands } from './use-hands.js'

interface LiveScreenProps {
  readonly frame: WatchFrame
  readonly isYours: boolean
  readonly hands: Hands
  readonly hotkeys: Hotkeys
}

/** Deskhand's own keys work here as everywhere. */
function isHotkey(event: KeyboardEvent, hotkeys: Hotkeys): boolean {
  const held = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', event.metaKey && 'Meta']
  const pressed = [...held.filter((name) => name !== false), event.code]
  const isIt = (parts: readonly string[]) => parts.length === pressed.length && pressed.every((part) => parts.includes(part))
  return Object.values(hotkeys).some((chord) => isIt(chord.split('+')))
}

export function LiveScreen({ frame, isYours, hands, hotkeys }: LiveScreenProps) {
  const stage = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isYours) stage.current?.focus()
  }, [isYours])
  const at = (event: PointerEvent | WheelEvent) =>
    placeOn({ x: event.clientX, y: event.clientY }, event.currentTarget.getBoundingClientRect(), frame)
  const press = (event: PointerEvent, down: boolean) => {
    if (!isYours) return
    if (down) event.currentTarget.setPointerCapture(event.pointerId)
    hands.send(strokesOfButton(event.button, down, at(event), event))
  }
  const type = (event: KeyboardEvent) => {
    if (!isYours || isHotkey(event, hotkeys)) return
    event.preventDefault()
    event.stopPropagation()
    hands.send(strokesOfKey({ ...keysOf(event), isLevel3: event.getModifierState('AltGraph') }))
  }
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`
  return (
    <div
      ref={stage}
      className={isYours ? 'live yours' : 'live'}
      role="application"
      aria-label="Virtual display"
      tabIndex={0}
      style={{ aspectRatio: `${frame.width} / ${frame.height}`, '--ratio': frame.width / frame.height } as CSSProperties}
      onPointerMove={(event) => isYours && hands.send([{ kind: 'move', ...at(event) }])}
      onPointerDown={(event) => press(event, true)}
      onPointerUp={(event) => press(event, false)}
      onContextMenu={(event) => event.preventDefault()}
      onWheel={(event) =>
        isYours &&
        hands.send([
          { kind: 'move', ...at(event) },
          { kind: 'wheel', dx: event.deltaX, dy: event.deltaY },
        ])
      }
      onKeyDown={type}
    >
      <img src={frameUrl(frame.session, frame.frame)} alt="What is on the virtual display now" draggable={false} />
      {frame.pointer && (
        <span
          className="live-pointer"
          style={{ left: percent(frame.pointer.x, frame.width), top: percent(frame.pointer.y, frame.height) }}
        >
          <Icon of={MousePointer2} fill size={20} />
        </span>
      )}
    </div>
  )
}

const keysOf = ({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent) => ({
  key,
  code,
  ctrlKey,
  altKey,
  shiftKey,
  metaKey,
})
