/** A desktop in memory that behaves: what tests, demos and `--dry-run` drive instead of the real one. */
import type { Bridge, Capture, ScreenText } from '../../bridge.js'
import { systemClock } from '../../clock.js'
import { createSharpCodec } from '../../codec/sharp-codec.js'
import { createEyes } from '../../look.js'
import { aborted, done } from '../../outcome.js'
import type { DesktopWindow, Display, HumanEvent, RawImage, Rect, Stroke, TextLine } from '../../types.js'
import { Failures } from './failures.js'
import { createFakeInput } from './fake-input.js'
import type { FakeDesktop, FakeDesktopOptions } from './fake-types.js'
import { Hands } from './hands.js'
import { paint, type PaintMoment } from './paint.js'
import { controlRect, Scene, type SceneWindow } from './scene.js'
import { controlsOf } from './scene-controls.js'
import { linesWithin, readScene } from './scene-text.js'
import { textsOf } from './texts.js'

const ONE_DISPLAY: readonly Display[] = [{ id: 'fake-1', x: 0, y: 0, width: 1280, height: 800, scale: 1, primary: true }]
/** Half a period of the caret, as GTK blinks it. */
const CARET_MS = 600

export function openFakeDesktop(options: FakeDesktopOptions = {}): FakeDesktop {
  return new MemoryDesktop(options)
}

class MemoryDesktop implements FakeDesktop {
  readonly strokes: Stroke[] = []
  readonly bridge: Bridge
  readonly human: FakeDesktop['human']
  grabs = 0
  private readonly scene = new Scene()
  private readonly failures = new Failures()
  private readonly hands: Hands
  private readonly displays: readonly Display[]
  private readonly listeners = new Set<(event: HumanEvent) => void>()
  private readonly painted = new Map<string, { key: string; image: RawImage }>()
  private readonly readings = new WeakMap<Uint8Array, readonly TextLine[]>()
  private due: { atMs: number; change: (desktop: FakeDesktop) => void }[] = []
  private own: readonly Rect[] = []
  private readonly clock

  constructor(private readonly options: FakeDesktopOptions) {
    this.clock = options.clock ?? systemClock
    this.displays = [...(options.displays ?? ONE_DISPLAY)].sort((a, b) => Number(b.primary) - Number(a.primary))
    this.hands = new Hands(this.scene, this.clock, () => this)
    this.human = emitterOf(this.listeners)
    for (const window of options.windows ?? []) this.scene.open(window)
    this.bridge = this.makeBridge()
  }

  get events() {
    return this.hands.events
  }
  get pointer() {
    return this.hands.pointer
  }
  get focused() {
    return this.scene.focused?.id ?? null
  }
  openWindow(spec: Parameters<FakeDesktop['openWindow']>[0]): string {
    return this.scene.open(spec).id
  }
  closeWindow(name: string): void {
    this.scene.close(name)
  }
  activate(name: string): void {
    const window = this.scene.find(name)
    if (window) this.scene.activate(window)
  }
  textOf(id: string): string | null {
    this.runDue()
    const found = this.scene.control(id)
    if (!found) return null
    if (found.control.spec.kind !== 'list') return found.control.text
    const rect = controlRect(found.window, found.control)
    return textsOf(found.window, found.control, this.clock.now()).find((line) => line.y >= rect.y)?.text ?? null
  }
  setText(id: string, text: string): void {
    const control = this.scene.control(id)?.control
    if (!control) return
    control.text = text
    control.caret = text.length
    control.selected = false
    this.scene.revision++
  }
  clicksOn(id: string): number {
    return this.scene.control(id)?.control.clicks ?? 0
  }
  centerOf(id: string) {
    const found = this.scene.control(id)
    if (!found) throw new Error(`The fake desktop has no control "${id}".`)
    const rect = controlRect(found.window, found.control)
    return { x: Math.floor(rect.x + rect.width / 2), y: Math.floor(rect.y + rect.height / 2) }
  }
  later(ms: number, change: (desktop: FakeDesktop) => void): void {
    this.due.push({ atMs: this.clock.now() + ms, change })
  }
  fail(...plan: Parameters<FakeDesktop['fail']>): void {
    this.failures.plant(...plan)
  }
  loseDisplays(): void {
    this.failures.areDisplaysLost = true
  }

  /** Changes planned with `later` whose time has come, oldest first. */
  private runDue(): void {
    const now = this.clock.now()
    const ready = this.due.filter((each) => each.atMs <= now).sort((a, b) => a.atMs - b.atMs)
    this.due = this.due.filter((each) => each.atMs > now)
    for (const each of ready) each.change(this)
    if (ready.length > 0) this.scene.revision++
  }

  private grab(display: Display): RawImage {
    this.runDue()
    this.grabs++
    const nowMs = this.clock.now()
    const isCaretShown = !this.options.blinkCaret || Math.floor(nowMs / CARET_MS) % 2 === 0
    const key = `${this.scene.revision} ${isCaretShown} ${this.movingParts(nowMs)}`
    const last = this.painted.get(display.id)
    if (last?.key === key) return last.image
    const moment: PaintMoment = { nowMs, isCaretShown }
    const image = paint(this.scene, display, moment)
    this.painted.set(display.id, { key, image })
    this.readings.set(image.data, readScene(this.scene, display, nowMs))
    return image
  }

  /** Which picture each thing that changes by itself shows now. */
  private movingParts(nowMs: number): string {
    const specs = this.scene.windows.flatMap((window) => window.controls.map((control) => control.spec))
    return specs
      .flatMap((spec) => (spec.kind === 'clock' ? [spec.everyMs ?? 1000] : spec.kind === 'film' ? [spec.everyMs ?? 40] : []))
      .map((everyMs) => Math.floor(nowMs / everyMs))
      .join()
  }

  private makeBridge(): Bridge {
    const { failures } = this
    const capture: Capture = {
      grab: (display, signal) =>
        Promise.resolve(signal.aborted ? aborted() : (failures.due('capture') ?? done(this.grab(display)))),
    }
    const codec = this.options.codec ?? createSharpCodec()
    const input = createFakeInput({
      hands: this.hands,
      failures,
      clock: this.clock,
      strokes: this.strokes,
      ownWindows: () => this.own,
    })
    return {
      platform: 'fake',
      displays: { list: () => Promise.resolve(failures.due('displays') ?? done(this.displays)) },
      capture,
      codec,
      eyes: createEyes(capture, codec, this.clock),
      input,
      windows: {
        list: () => Promise.resolve(failures.due('windows') ?? done(this.listWindows())),
        setOwn: (rects) => {
          this.own = rects
        },
      },
      controls: controlsOf(this.scene),
      text: this.makeText(),
      human: {
        watch: (listener) => {
          const failure = failures.due('human')
          if (failure) return Promise.resolve(failure)
          this.listeners.add(listener)
          return Promise.resolve(done(() => void this.listeners.delete(listener)))
        },
      },
      permissions: { check: () => Promise.resolve([]) },
      close: async () => {
        await input.releaseAll()
        this.listeners.clear()
      },
    }
  }

  private makeText(): ScreenText {
    return {
      read: (image, region, signal) => {
        if (signal.aborted) return Promise.resolve(aborted())
        const failure = this.failures.due('text')
        if (failure) return Promise.resolve(failure)
        const lines = this.readings.get(image.data) ?? []
        return Promise.resolve(done(region ? linesWithin(lines, region) : lines))
      },
      close: () => Promise.resolve(),
    }
  }

  private listWindows(): readonly DesktopWindow[] {
    this.runDue()
    return this.scene.windows.toReversed().map((window) => describe(window, window === this.scene.active))
  }
}

const describe = (window: SceneWindow, active: boolean): DesktopWindow => ({
  id: window.id,
  title: window.spec.title,
  app: window.spec.app ?? '',
  pid: null,
  x: window.x,
  y: window.y,
  width: window.spec.width,
  height: window.spec.height,
  active,
})

function emitterOf(listeners: Set<(event: HumanEvent) => void>): FakeDesktop['human'] {
  return {
    emit: (event) => {
      for (const listener of [...listeners]) listener(event)
    },
    get watchers() {
      return listeners.size
    },
  }
}
