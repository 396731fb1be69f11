/**
 * What a person does, told from what we do: XInput2 raw events of all devices, minus those synthetic ones that the ledger
 * knows as ours. Other programs' synthetic input (xdotool, VNC) stays in. The event loop wakes us when events arrive; while
 * nothing happens on the display nothing is asked.
 */
import type { HumanInput } from '../../bridge.js'
import { done, refused } from '../../outcome.js'
import type { HumanEvent, KeyLayout, MouseButton, Outcome, Point } from '../../types.js'
import { connect, type Connection } from './connection.js'
import { pointerOf } from './hands.js'
import { IdleAlarm } from './idle-alarm.js'
import { readKeymap } from './keymap.js'
import { characterOf } from './keysyms.js'
import { sentEventsOf, type SentKind } from './sent-events.js'
import { addressOf, copyFrom, textAt, whenReadable } from './xlib.js'

const GENERIC_EVENT = 35
const HIERARCHY_CHANGED = 11
const KEY_DOWN = 13
const KEY_UP = 14
const BUTTON_DOWN = 15
const BUTTON_UP = 16
const MOTION = 17
const ALL_DEVICES = 0
const ALL_MASTERS = 1
/** A pointer that another program warps (xdotool mousemove) makes no raw event, so its place is looked at this often … */
const POINTER_EVERY_MS = 20
/** … until the display has been at rest for so long. */
const REST_MS = 500
/** bytes of an XIDeviceInfo */
const DEVICE = 40
const BUTTON_NAMES: Readonly<Record<number, MouseButton>> = { 1: 'left', 2: 'middle', 3: 'right', 8: 'back', 9: 'forward' }

/** which way each wheel button turns */
const NOTCHES: Readonly<Record<number, { readonly dx?: number; readonly dy?: number }>> = {
  4: { dy: -1 },
  5: { dy: 1 },
  6: { dx: -1 },
  7: { dx: 1 },
}

export interface X11HumanInput extends HumanInput {
  close(): void
}

/** A connection of its own: its events must not wait for replies to others. */
export function createHumanInput(displayName: string): X11HumanInput {
  const watchers = new Set<Watcher>()
  return {
    watch: (listener) => {
      const connected = connect(displayName)
      if (!connected.ok) return Promise.resolve(connected)
      const watcher = new Watcher(connected.value, listener)
      const started = watcher.start()
      if (!started.ok) {
        watcher.stop()
        return Promise.resolve(started)
      }
      watchers.add(watcher)
      return Promise.resolve(
        done(() => {
          watchers.delete(watcher)
          watcher.stop()
        }),
      )
    },
    layout: () => readLayout(displayName),
    close: () => {
      for (const watcher of watchers) watcher.stop()
      watchers.clear()
    },
  }
}

/** These keysyms are characters; Return and Tab, and all that opens, plays or moves, are not. */
const LAST_LATIN = 0xff
const FIRST_UNICODE = 0x1000100
const LAST_UNICODE = 0x110ffff

/** Of the first group: the one that is in force unless a person switches. */
function readLayout(displayName: string): KeyLayout | null {
  const connected = connect(displayName)
  if (!connected.ok) return null
  const keymap = readKeymap(connected.value)
  connected.value.close()
  if (!keymap) return null
  const typed = new Map<string, string>()
  for (const [keysym, { code, shift, level3 }] of keymap.groups[0] ?? []) {
    // keys that do something, and type nothing
    if (keysym > LAST_LATIN && (keysym < FIRST_UNICODE || keysym > LAST_UNICODE)) continue
    typed.set(`${keymap.domCodes[code] ?? ''} ${shift} ${level3}`, characterOf(keysym))
  }
  return (code, { shift, level3 }) => typed.get(`${code} ${shift} ${level3}`) ?? ''
}

interface RawEvent {
  readonly type: number
  readonly source: number
  /** keycode or button */
  readonly detail: number
}

class Watcher {
  private readonly sent
  private readonly event = Buffer.alloc(192)
  private opcode = 0
  /** the server's synthetic devices */
  private synthetic: ReadonlySet<number> = new Set()
  private domCodes: readonly string[] = []
  private stopPolling: (() => void) | null = null
  private pointerTimer: NodeJS.Timeout | undefined
  private readonly alarm: IdleAlarm
  private lastStirMs = 0
  private lastPointer: Point = { x: 0, y: 0 }
  /** was a motion reported since the pointer was last looked at? */
  private hasReportedMotion = false

  constructor(
    private readonly connection: Connection,
    private readonly listener: (event: HumanEvent) => void,
  ) {
    this.sent = sentEventsOf(connection.name)
    this.alarm = new IdleAlarm(connection)
  }

  start(): Outcome<void> {
    const { x, display } = this.connection
    const out = Buffer.alloc(128)
    if (x.XQueryExtension(display, 'XInputExtension', out, out.subarray(8), out.subarray(16)) === 0) return noXInput()
    this.opcode = out.readInt32LE(0)
    const version = Buffer.alloc(128)
    version.writeInt32LE(2, 0)
    version.writeInt32LE(2, 8)
    if (x.XIQueryVersion(display, version, version.subarray(8)) !== 0) return noXInput()
    this.readDevices()
    this.domCodes = readKeymap(this.connection)?.domCodes ?? []
    const isSelected = this.connection.succeeds(() => {
      this.select(ALL_MASTERS, [KEY_DOWN, KEY_UP, BUTTON_DOWN, BUTTON_UP, MOTION])
      this.select(ALL_DEVICES, [HIERARCHY_CHANGED])
    })
    if (!isSelected) return noXInput()
    this.sent.startWatching()
    this.stopPolling = whenReadable(x.XConnectionNumber(display), () => this.drain())
    // what came in together with the replies above wakes nobody
    this.drain()
    this.lastPointer = pointerOf(this.connection)
    this.stir()
    return done(undefined)
  }

  stop(): void {
    this.stopWatching()
    this.connection.close()
  }

  private stopWatching(): void {
    clearInterval(this.pointerTimer)
    this.pointerTimer = undefined
    this.stopPolling?.()
    this.stopPolling = null
  }

  /** Something happened: for a while the pointer is looked at. */
  private stir(): void {
    this.lastStirMs = performance.now()
    if (this.pointerTimer || !this.stopPolling) return
    this.pointerTimer = setInterval(() => this.watchPointer(), POINTER_EVERY_MS)
    this.pointerTimer.unref()
    setImmediate(() => this.watchPointer())
  }

  /** What happens after the alarm was set wakes us, and what happened before it is seen by the look that follows. */
  private rest(): void {
    if (!this.alarm.set()) return
    clearInterval(this.pointerTimer)
    this.pointerTimer = undefined
    this.watchPointer()
  }

  /** The events of every motion before the answer are in the queue by the time the answer is here. */
  private watchPointer(): void {
    if (!this.connection.isAlive) return
    const pointer = pointerOf(this.connection)
    this.drain()
    if (!this.connection.isAlive) return
    const hasMoved = pointer.x !== this.lastPointer.x || pointer.y !== this.lastPointer.y
    const isWarped = hasMoved && !this.hasReportedMotion && !this.sent.wasSentTo(pointer)
    if (isWarped) this.listener({ kind: 'move', ...pointer, atMs: performance.now() })
    if (hasMoved) this.stir()
    this.lastPointer = pointer
    this.hasReportedMotion = false
    if (this.pointerTimer && performance.now() - this.lastStirMs > REST_MS) this.rest()
  }

  private drain(): void {
    const { x, display } = this.connection
    const sinceMs = performance.now()
    let pointer: Point | null = null
    const events: RawEvent[] = []
    // asking for the pointer may bring further events in, so it is asked before the queue is known to be empty
    while (this.connection.isAlive && x.XPending(display) > 0) {
      pointer ??= pointerOf(this.connection)
      x.XNextEvent(display, this.event)
      this.stir()
      const event = this.readEvent()
      if (event?.type === HIERARCHY_CHANGED) this.readDevices()
      else if (event) events.push(event)
    }
    if (!this.connection.isAlive) return this.stopWatching()
    const human = events.filter((event) => !this.isOurs(event))
    this.hasReportedMotion ||= human.some(({ type }) => type === MOTION)
    this.sent.forget(sinceMs)
    if (pointer) for (const event of human) this.report(event, pointer, sinceMs)
  }

  private readEvent(): RawEvent | null {
    const { x, display } = this.connection
    if (this.event.readInt32LE(0) !== GENERIC_EVENT || this.event.readInt32LE(32) !== this.opcode) return null
    if (x.XGetEventData(display, this.event) === 0) return null
    const type = this.event.readInt32LE(36)
    const raw = copyFrom(x, this.event.readBigUInt64LE(48), 64)
    x.XFreeEventData(display, this.event)
    return { type, source: raw.readInt32LE(52), detail: raw.readInt32LE(56) }
  }

  private isOurs({ type, source, detail }: RawEvent): boolean {
    if (!this.synthetic.has(source)) return false
    const kind = kindOf(type, detail)
    return kind !== null && this.sent.take(kind)
  }

  private report({ type, detail }: RawEvent, { x, y }: Point, atMs: number): void {
    const down = type === KEY_DOWN || type === BUTTON_DOWN
    if (type === KEY_DOWN || type === KEY_UP) return this.listener({ kind: 'key', code: this.domCodes[detail] ?? '', down, atMs })
    if (type === MOTION) return this.listener({ kind: 'move', x, y, atMs })
    const button = BUTTON_NAMES[detail]
    if (button) return this.listener({ kind: 'button', button, down, x, y, atMs })
    const isWheel = detail >= 4 && detail <= 7
    if (isWheel && down) return this.listener({ kind: 'wheel', x, y, ...NOTCHES[detail], atMs })
    // a further button: there is no name for it, but somebody is there
    if (!isWheel) this.listener({ kind: 'move', x, y, atMs })
  }

  private select(device: number, events: readonly number[]): void {
    const bits = Buffer.alloc(128)
    for (const event of events) bits.writeUInt8(bits.readUInt8(event >> 3) | (1 << (event & 7)), event >> 3)
    const mask = Buffer.alloc(128)
    mask.writeInt32LE(device, 0)
    mask.writeInt32LE(4, 4)
    mask.writeBigUInt64LE(addressOf(bits), 8)
    this.connection.x.XISelectEvents(this.connection.display, this.connection.root, mask, 1)
    this.connection.flush()
  }

  private readDevices(): void {
    const { x, display } = this.connection
    const count = Buffer.alloc(128)
    const devices = x.XIQueryDevice(display, ALL_DEVICES, count)
    if (devices === null) return
    const bytes = copyFrom(x, devices, count.readInt32LE() * DEVICE)
    const synthetic = new Set<number>()
    for (let at = 0; at < bytes.length; at += DEVICE) {
      if (textAt(bytes.readBigUInt64LE(at + 8)).includes('XTEST')) synthetic.add(bytes.readInt32LE(at))
    }
    x.XIFreeDeviceInfo(devices)
    this.synthetic = synthetic
  }
}

function kindOf(type: number, detail: number): SentKind | null {
  if (type === MOTION) return 'motion'
  if (type === KEY_DOWN || type === KEY_UP) return `key:${detail}:${type === KEY_DOWN ? 'down' : 'up'}`
  if (type === BUTTON_DOWN || type === BUTTON_UP) return `button:${detail}:${type === BUTTON_DOWN ? 'down' : 'up'}`
  return null
}

const noXInput = (): Outcome<never> =>
  refused('no-permission', 'The X server has no XInput 2.2, so a person at the mouse and keyboard cannot be noticed.')
