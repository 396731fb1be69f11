/** A window that owns, reads and serves the CLIPBOARD selection: ICCCM with INCR both ways. What to serve is told by its owner. */
import { connect, type Connection } from '../connection.js'
import { done, refused } from '../../../outcome.js'
import type { Outcome } from '../../../types.js'
import { copyFrom, whenReadable, type Xid } from '../xlib.js'

const PROPERTY_NOTIFY = 28
const SELECTION_CLEAR = 29
const SELECTION_REQUEST = 30
const SELECTION_NOTIFY = 31
const PROPERTY_CHANGE_MASK = 1 << 22
const DELETED = 1
/** More is sent in pieces: the server's limit of a request is at least this. */
const PIECE_BYTES = 65_536
const WHOLE = 0x1fffffff
/** An owner that takes longer for one target does not answer any more. */
const ANSWER_MS = 2000
const CURRENT_TIME = 0

/** As the owner gave it. Items of format 32 are Xlib's longs. */
export interface Content {
  readonly type: string
  readonly format: number
  readonly bytes: Buffer
}

export interface Request {
  readonly requestor: Xid
  readonly target: string
}

export interface Server {
  /** What to answer with; null refuses. */
  answer(request: Request): Content | null
  /** The asker has read all of it. */
  wasRead(request: Request): void
  /** Somebody else owns the clipboard now. */
  wasTaken(): void
}

/** Being sent in pieces, or waiting for the asker to have read it. */
interface Delivery {
  readonly request: Request
  readonly content: Content
  /** null: all of it was given at once */
  sent: number | null
}

export class Selection {
  private readonly window: Xid
  private readonly event = Buffer.alloc(192)
  private readonly deliveries = new Map<string, Delivery>()
  private server: Server | null = null
  private stopPolling: () => void
  private onNotify: ((property: Xid) => void) | null = null
  private onNewValue: (() => void) | null = null
  private isOwner = false

  private constructor(private readonly connection: Connection) {
    const { x, display, root } = connection
    this.window = x.XCreateSimpleWindow(display, root, -10, -10, 1, 1, 0, 0, 0)
    x.XSelectInput(display, this.window, PROPERTY_CHANGE_MASK)
    connection.flush()
    this.stopPolling = whenReadable(x.XConnectionNumber(display), () => this.drain())
  }

  static open(displayName: string): Outcome<Selection> {
    const connected = connect(displayName)
    return connected.ok ? done(new Selection(connected.value)) : connected
  }

  hasOwner(): boolean {
    const { x, display } = this.connection
    return x.XGetSelectionOwner(display, this.clipboard) !== 0
  }

  /** Owns the clipboard from now on. */
  serve(server: Server): void {
    this.server = server
    this.isOwner = true
    const { x, display } = this.connection
    x.XSetSelectionOwner(display, this.clipboard, this.window, CURRENT_TIME)
    this.settle()
  }

  /** Leaves the clipboard without an owner. */
  disown(): void {
    if (this.isOwner) this.connection.x.XSetSelectionOwner(this.connection.display, this.clipboard, 0, CURRENT_TIME)
    this.isOwner = false
    this.settle()
  }

  /** What the owner gives for a target; null when it gives nothing. 'input' when it does not answer. */
  async read(target: string): Promise<Outcome<Content | null>> {
    const { x, display } = this.connection
    const place = this.connection.atom('DESKHAND_CLIPBOARD')
    const property = await this.whenAnswered((answered) => {
      this.onNotify = answered
      x.XConvertSelection(display, this.clipboard, this.connection.atom(target), place, this.window, CURRENT_TIME)
      this.settle()
    })
    this.onNotify = null
    if (property === null) return refused('input', `The clipboard's owner does not answer for ${target}.`)
    if (property === 0) return done(null)
    const content = this.take(place)
    return content?.type === 'INCR' ? this.readPieces(place) : done(content)
  }

  close(): void {
    this.stopPolling()
    this.connection.close()
  }

  /** The atoms' names: how TARGETS is read. */
  namesIn(content: Content): readonly string[] {
    const names: string[] = []
    for (let at = 0; at + 8 <= content.bytes.length; at += 8) {
      const name = this.connection.nameOf(Number(content.bytes.readBigUInt64LE(at)))
      if (name !== null) names.push(name)
    }
    return names
  }

  /** A list of atoms, as TARGETS is answered. */
  atoms(names: readonly string[]): Content {
    const bytes = Buffer.alloc(names.length * 8)
    names.forEach((name, at) => bytes.writeBigUInt64LE(BigInt(this.connection.atom(name)), at * 8))
    return { type: 'ATOM', format: 32, bytes }
  }

  private get clipboard(): Xid {
    return this.connection.atom('CLIPBOARD')
  }

  private async readPieces(place: Xid): Promise<Outcome<Content | null>> {
    const pieces: Content[] = []
    for (;;) {
      const piece = await this.nextPiece(place)
      if (!piece) return refused('input', "The clipboard's owner stopped in the middle of a large piece of data.")
      const [first] = pieces
      if (piece.bytes.length === 0) return done({ ...(first ?? piece), bytes: Buffer.concat(pieces.map(({ bytes }) => bytes)) })
      pieces.push(piece)
    }
  }

  /** The news of a piece may come before it is waited for, or after it was taken: what counts is whether it is there. */
  private async nextPiece(place: Xid): Promise<Content | null> {
    for (;;) {
      const there = this.take(place)
      if (there) return there
      const hasNews = await this.whenAnswered<true>((answered) => {
        this.onNewValue = () => answered(true)
        this.drain()
      })
      this.onNewValue = null
      if (!hasNews) return this.take(place)
    }
  }

  private whenAnswered<T>(ask: (answered: (value: T) => void) => void): Promise<T | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), ANSWER_MS)
      ask((value) => {
        clearTimeout(timer)
        resolve(value)
      })
    })
  }

  /** The property's value, which is deleted: that is how its writer knows that it was read. */
  private take(property: Xid): Content | null {
    const { x, display } = this.connection
    const out = Buffer.alloc(128)
    const [type, format, count, left, data] = [0, 8, 16, 24, 32].map((at) => out.subarray(at, at + 8)) as Five
    const failed = x.XGetWindowProperty(display, this.window, property, 0, WHOLE, 1, 0, type, format, count, left, data)
    const typeAtom = Number(type.readBigUInt64LE())
    if (failed || typeAtom === 0) return null
    const bits = format.readInt32LE()
    const address = data.readBigUInt64LE()
    const bytes = copyFrom(x, address, Number(count.readBigUInt64LE()) * (bits === 32 ? 8 : bits / 8))
    if (address !== 0n) x.XFree(address)
    return { type: this.connection.nameOf(typeAtom) ?? '', format: bits, bytes }
  }

  private drain(): void {
    const { x, display } = this.connection
    while (this.connection.isAlive && x.XPending(display) > 0) {
      x.XNextEvent(display, this.event)
      this.handle(this.event)
    }
    if (!this.connection.isAlive) {
      this.stopPolling()
      this.server?.wasTaken()
    }
  }

  private handle(event: Buffer): void {
    const xid = (at: number) => Number(event.readBigUInt64LE(at))
    switch (event.readInt32LE(0)) {
      case SELECTION_NOTIFY:
        return this.onNotify?.(xid(56))
      case SELECTION_CLEAR:
        this.isOwner = false
        return this.server?.wasTaken()
      case SELECTION_REQUEST:
        return this.respond(xid(40), xid(56), xid(64), xid(72))
      case PROPERTY_NOTIFY: {
        const isDeleted = event.readInt32LE(56) === DELETED
        if (xid(32) !== this.window && isDeleted) this.goOn(`${xid(32)}:${xid(40)}`, xid(32), xid(40))
        else if (xid(32) === this.window && !isDeleted) this.onNewValue?.()
      }
    }
  }

  private respond(requestor: Xid, target: Xid, wanted: Xid, time: Xid): void {
    // askers of old name no property
    const property = wanted === 0 ? target : wanted
    const request = { requestor, target: this.connection.nameOf(target) ?? '' }
    const content = this.server?.answer(request) ?? null
    const isGiven = content !== null && this.give(request, property, content)
    const { x, display } = this.connection
    const answer = Buffer.alloc(192)
    answer.writeInt32LE(SELECTION_NOTIFY, 0)
    for (const [at, value] of [[32, requestor], [40, this.clipboard], [48, target], [56, isGiven ? property : 0], [64, time]] as const)
      answer.writeBigUInt64LE(BigInt(value), at) // prettier-ignore
    this.connection.succeeds(() => x.XSendEvent(display, requestor, 0, 0, answer))
    this.settle()
  }

  /** False when the asker's window has gone. */
  private give(request: Request, property: Xid, content: Content): boolean {
    const { x, display } = this.connection
    const isLarge = content.bytes.length > PIECE_BYTES
    const size = Buffer.alloc(8)
    size.writeBigUInt64LE(BigInt(content.bytes.length))
    const isGiven = this.connection.succeeds(() => {
      x.XSelectInput(display, request.requestor, PROPERTY_CHANGE_MASK)
      if (isLarge) this.write(request.requestor, property, { type: 'INCR', format: 32, bytes: size })
      else this.write(request.requestor, property, content)
    })
    if (isGiven) this.deliveries.set(`${request.requestor}:${property}`, { request, content, sent: isLarge ? 0 : null })
    return isGiven
  }

  /** The asker deleted the property: it has read what was there. */
  private goOn(key: string, requestor: Xid, property: Xid): void {
    const delivery = this.deliveries.get(key)
    if (!delivery) return
    const { request, content, sent } = delivery
    if (sent === null) {
      this.deliveries.delete(key)
      return this.server?.wasRead(request)
    }
    const bytes = content.bytes.subarray(sent, sent + PIECE_BYTES)
    delivery.sent = bytes.length === 0 ? null : sent + bytes.length
    this.connection.succeeds(() => this.write(requestor, property, { ...content, bytes }))
    this.settle()
  }

  private write(window: Xid, property: Xid, { type, format, bytes }: Content): void {
    const { x, display } = this.connection
    const count = bytes.length / (format === 32 ? 8 : format / 8)
    // an empty buffer has no address
    const data = bytes.length === 0 ? Buffer.alloc(8) : bytes
    x.XChangeProperty(display, window, property, this.connection.atom(type), format, 0, data, count)
  }

  /** Events that arrived together with an answer wake nobody. */
  private settle(): void {
    this.connection.flush()
    setImmediate(() => this.drain())
  }
}

type Five = [Buffer, Buffer, Buffer, Buffer, Buffer]
