/** Turns the scene into the pixels of one display. The same scene at the same time gives the same bytes. */
import type { Display, RawImage } from '../../types.js'
import { createCanvas, within, type Canvas } from './canvas.js'
import { CHAR } from './font.js'
import { clientRect, controlRect, outerRect, TITLE_BAR, type Scene, type SceneControl, type SceneWindow } from './scene.js'
import { textsOf, titleOf } from './texts.js'

const WALL = 0x35506b
const INK = 0x101418
const COLOURS = {
  client: 0xf2f2f0,
  active: 0x2f5fa8,
  inactive: 0x8a93a0,
  button: 0xd8dde4,
  pressed: 0xa9b4c4,
  field: 0xffffff,
  selected: 0xbcd6ff,
}

export interface PaintMoment {
  readonly nowMs: number
  readonly isCaretShown: boolean
}

export function paint(scene: Scene, display: Display, moment: PaintMoment): RawImage {
  const canvas = createCanvas(display)
  canvas.fill(display, WALL)
  for (const window of scene.windows) paintWindow(canvas, scene, window, moment)
  return canvas.image
}

function paintWindow(canvas: Canvas, scene: Scene, window: SceneWindow, moment: PaintMoment): void {
  const outer = outerRect(window)
  canvas.fill({ ...outer, height: TITLE_BAR }, scene.active === window ? COLOURS.active : COLOURS.inactive)
  canvas.fill(clientRect(window), COLOURS.client)
  canvas.frame(outer, INK)
  const title = titleOf(window)
  canvas.text(title.x, title.y, title.text, 0xffffff, title.clip)
  for (const control of window.controls) paintControl(canvas, scene, window, control, moment)
}

function paintControl(canvas: Canvas, scene: Scene, window: SceneWindow, control: SceneControl, moment: PaintMoment): void {
  const rect = within(controlRect(window, control), clientRect(window))
  const ground = groundOf(control, moment.nowMs)
  if (ground !== null) {
    canvas.fill(rect, ground)
    canvas.frame(rect, INK)
  }
  const texts = textsOf(window, control, moment.nowMs)
  for (const each of texts) canvas.text(each.x, each.y, each.text, INK, each.clip)
  if (control !== scene.focused || !moment.isCaretShown) return
  const before = control.text.slice(0, control.caret).split('\n')
  const line = texts[before.length - 1]
  if (line)
    canvas.fill(
      within(
        { x: line.x + Array.from(before.at(-1) ?? '').length * CHAR.width, y: line.y, width: 2, height: CHAR.height },
        line.clip,
      ),
      INK,
    )
}

function groundOf(control: SceneControl, nowMs: number): number | null {
  switch (control.spec.kind) {
    case 'label':
    case 'clock':
      return null
    case 'button':
      return control.pressed ? COLOURS.pressed : COLOURS.button
    case 'field':
      return control.selected ? COLOURS.selected : COLOURS.field
    case 'list':
      return COLOURS.field
    case 'film':
      return (Math.floor(nowMs / (control.spec.everyMs ?? 40)) * 0x30507) & 0xffffff
  }
}
