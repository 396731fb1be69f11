/** Every piece of text on the desktop and where it stands, for painting and for reading: one list for both. */
import type { Point, Rect } from '../../types.js'
import { within } from './canvas.js'
import { CHAR } from './font.js'
import { clientRect, controlRect, outerRect, ROW, TITLE_BAR, type SceneControl, type SceneWindow } from './scene.js'

export interface PlacedText extends Point {
  readonly text: string
  /** cut off outside of it */
  readonly clip: Rect
}

export function titleOf(window: SceneWindow): PlacedText {
  return {
    x: window.x + 8,
    y: window.y - TITLE_BAR + 4,
    text: window.spec.title,
    clip: { ...outerRect(window), height: TITLE_BAR },
  }
}

export function textsOf(window: SceneWindow, control: SceneControl, nowMs: number): readonly PlacedText[] {
  const rect = controlRect(window, control)
  const clip = within(rect, clientRect(window))
  const { spec } = control
  switch (spec.kind) {
    case 'label':
      return [{ ...rect, text: control.text, clip }]
    case 'clock':
      return [{ ...rect, text: String(Math.floor(nowMs / (spec.everyMs ?? 1000)) % 60).padStart(2, '0'), clip }]
    case 'button': {
      const indent = Math.max(4, (rect.width - Array.from(control.text).length * CHAR.width) / 2)
      return [
        { x: rect.x + Math.floor(indent), y: rect.y + Math.floor((rect.height - CHAR.height) / 2), text: control.text, clip },
      ]
    }
    case 'field':
      return shownText(control)
        .split('\n')
        .map((text, line) => ({ x: rect.x + 6, y: rect.y + 6 + line * ROW, text, clip }))
    case 'list':
      return spec.items.map((text, line) => ({ x: rect.x + 6, y: rect.y + 4 + line * ROW - control.scroll, text, clip }))
    case 'film':
      return []
  }
}

const shownText = ({ spec, text }: SceneControl): string =>
  spec.kind === 'field' && spec.isPassword ? '*'.repeat(Array.from(text).length) : text
