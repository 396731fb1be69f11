/**
 * Characters the layout lacks, typed through keycodes that stand for nothing: they are given the keysyms for a while. All
 * changes go in one request, because each one makes every program reload its keymap. A program reads the keymap as it is
 * when it gets round to it, so a keycode keeps its character for a while after use.
 */
import { type Connection } from './connection.js'
import { CORE_KEYBOARD, type Press } from './keymap.js'
import type { Keysym } from './keysyms.js'
import { copyFrom } from './xlib.js'

/** How long a used keycode keeps its character. 100 ms was enough for all programs tried; slow ones get more. */
const KEEP_MS = 250
/** Two characters a keycode: alone and with Shift. */
const PER_CODE = 2
const TWO_LEVEL_TYPE = 1
const KEY_SYMS_CHANGED = 2
const KEY_TYPES = 1
const KEY_SYMS = 2
const MODIFIER_MAP = 4

type Row = readonly [code: number, alone: Keysym, shifted: Keysym]

export class SpareKeys {
  private codes: readonly number[] = []
  private free: number[] = []
  private readonly presses = new Map<Keysym, Press>()
  private lastUseMs = -Infinity
  /** keycodes that stand for something because of us */
  readonly given = new Set<number>()

  constructor(private readonly connection: Connection) {}

  /** A new keymap was read. When what was given out is gone from it, it must be given again. */
  keymapChanged(codes: readonly number[], areGivenKept: boolean): void {
    this.codes = codes
    if (areGivenKept) return
    this.recycle()
    this.given.clear()
  }

  get hasAny(): boolean {
    return this.codes.length > 0
  }

  get isUsed(): boolean {
    return this.given.size > 0
  }

  has(keysym: Keysym): boolean {
    return this.presses.has(keysym)
  }

  /** The press for a keysym, to be used at once. */
  use(keysym: Keysym): Press | null {
    this.lastUseMs = performance.now()
    return this.presses.get(keysym) ?? null
  }

  get capacity(): number {
    return this.codes.length * PER_CODE
  }

  /** How many more keysyms can be given out now. */
  get room(): number {
    return this.free.length * PER_CODE
  }

  /** Gives keys to as many as there is room for. False when the server refused. */
  give(keysyms: readonly Keysym[]): boolean {
    const rows: Row[] = []
    const wanted = keysyms.slice(0, this.room)
    for (let at = 0; at < wanted.length; at += PER_CODE) {
      const code = this.free.shift()
      const alone = wanted[at]
      if (code === undefined || alone === undefined) break
      const shifted = wanted[at + 1]
      rows.push([code, alone, shifted ?? alone])
      this.given.add(code)
      this.presses.set(alone, { code, group: null, shift: false, level3: false })
      if (shifted !== undefined) this.presses.set(shifted, { code, group: null, shift: true, level3: false })
    }
    return rows.length === 0 || this.change(rows)
  }

  /** How long to wait until the used keycodes may stand for something else. */
  busyMs(): number {
    return Math.max(0, this.lastUseMs + KEEP_MS - performance.now())
  }

  /** All given keycodes may be given again; their old meaning stays until then. */
  recycle(): void {
    this.free = [...this.codes]
    this.presses.clear()
  }

  /** Makes all keycodes stand for nothing again. */
  restore(): void {
    if (this.given.size === 0 || !this.connection.isAlive) return
    this.recycle()
    this.change([...this.given].map((code) => [code, 0, 0]))
    this.given.clear()
  }

  private change(rows: readonly Row[]): boolean {
    const { x, display } = this.connection
    const keyboard = x.XkbGetMap(display, KEY_TYPES | KEY_SYMS | MODIFIER_MAP, CORE_KEYBOARD)
    if (keyboard === null) return false
    const changes = Buffer.alloc(128)
    const types = Buffer.alloc(128)
    types.writeInt32LE(TWO_LEVEL_TYPE)
    const map = copyFrom(x, keyboard, 72).readBigUInt64LE(32)
    const isFine = this.connection.succeeds(() => {
      for (const [code, alone, shifted] of rows) {
        x.XkbChangeTypesOfKey(keyboard, code, alone === 0 ? 0 : 1, 1, types, changes)
        if (alone === 0) continue
        const parts = copyFrom(x, map, 48)
        const offset = copyFrom(x, parts.readBigUInt64LE(32) + BigInt(code * 8), 8).readUInt16LE(6)
        const symbols = Buffer.alloc(128)
        symbols.writeBigUInt64LE(BigInt(alone), 0)
        symbols.writeBigUInt64LE(BigInt(shifted), 8)
        x.memcpy(parts.readBigUInt64LE(24) + BigInt(offset * 8), symbols, PER_CODE * 8)
      }
      const changed = rows.map(([code]) => code)
      const first = Math.min(...changed)
      changes.writeUInt16LE(KEY_SYMS_CHANGED, 0)
      changes.writeUInt8(first, 6)
      changes.writeUInt8(Math.max(...changed) - first + 1, 7)
      x.XkbChangeMap(display, keyboard, changes)
    })
    x.XkbFreeKeyboard(keyboard, 0, 1)
    return isFine
  }
}
