/**
 * The hotkeys of the whole desktop. The bridge's human input comes first: it never reports what Deskhand sent itself, so a
 * chord the model presses fires nothing. Where it cannot watch, the system's global shortcuts take over, and those that
 * fire while we hold keys are ignored. It all happens in the main process: Stop works while every window is frozen.
 */
import { globalShortcut } from 'electron'
import type { Bridge, HumanEvent } from '../../native-bridge/index.js'
import { bindHotkeys, feedHotkeys, HOTKEY_WORDS, NO_KEYS, parseChord, type Bindings, type Chord } from '../hotkeys/index.js'
import type { HotkeyName, Hotkeys } from '../protocol/settings.js'
import { acceleratorOf } from './accelerator.js'

export interface GlobalHotkeys {
  /** Listens for these from now on. */
  bind(hotkeys: Hotkeys): void
  /** hotkeys that can't fire or may not arrive, with the reason */
  problems(): readonly { readonly name: string; readonly reason: string }[]
  /** null when keys are watched; else why only the system's shortcuts are in use */
  fallback(): string | null
  /** Why this chord can't be the key for `name`; null when it can. */
  refuse(name: string, chord: string, hotkeys: Hotkeys): string | null
  close(): void
}

export interface HotkeyListeners {
  readonly fired: (name: HotkeyName, atMs: number) => void
  readonly held: (isHeld: boolean) => void
  /** every event of a person; is it part of a chord of ours? */
  readonly human: (event: HumanEvent, isChord: boolean) => void
}

export async function openGlobalHotkeys(bridge: Bridge | null, listeners: HotkeyListeners): Promise<GlobalHotkeys> {
  let bindings: Bindings = { bound: [], problems: [] }
  let keys = NO_KEYS
  let taken: readonly { readonly name: string; readonly reason: string }[] = []

  const hear = (event: HumanEvent) => {
    const next = feedHotkeys(keys, event, bindings)
    keys = next.state
    for (const signal of next.signals) {
      if (signal.kind === 'held') listeners.held(signal.held)
      else listeners.fired(signal.name, performance.now())
    }
    listeners.human(event, keys.held || next.signals.some((signal) => signal.kind === 'fired'))
  }
  const watch = bridge ? await bridge.human.watch(hear) : null
  const isWatching = watch?.ok === true
  const fallback = isWatching ? null : (watch?.problem.message ?? 'No desktop could be opened.')

  const isOurs = () => (bridge?.input.held().length ?? 0) > 0
  return {
    bind: (hotkeys) => {
      bindings = bindHotkeys(hotkeys)
      globalShortcut.unregisterAll()
      taken = isWatching
        ? bindings.bound.flatMap(({ name, chord }) => problemOf(name, probe(chord)))
        : registerAll(bindings, listeners, isOurs)
    },
    problems: () => [...bindings.problems, ...taken],
    fallback: () => fallback,
    refuse: (name, chord, hotkeys) => {
      if (!Object.hasOwn(HOTKEY_WORDS, name)) return `There is no hotkey “${name}”.`
      const parsed = parseChord(chord)
      if (!parsed.ok) return parsed.reason
      const conflict = conflictOf(name as HotkeyName, chord, hotkeys)
      if (conflict) return `${chord} is already the key for ${HOTKEY_WORDS[conflict]}.`
      const isBoundByUs = bindings.bound.some((each) => acceleratorOf(each.chord) === acceleratorOf(parsed.chord))
      return isBoundByUs && !isWatching ? null : probe(parsed.chord)
    },
    close: () => {
      globalShortcut.unregisterAll()
      if (watch?.ok) watch.value()
    },
  }
}

const problemOf = (name: HotkeyName, reason: string | null) => (reason === null ? [] : [{ name, reason }])

/** Which other hotkey has this chord, in whatever order its modifiers are written. */
function conflictOf(name: HotkeyName, chord: string, hotkeys: Hotkeys): HotkeyName | null {
  const { problems } = bindHotkeys({ ...hotkeys, [name]: chord })
  const others = (Object.keys(HOTKEY_WORDS) as HotkeyName[]).filter((other) => other !== name)
  const same = others.find((other) => isSame(hotkeys[other], chord))
  return problems.length > 0 && same !== undefined ? same : null
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [parseChord(one), parseChord(other)]
  return first.ok && second.ok && JSON.stringify(first.chord) === JSON.stringify(second.chord)
}

const TAKEN = 'Another program already uses this key. It may not arrive.'

/** Asks the system for the chord and gives it back at once: null when nobody else has it. */
function probe(chord: Chord): string | null {
  const accelerator = acceleratorOf(chord)
  if (accelerator === null || globalShortcut.isRegistered(accelerator)) return null
  if (!register(accelerator, () => undefined)) return TAKEN
  globalShortcut.unregister(accelerator)
  return null
}

function registerAll(bindings: Bindings, listeners: HotkeyListeners, isOurs: () => boolean) {
  return bindings.bound.flatMap(({ name, chord }) => {
    const accelerator = acceleratorOf(chord)
    if (accelerator === null) return [{ name, reason: 'The system offers no such shortcut. Choose another key.' }]
    const isRegistered = register(accelerator, () => {
      if (!isOurs()) listeners.fired(name, performance.now())
    })
    return isRegistered ? [] : [{ name, reason: TAKEN }]
  })
}

/** Electron throws for an accelerator it cannot read and returns false for one it cannot get. */
function register(accelerator: string, pressed: () => void): boolean {
  try {
    return globalShortcut.register(accelerator, pressed)
  } catch {
    return false
  }
}
