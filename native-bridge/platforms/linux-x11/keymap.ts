/**
 * The keyboard layout, read through XKB: which key types which keysym in which group with which modifiers, which keys are
 * spare, and where the keys lie. Asks Xlib to translate each key as a client would, so odd key types come out right.
 */
import { type Connection } from './connection.js'
import { domCode } from './dom-codes.js'
import { functionKeysym, ISO_LEVEL3_SHIFT, type Keysym, NUM_LOCK, plainKeysym, SHIFT_L } from './keysyms.js'
import { copyFrom, type Pointer, type Xlib } from './xlib.js'

export const CORE_KEYBOARD = 0x100
export const SHIFT = 1
export const LOCK = 2

/** One way to produce a keysym: this key in this group, with Shift and the level-3 key (AltGr) or without. */
export interface Press {
  readonly code: number
  /** null: whichever is active */
  readonly group: number | null
  readonly shift: boolean
  readonly level3: boolean
}

export interface Keymap {
  /** the cheapest press for a keysym, per group */
  readonly groups: readonly ReadonlyMap<Keysym, Press>[]
  /** keycodes that stand for nothing, those given out by us included */
  readonly spare: readonly number[]
  /** do the keycodes given out still stand for something? */
  readonly areGivenKept: boolean
  readonly shiftCode: number
  /** null where the layout has no third level */
  readonly level3Code: number | null
  /** the real modifier Num Lock is on, 0 if none */
  readonly numLockMask: number
  /** DOM code by keycode, '' when unknown */
  readonly domCodes: readonly string[]
}

const KEY_TYPES = 1
const KEY_SYMS = 2
const MODIFIER_MAP = 4
const KEY_NAMES = 1 << 9

/** `given`: keycodes that we gave a meaning ourselves. Null when the server has no keyboard or has gone. */
export function readKeymap(connection: Connection, given: ReadonlySet<number> = new Set()): Keymap | null {
  const { x, display } = connection
  const keyboard = connection.isAlive ? x.XkbGetMap(display, KEY_TYPES | KEY_SYMS | MODIFIER_MAP, CORE_KEYBOARD) : null
  if (keyboard === null) return null
  x.XkbGetNames(display, KEY_NAMES, keyboard)
  const reader = new KeyboardReader(x, keyboard, given)
  const keymap = collect(reader)
  x.XkbFreeKeyboard(keyboard, 0, 1)
  return keymap
}

function collect(reader: KeyboardReader): Keymap {
  const { codes } = reader
  const shiftCode = codes.find((code) => reader.keysym(code, 0, 0) === SHIFT_L) ?? 0
  const level3Code =
    codes.find((code) => reader.keysym(code, 0, 0) === ISO_LEVEL3_SHIFT && reader.modifiersOf(code) !== 0) ?? null
  const level3 = level3Code === null ? 0 : reader.modifiersOf(level3Code)
  const numLock = codes.find((code) => reader.keysym(code, 0, 0) === NUM_LOCK)
  const groupCount = Math.max(1, ...codes.map((code) => reader.groupsOf(code)))
  const groups = Array.from({ length: groupCount }, (_, group) => collectGroup(reader, group, level3))
  const spare = codes.filter((code) => reader.isSpare(code))
  const numLockMask = numLock === undefined ? 0 : reader.modifiersOf(numLock)
  return { groups, spare, areGivenKept: reader.areGivenKept(), shiftCode, level3Code, numLockMask, domCodes: reader.domCodes() }
}

function collectGroup(reader: KeyboardReader, group: number, level3: number): ReadonlyMap<Keysym, Press> {
  const presses = new Map<Keysym, Press>()
  const combinations = level3 === 0 ? [0, SHIFT] : [0, SHIFT, level3, level3 | SHIFT]
  const isUsual = new Set(reader.codes.filter((code) => !UNUSUAL.has(reader.domCode(code))))
  const used = reader.codes.filter((code) => !reader.isSpare(code))
  for (const codes of [used.filter((code) => isUsual.has(code)), used.filter((code) => !isUsual.has(code))]) {
    for (const modifiers of combinations) {
      for (const code of codes) {
        const keysym = plainKeysym(reader.keysym(code, group, modifiers))
        if (keysym === 0 || presses.has(keysym)) continue
        presses.set(keysym, { code, group, shift: (modifiers & SHIFT) !== 0, level3: level3 !== 0 && (modifiers & level3) !== 0 })
      }
    }
  }
  addByPosition(presses, reader)
  return presses
}

/** F13 to F24 stand for something else in most layouts (F13 is Tools); then their own keys are pressed all the same. */
function addByPosition(presses: Map<Keysym, Press>, reader: KeyboardReader): void {
  for (const code of reader.codes) {
    const keysym = functionKeysym(reader.domCode(code))
    if (keysym !== null && !presses.has(keysym)) presses.set(keysym, { code, group: null, shift: false, level3: false })
  }
}

/** Keys that few keyboards have: used only for what no other key types. Programs that go by position would not know them. */
const UNUSUAL: ReadonlySet<string> = new Set(['', 'IntlBackslash', 'IntlRo', 'IntlYen'])

/** Reads Xlib's XkbDescRec and what hangs on it. */
class KeyboardReader {
  readonly codes: readonly number[]
  private readonly symbolMaps: Buffer
  private readonly modifierMap: Buffer
  private readonly names: Buffer
  private readonly lowest: number
  private readonly out = Buffer.alloc(128)

  constructor(
    private readonly x: Xlib,
    private readonly keyboard: Pointer,
    private readonly given: ReadonlySet<number>,
  ) {
    const head = copyFrom(x, keyboard, 72)
    this.lowest = head.readUInt8(12)
    const highest = head.readUInt8(13)
    this.codes = Array.from({ length: highest - this.lowest + 1 }, (_, at) => this.lowest + at)
    const map = copyFrom(x, head.readBigUInt64LE(32), 48)
    this.symbolMaps = copyFrom(x, map.readBigUInt64LE(32), (highest + 1) * 8)
    this.modifierMap = copyFrom(x, map.readBigUInt64LE(40), highest + 1)
    const names = head.readBigUInt64LE(48)
    const keyNames = names === 0n ? 0n : copyFrom(x, names, 464).readBigUInt64LE(456)
    this.names = keyNames === 0n ? Buffer.alloc((highest + 1) * 4) : copyFrom(x, keyNames, (highest + 1) * 4)
  }

  /** 0 for a key that stands for nothing */
  groupsOf(code: number): number {
    return this.symbolMaps.readUInt8(code * 8 + 4) & 0x0f
  }

  isSpare(code: number): boolean {
    return (this.groupsOf(code) === 0 && this.modifiersOf(code) === 0) || this.given.has(code)
  }

  areGivenKept(): boolean {
    return [...this.given].every((code) => this.groupsOf(code) > 0)
  }

  modifiersOf(code: number): number {
    return this.modifierMap.readUInt8(code)
  }

  keysym(code: number, group: number, modifiers: number): Keysym {
    if (this.x.XkbTranslateKeyCode(this.keyboard, code, modifiers | (group << 13), this.out, this.out.subarray(64)) === 0)
      return 0
    return Number(this.out.readBigUInt64LE(64))
  }

  domCodes(): readonly string[] {
    const codes: string[] = []
    for (const code of this.codes) codes[code] = this.domCode(code)
    return codes
  }

  domCode(code: number): string {
    const name = this.names.toString('latin1', code * 4, code * 4 + 4)
    return domCode(name.replace(/\0.*$/, ''))
  }
}
