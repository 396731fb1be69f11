/**
 * The person's key events in, hotkeys out. What Deskhand sends itself never gets here: the bridge reports only what it
 * did not send, so a chord the model presses fires nothing. docs/hotkeys.md says in words what this file does.
 */
import type { HumanEvent } from '../../native-bridge/types.js'
import type { HotkeyName } from '../protocol/settings.js'
import { MODIFIERS, MODIFIER_CODES, type Bindings, type Modifier } from './chord.js'

export type HotkeySignal =
  | { readonly kind: 'fired'; readonly name: HotkeyName }
  /** the modifiers of at least one hotkey are held, and nothing besides them: windows show each button's key */
  | { readonly kind: 'held'; readonly held: boolean }

export interface HotkeyState {
  /** keys that are down now, by code, with the time they went down */
  readonly down: ReadonlyMap<string, number>
  /** what the last 'held' signal said */
  readonly held: boolean
}

export const NO_KEYS: HotkeyState = { down: new Map(), held: false }

/** Windows sends a left Ctrl with every AltGr, in the same instant; a person's two keys never are that close. */
const ALT_GR_APART_MS = 2

/** Takes one event; other kinds than keys change nothing. */
export function feedHotkeys(
  state: HotkeyState,
  event: HumanEvent,
  bindings: Bindings,
): { state: HotkeyState; signals: readonly HotkeySignal[] } {
  if (event.kind !== 'key' || event.code === '') return { state, signals: [] }
  const isRepeat = event.down && state.down.has(event.code)
  const down = new Map(state.down)
  if (!event.down) down.delete(event.code)
  else if (!isRepeat) down.set(event.code, event.atMs)

  const modifiers = heldModifiers(down)
  const held = bindings.bound.some(({ chord }) => isSame(chord.modifiers, modifiers))
  const signals: HotkeySignal[] = []
  if (held !== state.held) signals.push({ kind: 'held', held })
  if (event.down && !isRepeat) {
    const hit = bindings.bound.find(({ chord }) => chord.code === event.code && isSame(chord.modifiers, modifiers))
    if (hit) signals.push({ kind: 'fired', name: hit.name })
  }
  return { state: { down, held }, signals }
}

function heldModifiers(down: ReadonlyMap<string, number>): readonly Modifier[] {
  const fakes = isAltGr(down) ? ['ControlLeft', 'AltRight'] : []
  const held = new Set([...down.keys()].filter((code) => !fakes.includes(code)).map((code) => MODIFIER_CODES[code]))
  return MODIFIERS.filter((modifier) => held.has(modifier))
}

function isAltGr(down: ReadonlyMap<string, number>): boolean {
  const ctrl = down.get('ControlLeft')
  const alt = down.get('AltRight')
  return ctrl !== undefined && alt !== undefined && Math.abs(ctrl - alt) <= ALT_GR_APART_MS
}

const isSame = (one: readonly Modifier[], other: readonly Modifier[]): boolean =>
  one.length === other.length && one.every((modifier, index) => modifier === other[index])
