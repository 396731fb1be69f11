/** What strokes do to the scene: clicks, dragging a title bar, wheel, keys into the focused field, chords. */
import type { Clock } from '../../clock.js'
import { isInRect } from '../../geometry.js'
import type { MouseButton, Point } from '../../types.js'
import type { FakeDesktop, FakeEvent } from './fake-types.js'
import { editKey, insertText } from './edit.js'
import type { FakeKey } from './fake-keys.js'
import { controlRect, ROW, type Hit, type Scene, type SceneControl, type SceneWindow } from './scene.js'

/** Two clicks within this time on the same spot are a double click, as on most desktops. */
const DOUBLE_CLICK_MS = 500

interface Press {
  readonly button: MouseButton
  readonly window: SceneWindow
  readonly control: SceneControl | null
  /** offset of the window from the pointer while its title bar is dragged */
  readonly drag: Point | null
}

export class Hands {
  pointer: Point = { x: 0, y: 0 }
  readonly events: FakeEvent[] = []
  private press: Press | null = null
  private lastClick: { atMs: number; control: SceneControl; clicks: number; button: MouseButton } | null = null
  private readonly modifiers = new Set<string>()

  constructor(
    private readonly scene: Scene,
    private readonly clock: Clock,
    private readonly desktop: () => FakeDesktop,
  ) {}

  move(to: Point): void {
    this.pointer = to
    this.events.push({ kind: 'move', ...to })
    const drag = this.press?.drag
    if (!drag || !this.press) return
    this.press.window.x = to.x + drag.x
    this.press.window.y = to.y + drag.y
    this.scene.revision++
  }

  button(button: MouseButton, down: boolean): void {
    const hit = this.scene.hit(this.pointer)
    const landed = { window: hit?.window.id ?? null, control: hit?.control?.id ?? null }
    this.events.push({ kind: 'button', button, down, ...this.pointer, ...landed })
    if (!down) return this.letGo(button)
    this.press = hit ? { button, window: hit.window, control: hit.control, drag: this.dragOf(hit) } : null
    if (hit) this.pressOn(hit)
  }

  private dragOf({ window, onTitleBar }: Hit): Point | null {
    return onTitleBar ? { x: window.x - this.pointer.x, y: window.y - this.pointer.y } : null
  }

  private pressOn({ window, control }: Hit): void {
    this.scene.activate(window)
    if (!control) return
    control.pressed = true
    if (control.spec.kind === 'field') this.focus(control)
    this.scene.revision++
  }

  wheel(dx: number, dy: number): void {
    const hit = this.scene.hit(this.pointer)
    this.events.push({ kind: 'wheel', dx, dy, ...this.pointer, window: hit?.window.id ?? null })
    const control = hit?.control
    if (control?.spec.kind !== 'list') return
    const most = Math.max(0, control.spec.items.length * ROW + 8 - control.spec.rect.height)
    control.scroll = Math.min(Math.max(0, control.scroll + dy), most)
    this.scene.revision++
  }

  text(text: string): void {
    this.events.push({ kind: 'text', text, window: this.scene.active?.id ?? null })
    for (const char of text) {
      if (char === '\n') this.keyPressed('enter')
      else if (char === '\t') this.keyPressed('tab')
      else this.type(char)
    }
  }

  key(key: FakeKey, name: string, down: boolean): void {
    this.events.push({ kind: 'key', key: name, down, window: this.scene.active?.id ?? null })
    if (key.modifier) {
      if (down) this.modifiers.add(key.modifier)
      else this.modifiers.delete(key.modifier)
      return
    }
    if (!down) return
    const isChord = this.modifiers.has('ctrl') || this.modifiers.has('alt') || this.modifiers.has('meta')
    if (isChord) return this.chord(key.name)
    if (key.char === null) return this.keyPressed(key.name)
    this.type(this.modifiers.has('shift') ? key.char.toUpperCase() : key.char)
  }

  private chord(name: string): void {
    const held = ['ctrl', 'alt', 'shift', 'meta'].filter((modifier) => this.modifiers.has(modifier))
    const chord = [...held, name].join('+')
    const wanted = this.scene.active?.spec.onChord?.[chord]
    if (wanted) wanted(this.desktop())
    else if (chord === 'ctrl+a' && this.scene.focused) this.scene.focused.selected = true
    this.scene.revision++
  }

  private keyPressed(name: string): void {
    const wanted = this.scene.active?.spec.onChord?.[name]
    if (wanted) wanted(this.desktop())
    const field = this.scene.focused
    if (field?.spec.kind !== 'field') return
    if (name === 'enter' || name === 'tab') this.leaveOrInsert(field, name)
    else editKey(field, name)
    this.scene.revision++
  }

  private leaveOrInsert(field: SceneControl, name: 'enter' | 'tab'): void {
    if (field.spec.kind !== 'field') return
    if (field.spec.multiline) insertText(field, name === 'enter' ? '\n' : '\t')
    else if (name === 'tab') this.focusNext(field)
    else field.spec.onSubmit?.(this.desktop(), field.text)
  }

  private type(char: string): void {
    if (!this.scene.focused) return
    insertText(this.scene.focused, char)
    this.scene.revision++
  }

  private focus(field: SceneControl): void {
    this.scene.focused = field
    field.selected = false
    field.caret = field.text.length
  }

  private focusNext(field: SceneControl): void {
    const fields = this.scene.active?.controls.filter((control) => control.spec.kind === 'field') ?? []
    const next = fields[(fields.indexOf(field) + 1) % fields.length]
    if (next) this.focus(next)
  }

  private letGo(button: MouseButton): void {
    const press = this.press
    this.press = null
    const control = press?.control
    if (!press || !control) return
    control.pressed = false
    this.scene.revision++
    if (press.button === button && isInRect(controlRect(press.window, control), this.pointer)) this.click(control, button)
  }

  private click(control: SceneControl, button: MouseButton): void {
    const atMs = this.clock.now()
    const last = this.lastClick
    const goesOn = last?.control === control && last.button === button && atMs - last.atMs <= DOUBLE_CLICK_MS
    const clicks = goesOn ? last.clicks + 1 : 1
    this.lastClick = { atMs, control, clicks, button }
    control.clicks++
    if (control.spec.kind === 'field' && clicks > 1) control.selected = true
    if (control.spec.kind === 'button') control.spec.onClick?.(this.desktop(), { button, clicks })
  }
}
