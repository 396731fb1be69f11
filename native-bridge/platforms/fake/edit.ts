/** Editing a text field: one caret, or all of the text selected. */
import type { SceneControl } from './scene.js'

export function insertText(field: SceneControl, text: string): void {
  if (field.selected) clear(field)
  field.text = field.text.slice(0, field.caret) + text + field.text.slice(field.caret)
  field.caret += text.length
}

/** Keys that a text field knows; others do nothing. */
export function editKey(field: SceneControl, name: string): void {
  if (field.selected && (name === 'backspace' || name === 'delete')) return clear(field)
  field.selected = false
  switch (name) {
    case 'backspace':
      return removeAt(field, field.caret - 1)
    case 'delete':
      return removeAt(field, field.caret)
    case 'left':
      field.caret = Math.max(0, field.caret - 1)
      return
    case 'right':
      field.caret = Math.min(field.text.length, field.caret + 1)
      return
    case 'home':
      field.caret = field.text.lastIndexOf('\n', field.caret - 1) + 1
      return
    case 'end': {
      const end = field.text.indexOf('\n', field.caret)
      field.caret = end < 0 ? field.text.length : end
    }
  }
}

function clear(field: SceneControl): void {
  field.text = ''
  field.caret = 0
  field.selected = false
}

function removeAt(field: SceneControl, index: number): void {
  if (index < 0 || index >= field.text.length) return
  field.text = field.text.slice(0, index) + field.text.slice(index + 1)
  field.caret = Math.min(field.caret, index)
}
