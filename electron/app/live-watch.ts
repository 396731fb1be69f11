/**
 * The private desktop of the running session in a window: pictures as they change while somebody sees the window, nothing while
 * it is still or nobody looks, and the person's hands on it while Deskhand's are paused.
 */
import type { Outcome, Picture, RawImage, Size } from '../../native-bridge/index.js'
import type { SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'
import type { WatchFrame, WatchStroke } from '../protocol/watch-ipc.js'
import type { DesktopView } from './session-desktop.js'

export interface LiveWatchParts {
  /** is the window of this session on the screen? */
  readonly isSeen: (session: string) => boolean
  readonly show: (frame: WatchFrame) => void
  /** paused: the person's hands meet nobody else's */
  readonly isWithPerson: () => boolean
}

/** What changes is shown about this often … */
const MOVING_MS = 100
/** … and what keeps still is looked at this often. */
const STILL_MS = 250
/** pictures that a window may still ask for */
const KEPT = 3
/** A window is hardly larger. */
const LARGEST: Size = { width: 1600, height: 1000 }

export class LiveWatch {
  private session = ''
  private view: DesktopView | null = null
  private ending = new AbortController()
  private pictures: readonly Picture[] = []
  private newest: WatchFrame | null = null
  /** what the newest picture was made of */
  private before: RawImage | null = null

  constructor(private readonly parts: LiveWatchParts) {}

  /** A session on a private desktop has begun. */
  begin(session: string, view: DesktopView): void {
    this.end()
    this.session = session
    this.view = view
    this.pictures = []
    this.newest = null
    this.before = null
    this.ending = new AbortController()
    void this.follow(view, this.ending.signal)
  }

  /** Its desktop is gone; the last picture stays. */
  end(): void {
    this.ending.abort()
    this.view = null
  }

  /** Who has the hands changes: nothing of the person's stays down when Deskhand goes on. */
  hear(event: SessionEvent): void {
    if (event.session === this.session && event.type === 'control' && event.state === 'running') this.view?.letGo()
  }

  look(session: string): WatchFrame | null {
    return session === this.session ? this.newest : null
  }

  picture(session: string, frame: string): Picture | null {
    return session === this.session ? (this.pictures.find(({ id }) => id === frame) ?? null) : null
  }

  async person(session: string, strokes: readonly WatchStroke[]): Promise<Outcome<null, Problem>> {
    if (session !== this.session || !this.view) return refuse('This task has ended, and its desktop with it.')
    if (!this.parts.isWithPerson()) return refuse('Deskhand is working. Take over first.')
    return this.view.person(strokes, this.ending.signal)
  }

  private async follow(view: DesktopView, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const stirs = this.parts.isSeen(this.session) && (await this.once(view, signal))
      await pause(stirs ? MOVING_MS : STILL_MS, signal)
    }
  }

  /** True where something has changed. */
  private async once(view: DesktopView, signal: AbortSignal): Promise<boolean> {
    const grabbed = await view.grab(signal)
    if (!grabbed.ok) return false
    const isNew = grabbed.value !== this.before && (await this.keep(view, grabbed.value, signal))
    if (isNew) this.before = grabbed.value
    const hasMoved = !signal.aborted && (await this.tell(view, isNew))
    return isNew || hasMoved
  }

  private async keep(view: DesktopView, image: RawImage, signal: AbortSignal): Promise<boolean> {
    const encoded = await view.encode(image, fitted(image), signal)
    if (!encoded.ok || signal.aborted) return false
    this.pictures = [encoded.value, ...this.pictures].slice(0, KEPT)
    const { width, height } = image
    this.newest = { session: this.session, frame: encoded.value.id, width, height, pointer: this.newest?.pointer ?? null }
    return true
  }

  /** True where the pointer has moved. */
  private async tell(view: DesktopView, isNew: boolean): Promise<boolean> {
    if (!this.newest) return false
    const found = await view.pointer()
    const pointer = found.ok ? found.value : null
    const hasMoved = pointer?.x !== this.newest.pointer?.x || pointer?.y !== this.newest.pointer?.y
    this.newest = { ...this.newest, pointer }
    if (isNew || hasMoved) this.parts.show(this.newest)
    return hasMoved
  }
}

function fitted({ width, height }: Size): Size {
  const scale = Math.min(1, LARGEST.width / width, LARGEST.height / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    timer.unref()
    signal.addEventListener('abort', over)
  })

const refuse = (message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { kind: 'bad-command', message, retryable: false },
})
