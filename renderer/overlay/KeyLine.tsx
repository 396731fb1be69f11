/** The hotkeys in one line: shared modifiers once, then each key. */
import type { KeyCaps } from './parts.js'

const modifiers = (caps: readonly string[]): string => caps.slice(0, -1).join(' ')

export function KeyLine({ keys }: { readonly keys: KeyCaps }) {
  const all = [
    { caps: keys.pause, words: 'pause' },
    { caps: keys.takeOver, words: 'take over' },
    { caps: keys.stop, words: 'stop' },
  ]
  const isShared = new Set(all.map(({ caps }) => modifiers(caps))).size === 1
  const shown = isShared ? all : all.slice(-1)
  return (
    <p className="keyline">
      {isShared && (
        <>
          {keys.stop.slice(0, -1).map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
          <span>with</span>
        </>
      )}
      {shown.map(({ caps, words }) => (
        <KeyWords key={words} caps={isShared ? caps.slice(-1) : caps} words={words} />
      ))}
    </p>
  )
}

const KeyWords = ({ caps, words }: { caps: readonly string[]; words: string }) => (
  <>
    {caps.map((cap) => (
      <kbd key={cap}>{cap}</kbd>
    ))}
    <span>{words}</span>
  </>
)
