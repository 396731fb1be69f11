/**
 * One connection to an X server, and the error handlers that keep a failing request or a server's death from ending the
 * process, which is Xlib's default. The handlers are the process's; errors on other people's connections go on to whoever
 * had them before us (GTK inside Electron).
 */
import { done, refused } from '../../outcome.js'
import type { Outcome } from '../../types.js'
import { COOKIE_PROTOCOL, cookieOf } from './authority.js'
import { callListener, copyFrom, loadXlib, nativeListener, textAt, type Pointer, type Xid, type Xlib } from './xlib.js'

export interface Property {
  readonly bytes: Buffer
  /** the values of a property of format 32; empty for the others */
  readonly values: readonly number[]
}

const open = new Map<Pointer, Connection>()

/** How much of a property is read: titles and window lists stay far below. */
const PROPERTY_WORDS = 65_536

export class Connection {
  readonly root: Xid
  readonly screen: number
  private readonly atoms = new Map<string, Xid>()
  private errors = 0
  private isOpen = true
  private isLost = false

  constructor(
    readonly x: Xlib,
    readonly display: Pointer,
    readonly name: string,
  ) {
    open.set(display, this)
    this.root = x.XDefaultRootWindow(display)
    this.screen = x.XDefaultScreen(display)
  }

  /** Can it be used? Not after `close` or when the server has gone. */
  get isAlive(): boolean {
    return this.isOpen && !this.isLost
  }

  failed(): void {
    this.errors++
  }

  lost(): void {
    this.isLost = true
  }

  /** Runs requests, waits for the server to have done them, and says whether all went well. */
  succeeds(requests: () => void): boolean {
    takeErrors(this.x)
    const before = this.errors
    requests()
    this.sync()
    return this.isAlive && this.errors === before
  }

  sync(): void {
    if (this.isAlive) this.x.XSync(this.display, 0)
  }

  flush(): void {
    if (this.isAlive) this.x.XFlush(this.display)
  }

  atom(name: string): Xid {
    const known = this.atoms.get(name)
    if (known !== undefined) return known
    const atom = this.x.XInternAtom(this.display, name, 0)
    this.atoms.set(name, atom)
    return atom
  }

  /** Null when there is no such atom. */
  nameOf(atom: Xid): string | null {
    let name: string | null = null
    this.succeeds(() => {
      const address = this.x.XGetAtomName(this.display, atom)
      if (address === null || address === 0n) return
      name = textAt(address)
      this.x.XFree(address)
    })
    return name
  }

  /** A window's property, or null; also when the window has gone. */
  property(window: Xid, name: string): Property | null {
    if (!this.isAlive) return null
    const out = Buffer.alloc(128)
    const [type, format, count, left, data] = [0, 8, 16, 24, 32].map((at) => out.subarray(at, at + 8)) as Five
    const args = [type, format, count, left, data] as const
    const failed = this.x.XGetWindowProperty(this.display, window, this.atom(name), 0, PROPERTY_WORDS, 0, 0, ...args)
    const address = data.readBigUInt64LE()
    if (failed || address === 0n) return null
    const items = Number(count.readBigUInt64LE())
    const bits = format.readInt32LE()
    // Xlib hands 32-bit items out as longs
    const bytes = copyFrom(this.x, address, items * (bits === 32 ? 8 : bits / 8))
    this.x.XFree(address)
    const values = bits === 32 ? Array.from({ length: items }, (_, at) => Number(bytes.readBigUInt64LE(at * 8))) : []
    return { bytes, values }
  }

  hasExtension(name: string): boolean {
    const out = Buffer.alloc(128)
    return this.isAlive && this.x.XQueryExtension(this.display, name, out, out.subarray(8), out.subarray(16)) !== 0
  }

  close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.x.XCloseDisplay(this.display)
    open.delete(this.display)
  }
}

type Five = [Buffer, Buffer, Buffer, Buffer, Buffer]

/** `name` is ':99' or null for $DISPLAY. */
export function connect(name: string | null): Outcome<Connection> {
  const shown = name ?? process.env['DISPLAY'] ?? ''
  if (shown === '')
    return refused(
      'no-display',
      'There is no X display: DISPLAY is not set. Start from a desktop session or use a virtual display.',
    )
  const loaded = loadXlib()
  if (!loaded.ok) return loaded
  const x = loaded.value
  takeErrors(x)
  const display = openDisplay(x, shown)
  if (display === null || display === 0n) {
    return refused('no-display', `The X display ${shown} cannot be opened; check that it runs and that this user may use it.`)
  }
  const connection = new Connection(x, display, shown)
  surviveItsEnd(x, display)
  return done(connection)
}

/** The cookie is the process's: nobody else's connection may show it. */
function openDisplay(x: Xlib, name: string): Pointer | null {
  const cookie = cookieOf(name)
  if (!cookie) return x.XOpenDisplay(name)
  x.XSetAuthorization(COOKIE_PROTOCOL, COOKIE_PROTOCOL.length, cookie, cookie.length)
  const display = x.XOpenDisplay(name)
  x.XSetAuthorization(null, 0, null, 0)
  return display
}

export const displayLost = (connection: Connection): Outcome<never> =>
  refused('no-display', `The X display ${connection.name} has gone.`)

interface Handlers {
  readonly onError: Pointer
  readonly onEnd: Pointer
  readonly afterEnd: Pointer
  /** Xlib's own, which must not be called: it ends the process */
  readonly defaultOnError: Pointer | null
  nextOnError: Pointer | null
}

let handlers: Handlers | null = null

/** Makes our error handler the process's. Called before requests that may fail: somebody else may have set theirs since. */
function takeErrors(x: Xlib): void {
  handlers ??= createHandlers(x)
  const previous = x.XSetErrorHandler(handlers.onError)
  if (previous === handlers.onError) return
  handlers.nextOnError = previous === handlers.defaultOnError ? null : previous
}

function createHandlers(x: Xlib): Handlers {
  const onError = nativeListener((display, event) => {
    const ours = open.get(display)
    if (ours) ours.failed()
    else if (handlers?.nextOnError) callListener(handlers.nextOnError, display, event)
    return 0
  })
  const onEnd = nativeListener((display) => {
    open.get(display)?.lost()
    return 0
  })
  const before = x.XSetErrorHandler(null)
  const defaultOnError = x.XSetErrorHandler(before)
  return { onError, onEnd, afterEnd: nativeListener(() => 0), defaultOnError, nextOnError: null }
}

/** A server that goes away shall be a problem that is reported, not the end of the process. */
function surviveItsEnd(x: Xlib, display: Pointer): void {
  if (!handlers || !x.XSetIOErrorExitHandler) return
  x.XSetIOErrorHandler(handlers.onEnd)
  x.XSetIOErrorExitHandler(display, handlers.afterEnd, null)
}
