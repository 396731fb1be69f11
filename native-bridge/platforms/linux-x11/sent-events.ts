/**
 * What we sent to one X server and have not yet seen come back as a raw event. The server reports all synthetic input alike,
 * so what is ours is told from other programs' by counting: an event we sent is taken out when it shows, anything over is
 * somebody else's.
 */
import type { Point } from '../../types.js'

/** After this long an event that the server has surely dealt with will not come back any more. */
const FORGET_MS = 1000
/** Longer than a request takes to the server and back. */
const IN_FLIGHT_MS = 20
/** Bounds the memory while nobody watches. */
const MOST_PER_KIND = 2000
const MOST_PLACES = 200
/** A program that holds the pointer back lets it go on sooner than this. */
const PLACE_MS = 2000

export type SentKind = 'motion' | `button:${number}:${'down' | 'up'}` | `key:${number}:${'down' | 'up'}`

export class SentEvents {
  private readonly sentAt = new Map<SentKind, number[]>()
  private readonly keysDown = new Set<number>()
  private readonly places: (Point & { readonly atMs: number })[] = []

  motion(to: Point): void {
    this.places.push({ ...to, atMs: performance.now() })
    if (this.places.length > MOST_PLACES) this.places.shift()
    this.add('motion')
  }

  /** Did we lately send the pointer there? While a program holds the pointer back, it gets there later than its raw event. */
  wasSentTo({ x, y }: Point): boolean {
    const last = this.places.at(-1)
    const since = performance.now() - PLACE_MS
    return this.places.some((place) => place.x === x && place.y === y && (place === last || place.atMs > since))
  }

  button(button: number, down: boolean): void {
    this.add(`button:${button}:${down ? 'down' : 'up'}`)
  }

  key(code: number, down: boolean): void {
    if (down) this.keysDown.add(code)
    else this.keysDown.delete(code)
    this.add(`key:${code}:${down ? 'down' : 'up'}`)
  }

  /** Is this event of a synthetic device one of ours? Takes it out. */
  take(kind: SentKind): boolean {
    return this.sentAt.get(kind)?.shift() !== undefined || this.isRepeat(kind)
  }

  /** Somebody begins to watch: what was sent before went by unseen, but for what may still be on its way to the server. */
  startWatching(): void {
    this.dropBefore(performance.now() - IN_FLIGHT_MS)
  }

  /**
   * Drops what did not come back. Call it when all events that had arrived at `drainedSince` have been taken: then a slow
   * event loop cannot make us forget what is merely late.
   */
  forget(drainedSince: number): void {
    this.dropBefore(drainedSince - FORGET_MS)
  }

  private dropBefore(ms: number): void {
    for (const [kind, times] of this.sentAt) {
      const first = times.findIndex((at) => at > ms)
      if (first === -1) this.sentAt.delete(kind)
      else times.splice(0, first)
    }
  }

  /** A key that we hold repeats by itself. */
  private isRepeat(kind: SentKind): boolean {
    const [device, code, way] = kind.split(':')
    return device === 'key' && way === 'down' && this.keysDown.has(Number(code))
  }

  private add(kind: SentKind): void {
    const times = this.sentAt.get(kind) ?? []
    if (times.length >= MOST_PER_KIND) times.shift()
    times.push(performance.now())
    this.sentAt.set(kind, times)
  }
}

const ledgers = new Map<string, SentEvents>()

/** The one ledger of a display: two bridges on the same display in this process must know each other's input. */
export function sentEventsOf(displayName: string): SentEvents {
  const name = displayName.replace(/\.\d+$/, '')
  const known = ledgers.get(name)
  if (known) return known
  const ledger = new SentEvents()
  ledgers.set(name, ledger)
  return ledger
}
