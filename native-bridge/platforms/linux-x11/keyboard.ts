/**
 * The keyboard as it is set up now: finds the keys for keysyms in the active layout, its other groups, or spare keycodes;
 * keeps up with layout changes; takes Caps Lock off and switches groups while we type, and puts both back.
 */
import { aborted, done, refused } from '../../outcome.js'
import type { Outcome } from '../../types.js'
import { systemClock } from '../../clock.js'
import { type Connection, displayLost } from './connection.js'
import { CORE_KEYBOARD, type Keymap, type Press, readKeymap } from './keymap.js'
import type { Keysym } from './keysyms.js'
import { SpareKeys } from './spare-keys.js'

const NEW_KEYBOARD_AND_MAP = 0b11
/** Programs get this long to notice new keys: Chromium reads the keymap some time after it hears of the change. */
const NOTICE_MS = 100
/** Spare keys are given back after this time without use. */
const RESTORE_AFTER_MS = 5000

export class Keyboard {
  private keymap: Keymap | null = null
  private readonly spare: SpareKeys
  private readonly xkbEvent: number
  /** what to put back: the group that was active and the modifiers that were locked */
  private before: { readonly group: number; readonly locked: number } | null = null
  private group = 0
  private restoreTimer: NodeJS.Timeout | undefined

  constructor(private readonly connection: Connection) {
    const { x, display } = connection
    this.spare = new SpareKeys(connection)
    const out = [0, 8, 16, 24, 32].map((at) => Buffer.alloc(128).subarray(at)) as [Buffer, Buffer, Buffer, Buffer, Buffer]
    this.xkbEvent = x.XkbQueryExtension(display, ...out) === 0 ? -1 : out[1].readInt32LE()
    x.XkbSelectEvents(display, CORE_KEYBOARD, NEW_KEYBOARD_AND_MAP, NEW_KEYBOARD_AND_MAP)
  }

  /** Reads the keymap if it changed. To be called before keys are looked up for a send. */
  refresh(): Outcome<void> {
    clearTimeout(this.restoreTimer)
    this.connection.sync()
    const hasChanged = this.takeChanges()
    if (this.keymap && !hasChanged) return this.connection.isAlive ? done(undefined) : displayLost(this.connection)
    this.keymap = readKeymap(this.connection, this.spare.given)
    if (!this.keymap)
      return this.connection.isAlive ? refused('input', 'The X server has no keyboard.') : displayLost(this.connection)
    this.spare.keymapChanged(this.keymap.spare, this.keymap.areGivenKept)
    return done(undefined)
  }

  /** Can a key be found or made for it? */
  canType(keysym: Keysym): boolean {
    return this.spare.hasAny || this.findInLayout(keysym, 0) !== null
  }

  /** How many different ones of these the layout lacks, and how many such there is room for at a time. */
  foreign(keysyms: readonly Keysym[]): { readonly count: number; readonly room: number } {
    const count = [...new Set(keysyms)].filter((keysym) => !this.findInLayout(keysym, 0)).length
    return { count, room: this.spare.capacity }
  }

  /** The press for a keysym, to be used at once: in the active group, any group, or among the spare keys that were prepared. */
  find(keysym: Keysym): Press | null {
    return this.findInLayout(keysym, this.before ? this.group : this.activeGroup()) ?? this.spare.use(keysym)
  }

  /**
   * The key of a Latin letter by its place on the US keyboard, null where the layout has the letter. Under a layout without
   * Latin letters Chromium and Qt take shortcuts by place; a spare key says nothing to Chromium but its character.
   */
  letterByPlace(keysym: Keysym): Press | null {
    const letter = String.fromCharCode(keysym)
    if (!/^[a-z]$/.test(letter) || this.findInLayout(keysym, 0)) return null
    const code = this.keymap?.domCodes.indexOf(`Key${letter.toUpperCase()}`) ?? -1
    return code < 0 ? null : { code, group: null, shift: false, level3: false }
  }

  /**
   * Makes spare keys for what the layout lacks, for as many of the keysyms from the first on as there is room for.
   * Returns how many can be typed now; at least one.
   */
  async prepare(keysyms: readonly Keysym[], signal: AbortSignal): Promise<Outcome<number>> {
    let plan = this.planSpare(keysyms)
    if (plan.count === 0) {
      await systemClock.sleep(this.spare.busyMs(), signal)
      if (signal.aborted) return aborted()
      this.spare.recycle()
      plan = this.planSpare(keysyms)
    }
    if (plan.missing.length === 0) return done(plan.count)
    const isGiven = this.spare.give(plan.missing)
    if (!this.connection.isAlive) return displayLost(this.connection)
    if (!isGiven) return refused('input', 'The X server gave no spare keys for characters that the keyboard layout lacks.')
    // our own change is no news
    this.takeChanges()
    await systemClock.sleep(NOTICE_MS, signal)
    return signal.aborted ? aborted() : done(plan.count)
  }

  /** Shift and level-3 keys a press needs, in the order to press them. */
  modifiersFor(press: Press): readonly number[] {
    const codes: number[] = []
    if (press.shift) codes.push(this.keymap?.shiftCode ?? 0)
    if (press.level3 && this.keymap?.level3Code) codes.push(this.keymap.level3Code)
    return codes
  }

  /** Locks that would garble text are taken off and groups are switched from here on until `settleBack`. */
  adapt(press: Press): void {
    const { x, display } = this.connection
    if (!this.before) {
      const state = this.state()
      const locked = state.locked & ~(this.keymap?.numLockMask ?? 0)
      this.before = { group: state.group, locked }
      this.group = state.group
      if (locked !== 0) x.XkbLockModifiers(display, CORE_KEYBOARD, locked, 0)
    }
    if (press.group === null || press.group === this.group) return
    x.XkbLockGroup(display, CORE_KEYBOARD, press.group)
    this.group = press.group
  }

  settleBack(): void {
    const { before } = this
    this.before = null
    this.restoreLater()
    if (!before || !this.connection.isAlive) return
    const { x, display } = this.connection
    if (before.group !== this.group) x.XkbLockGroup(display, CORE_KEYBOARD, before.group)
    if (before.locked !== 0) x.XkbLockModifiers(display, CORE_KEYBOARD, before.locked, before.locked)
    this.connection.flush()
  }

  /** How long until spare keys may be taken back without a slow program misreading them. */
  get busyMs(): number {
    return this.spare.isUsed ? this.spare.busyMs() : 0
  }

  /** Takes the spare keys back at once. */
  restore(): void {
    clearTimeout(this.restoreTimer)
    this.spare.restore()
    if (this.connection.isAlive) this.takeChanges()
  }

  private restoreLater(): void {
    clearTimeout(this.restoreTimer)
    if (!this.spare.isUsed) return
    this.restoreTimer = setTimeout(() => this.restore(), RESTORE_AFTER_MS)
    this.restoreTimer.unref()
  }

  /** How many of the keysyms from the first on fit, and which of them need a spare key. */
  private planSpare(keysyms: readonly Keysym[]): { readonly count: number; readonly missing: readonly Keysym[] } {
    const missing = new Set<Keysym>()
    const { room } = this.spare
    let count = 0
    for (const keysym of keysyms) {
      if (!missing.has(keysym) && !this.spare.has(keysym) && !this.findInLayout(keysym, 0)) {
        if (missing.size >= room) break
        missing.add(keysym)
      }
      count++
    }
    return { count, missing: [...missing] }
  }

  private findInLayout(keysym: Keysym, group: number): Press | null {
    const groups = this.keymap?.groups ?? []
    return groups[group]?.get(keysym) ?? groups.find((presses) => presses.has(keysym))?.get(keysym) ?? null
  }

  private activeGroup(): number {
    return this.keymap?.groups.length === 1 ? 0 : this.state().group
  }

  private state(): { readonly group: number; readonly locked: number } {
    const out = Buffer.alloc(128)
    this.connection.x.XkbGetState(this.connection.display, CORE_KEYBOARD, out)
    return { group: out.readUInt8(0), locked: out.readUInt8(9) }
  }

  /** Has the keymap changed since the last call? */
  private takeChanges(): boolean {
    const { x, display } = this.connection
    const event = Buffer.alloc(192)
    let hasChanged = false
    while (x.XPending(display) > 0) {
      x.XNextEvent(display, event)
      hasChanged ||= event.readInt32LE(0) === this.xkbEvent
    }
    return hasChanged
  }
}
