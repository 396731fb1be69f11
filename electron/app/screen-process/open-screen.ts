/**
 * The screen as the app's main process sees it on Linux: grabs and encodings are made by another process. Pixels come through a
 * file in memory that is read beside the main thread, and only where they changed.
 */
import { mkdtempSync, existsSync, openSync, read, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { utilityProcess, type UtilityProcess } from 'electron'
import {
  programEnvironment,
  type Capture,
  type Codec,
  type Outcome,
  type Picture,
  type Display,
  type RawImage,
  type Rect,
  type Stroke,
} from '../../../native-bridge/index.js'
import type { Answer, Asked, Grabbed } from './words.js'

export interface ScreenProcess {
  readonly capture: Capture
  /** Encodes there what was grabbed there, anything else by `codec`. */
  readonly codec: Codec
  setOwn(rects: readonly Rect[]): void
  /** What a person does at a window that shows this screen; display px. */
  person(display: Display, strokes: readonly Stroke[], signal: AbortSignal): Promise<Outcome<null>>
  /** Nothing that the person held stays down. */
  letGo(): void
  close(): void
}

/** Which X server; left out: that of the environment. */
export interface ScreenPlace {
  readonly xDisplay: string
  /** what opens it */
  readonly env: Readonly<Record<string, string>>
}

const IN_MEMORY = '/dev/shm'
const readInto = promisify(read)
const gone: Outcome<never> = {
  ok: false,
  problem: { kind: 'capture', message: 'The process that looks at the screen has ended.', retryable: true },
}
const aborted: Outcome<never> = { ok: false, problem: { kind: 'aborted', message: 'It was interrupted.', retryable: true } }

/** `file`: the built screen-process.ts. `codec` stands in for what is not known there. */
export function openScreen(file: string, codec: Codec, place: ScreenPlace | null = null): ScreenProcess {
  const screen = new RemoteScreen(file, place)
  return {
    capture: { grab: (display, signal) => screen.grab({ ask: 'grab', id: 0, display }, signal) },
    codec: {
      encode: async (image, rule, signal) => {
        const frame = screen.frameOf(image)
        const there = frame === null ? null : await screen.encode(frame, rule, signal)
        if (there && !there.ok && there.problem.kind === 'aborted') return there
        return there?.ok && there.value ? { ok: true, value: there.value } : codec.encode(image, rule, signal)
      },
    },
    setOwn: (rects) => {
      screen.setOwn(rects)
    },
    person: (display, strokes, signal) => screen.person({ ask: 'person', id: 0, display, strokes }, signal),
    letGo: () => {
      screen.letGo()
    },
    close: () => {
      screen.close()
    },
  }
}

class RemoteScreen {
  private child: UtilityProcess | null = null
  private readonly waiting = new Map<number, (outcome: Answer['outcome']) => void>()
  private readonly frames = new WeakMap<RawImage, number>()
  private last: { readonly frame: number; readonly raw: RawImage } | null = null
  private own: readonly Rect[] = []
  private memory = -1
  private ids = 0
  /** there is one file, so one grab after the other */
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly file: string,
    private readonly place: ScreenPlace | null,
  ) {
    this.start()
  }

  frameOf(image: RawImage): number | null {
    return this.frames.get(image) ?? null
  }

  grab(asked: Extract<Asked, { ask: 'grab' }>, signal: AbortSignal): Promise<Outcome<RawImage>> {
    const grabbing = this.turn.then(() => this.grabNow(asked, signal))
    this.turn = grabbing.catch(() => undefined)
    return grabbing
  }

  encode(frame: number, rule: Extract<Asked, { ask: 'encode' }>['rule'], signal: AbortSignal): Promise<Outcome<Picture | null>> {
    return this.ask<Picture | null>({ ask: 'encode', id: 0, frame, rule }, signal)
  }

  person(asked: Extract<Asked, { ask: 'person' }>, signal: AbortSignal): Promise<Outcome<null>> {
    return this.ask<null>(asked, signal)
  }

  letGo(): void {
    this.tell({ ask: 'let-go' })
  }

  setOwn(rects: readonly Rect[]): void {
    this.own = rects
    this.tell({ ask: 'own', rects })
  }

  close(): void {
    this.child?.kill()
    this.child = null
  }

  private async grabNow(asked: Extract<Asked, { ask: 'grab' }>, signal: AbortSignal): Promise<Outcome<RawImage>> {
    if (signal.aborted) return aborted
    // it ended by itself: another one may do better
    if (!this.child) this.start()
    const grabbed = await this.ask<Grabbed>(asked, signal)
    if (!grabbed.ok) return grabbed
    const { frame, width, height } = grabbed.value
    if (this.last?.frame === frame) return { ok: true, value: this.last.raw }
    const data = Buffer.allocUnsafe(width * height * 4)
    for (let at = 0; at < data.length;) {
      const { bytesRead } = await readInto(this.memory, data, at, data.length - at, at)
      if (bytesRead === 0) return gone
      at += bytesRead
    }
    const raw: RawImage = { width, height, data, format: 'bgra' }
    this.last = { frame, raw }
    this.frames.set(raw, frame)
    return { ok: true, value: raw }
  }

  private start(): void {
    const folder = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'deskhand-'))
    const path = join(folder, 'screen')
    this.memory = openSync(path, 'wx+', 0o600)
    const env = programEnvironment(process.env, this.place?.env ?? {})
    const child = utilityProcess.fork(this.file, [], { serviceName: 'Deskhand screen', env })
    this.child = child
    this.last = null
    child.on('message', (answer: Answer) => {
      this.waiting.get(answer.id)?.(answer.outcome)
      this.waiting.delete(answer.id)
    })
    child.once('exit', () => {
      if (this.child === child) this.child = null
      for (const answer of this.waiting.values()) answer(gone)
      this.waiting.clear()
    })
    void this.ask<null>({ ask: 'open', id: 0, ownPid: process.pid, file: path, xDisplay: this.place?.xDisplay ?? null }).then(
      () => {
        // both have it open: nobody else can, and nothing stays when we are killed
        rmSync(folder, { recursive: true, force: true })
      },
    )
    this.setOwn(this.own)
  }

  private tell(asked: Asked): void {
    this.child?.postMessage(asked)
  }

  private ask<T extends Grabbed | Picture | null>(asked: Asked & { id: number }, signal?: AbortSignal): Promise<Outcome<T>> {
    if (!this.child) return Promise.resolve(gone)
    const id = ++this.ids
    return new Promise((resolve) => {
      const abort = () => {
        this.tell({ ask: 'abort', id })
      }
      this.waiting.set(id, (outcome) => {
        signal?.removeEventListener('abort', abort)
        resolve(outcome as Outcome<T>)
      })
      signal?.addEventListener('abort', abort)
      this.tell({ ...asked, id } as Asked)
    })
  }
}
