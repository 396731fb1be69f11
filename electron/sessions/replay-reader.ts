/** One session opened for watching: its log folded once and then followed, its rows handed out in pages, its text searched. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from '../../native-bridge/types.js'
import type { SessionEvent } from '../protocol/event.js'
import { lastModel } from '../protocol/model-use.js'
import type { Problem } from '../protocol/problem.js'
import { ROWS_AT_ONCE, type ReplayAbout, type ReplayDetail, type ReplayFound, type ReplayRow } from '../protocol/replay.js'
import type { OutputPrice } from '../replay/costs.js'
import { hasWords, textOf, wordsOf } from '../replay/find.js'
import { ReplayFold } from '../replay/fold-replay.js'
import type { ReplayFrame } from '../replay/replay-item.js'
import { detailOf, rowOf } from '../replay/rows.js'
import { foldRecord } from './fold-record.js'
import { sessionBytes } from './folder-size.js'
import { LogFollower } from './follow-log.js'
import type { ReadSession } from './read-session.js'

export interface ReplayReaderOptions {
  /** sessions/<id> */
  readonly folder: string
  readonly id: string
  readonly isLive: () => boolean
  /** USD per 1M output tokens */
  readonly outputPrice: (model: string) => OutputPrice
}

/** As many as a window shows at once, and more. */
const FIRST_ROWS = 100

export type WatchedSession = Pick<ReadSession, 'id' | 'folder' | 'events' | 'isNewer'>

export class ReplayReader {
  private readonly fold = new ReplayFold()
  private readonly log: LogFollower
  private readonly events: SessionEvent[] = []
  private bytes = 0
  private reading: Promise<Outcome<number | null, Problem>> | null = null
  private missing: readonly string[] = []
  private failed: readonly string[] = []
  private begin: () => void = () => undefined
  /** resolves when there is something to show, long before a long log is read to its end */
  readonly begun = new Promise<void>((resolve) => {
    this.begin = resolve
  })
  /** the log has been read to its end once */
  isWhole = false
  /** small letters of each item, made at the first search */
  private readonly texts: (string | undefined)[] = []

  constructor(private readonly options: ReplayReaderOptions) {
    this.log = new LogFollower(options.folder)
  }

  /** Reads what has come since. The first row that is new or different, null when none is. */
  refresh(): Promise<Outcome<number | null, Problem>> {
    this.reading ??= this.readOn().finally(() => {
      this.reading = null
      this.isWhole = true
      this.begin()
    })
    return this.reading
  }

  private async readOn(): Promise<Outcome<number | null, Problem>> {
    const read = await this.log.read((event) => {
      this.fold.take(event)
      this.events.push(event)
      if (this.fold.items.length >= FIRST_ROWS) this.begin()
    })
    this.failed = read.ok ? [] : [read.problem.message]
    if (!read.ok) return read
    const from = this.fold.changedFrom()
    if (from !== null) {
      this.texts.length = Math.min(this.texts.length, from)
      this.missing = await this.missingFrames()
      this.bytes = await sessionBytes(this.options.folder, this.events)
    }
    return { ok: true, value: from }
  }

  /** What was read, without the model's own items: to do it again, or to go on with it. */
  session(): WatchedSession {
    const { id, folder } = this.options
    return { id, folder, events: this.events, isNewer: this.log.isNewer }
  }

  about(): ReplayAbout {
    const isLive = this.options.isLive()
    const torn =
      this.isWhole && !isLive && this.log.tornBytes > 0 ? ['The last line is torn (the program was ended while writing it).'] : []
    const problems = [...this.log.problems, ...torn, ...this.missing, ...this.failed]
    return {
      record: foldRecord({ id: this.options.id, events: this.events, problems }, { isLive, bytes: this.bytes }),
      rows: this.fold.items.length,
      frames: this.fold.allFrames.length,
      isLive,
      isReading: !this.isWhole,
      problems,
    }
  }

  rows(from: number): readonly ReplayRow[] {
    return this.fold.items.slice(from, from + ROWS_AT_ONCE).map(rowOf)
  }

  detail(index: number): ReplayDetail | null {
    const item = this.fold.items[index]
    if (!item) return null
    const isLast = index === this.fold.items.length - 1
    const events = isLast ? [...item.events, ...this.fold.left()] : item.events
    const outputPrice = this.options.outputPrice(this.modelAt(item.events[0]?.seq ?? 0))
    return detailOf(item, { outputPrice, frame: (id) => this.fold.frame(id), events })
  }

  /** The rows that hold all the words; `screens`: what is read in pictures so far, by frame. */
  find(text: string, screens: ReadonlyMap<string, string>): ReplayFound {
    const words = wordsOf(text)
    const rows: number[] = []
    const onScreen: number[] = []
    if (words.length > 0) {
      this.fold.items.forEach((item, index) => {
        const own = (this.texts[index] ??= textOf(item))
        if (hasWords(own, words)) return rows.push(index)
        const screen = item.before === null ? undefined : screens.get(item.before)
        if (screen === undefined || !hasWords(`${own}\n${screen}`, words)) return
        rows.push(index)
        onScreen.push(index)
      })
    }
    return { rows, onScreen, read: screens.size, frames: this.fold.allFrames.length }
  }

  frames(): readonly ReplayFrame[] {
    return this.fold.allFrames
  }

  /** who answered when that line was written */
  private modelAt(seq: number): string {
    return lastModel(this.events.filter((event) => event.seq <= seq))?.model ?? ''
  }

  private async missingFrames(): Promise<readonly string[]> {
    const names = await readdir(join(this.options.folder, 'frames')).catch(() => [])
    const stored = new Set(names.map((name) => name.split('.')[0]))
    return this.fold.allFrames.filter(({ id }) => !stored.has(id)).map(({ id }) => `The picture ${id} is missing.`)
  }
}
