/** The sessions that replay windows look at: each is read once, followed while its window is open, and let go with it. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import type { ReplayAbout, ReplayFound } from '../protocol/replay.js'
import type { OutputPrice } from '../replay/costs.js'
import { ReplayReader } from '../sessions/replay-reader.js'
import type { SessionStore } from '../sessions/session-store.js'
import type { Push, WindowName } from './ipc-main.js'
import type { ScreenReader } from './screen-reader.js'

export interface ReplaysParts {
  readonly store: SessionStore
  readonly isLive: (session: string) => boolean
  readonly outputPrice: (model: string) => OutputPrice
  readonly screens: ScreenReader
  readonly push: Push
}

/** How often the log of a session on show is looked at for news. */
const FOLLOW_MS = 500

interface OpenReplay {
  readonly reader: ReplayReader
  readonly timer: ReturnType<typeof setInterval>
  readonly closing: AbortController
  /** what is read in its pictures so far */
  readonly screens: Map<string, string>
  isLive: boolean
  isReading: boolean
}

export class Replays {
  private readonly byWindow = new Map<WindowName, Map<string, OpenReplay>>()

  constructor(private readonly parts: ReplaysParts) {}

  async open(text: string, from: WindowName): Promise<Outcome<ReplayAbout, Problem>> {
    const found = await this.parts.store.find(text)
    if (!found.ok) return found
    const session = found.value
    const open = this.of(session, from) ?? this.begin(session, from)
    const reading = open.reader.refresh()
    // what there is of a long log is shown while the rest is read
    const read = await Promise.race([reading, open.reader.begun])
    if (read && !read.ok) {
      this.end(session, from)
      return read
    }
    if (!open.reader.isWhole) void reading.then(() => this.tell(session, from, 0))
    return { ok: true, value: open.reader.about() }
  }

  reader(session: string, from: WindowName): Outcome<ReplayReader, Problem> {
    const open = this.of(session, from)
    return open ? { ok: true, value: open.reader } : notOpen
  }

  find(session: string, from: WindowName, text: string, screen: boolean): Outcome<ReplayFound, Problem> {
    const open = this.of(session, from)
    if (!open) return notOpen
    if (screen) void this.readScreens(session, from, open)
    return { ok: true, value: open.reader.find(text, screen ? open.screens : NO_SCREENS) }
  }

  /** The window is gone. */
  closeAll(from: WindowName): void {
    for (const session of this.byWindow.get(from)?.keys() ?? []) this.end(session, from)
    this.byWindow.delete(from)
  }

  private of(session: string, from: WindowName): OpenReplay | undefined {
    return this.byWindow.get(from)?.get(session)
  }

  private begin(session: string, from: WindowName): OpenReplay {
    const { store, isLive, outputPrice } = this.parts
    const folder = store.folder(session)
    const open: OpenReplay = {
      reader: new ReplayReader({ folder, id: session, isLive: () => isLive(session), outputPrice }),
      timer: setInterval(() => void this.follow(session, from), FOLLOW_MS),
      closing: new AbortController(),
      screens: new Map(),
      isLive: isLive(session),
      isReading: false,
    }
    const sessions = this.byWindow.get(from) ?? new Map<string, OpenReplay>()
    this.byWindow.set(from, sessions.set(session, open))
    return open
  }

  private end(session: string, from: WindowName): void {
    const open = this.of(session, from)
    if (!open) return
    clearInterval(open.timer)
    open.closing.abort()
    this.byWindow.get(from)?.delete(session)
  }

  private async follow(session: string, from: WindowName): Promise<void> {
    const open = this.of(session, from)
    if (!open?.reader.isWhole) return
    const read = await open.reader.refresh()
    const isLive = this.parts.isLive(session)
    const news = read.ok ? read.value : null
    if (news === null && isLive === open.isLive) return
    open.isLive = isLive
    this.tell(session, from, news ?? open.reader.about().rows)
  }

  /** Rows from this one on are new or different. */
  private tell(session: string, from: WindowName, first: number): void {
    const about = this.of(session, from)?.reader.about()
    if (about) this.parts.push('replay.changed', { session, from: first, about }, from)
  }

  /** One picture after the other; the window hears of each and asks again when it likes. */
  private async readScreens(session: string, from: WindowName, open: OpenReplay): Promise<void> {
    if (open.isReading) return
    open.isReading = true
    const { signal } = open.closing
    const folder = this.parts.store.folder(session)
    for (const frame of open.reader.frames()) {
      if (signal.aborted) return
      if (open.screens.has(frame.id)) continue
      open.screens.set(frame.id, await this.parts.screens.read(folder, frame.id, signal))
      this.parts.push('replay.read', { session, read: open.screens.size, frames: open.reader.frames().length }, from)
    }
    open.isReading = false
  }
}

const NO_SCREENS: ReadonlyMap<string, string> = new Map()
const notOpen: { ok: false; problem: Problem } = {
  ok: false,
  problem: { kind: 'bad-command', message: 'This session is not open in this window.', retryable: false },
}
