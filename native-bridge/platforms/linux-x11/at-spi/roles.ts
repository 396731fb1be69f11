/** The numbers by which AT-SPI names what a control is, in the words of ARIA; and the states that we ask for. */

export const ROLE = { passwordText: 40, documentFrame: 82, documentWeb: 95 } as const

export const STATE = { active: 1, editable: 7, focusable: 11, focused: 12, multiLine: 17, showing: 25 } as const

const WORDS: Readonly<Record<number, string>> = {
  2: 'alert',
  7: 'checkbox',
  8: 'menuitemcheckbox',
  10: 'columnheader',
  11: 'combobox',
  12: 'textbox',
  16: 'dialog',
  19: 'dialog',
  23: 'window',
  27: 'img',
  29: 'label',
  31: 'list',
  32: 'option',
  33: 'menuitem',
  34: 'menubar',
  35: 'menuitem',
  37: 'tab',
  38: 'tablist',
  39: 'group',
  40: 'password',
  41: 'menu',
  42: 'progressbar',
  43: 'button',
  44: 'radio',
  45: 'menuitemradio',
  47: 'rowheader',
  48: 'scrollbar',
  50: 'separator',
  51: 'slider',
  52: 'spinbutton',
  54: 'status',
  55: 'table',
  56: 'cell',
  57: 'columnheader',
  58: 'rowheader',
  60: 'terminal',
  61: 'textbox',
  62: 'button',
  63: 'toolbar',
  64: 'tooltip',
  65: 'tree',
  66: 'treegrid',
  69: 'window',
  73: 'paragraph',
  75: 'application',
  77: 'textbox',
  79: 'textbox',
  82: 'document',
  83: 'heading',
  85: 'group',
  87: 'form',
  88: 'link',
  90: 'row',
  91: 'treeitem',
  94: 'document',
  95: 'document',
  98: 'listbox',
  99: 'group',
  116: 'text',
  129: 'button',
}

export const ariaRole = (role: number): string => WORDS[role] ?? ''

/** What a person does something with: the words or the picture within it stand for it. */
const OPERABLE = new Set([
  ...['button', 'checkbox', 'combobox', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'option', 'password', 'radio'],
  ...['slider', 'spinbutton', 'tab', 'textbox', 'treeitem'],
])

export const isOperable = (role: string): boolean => OPERABLE.has(role)

/** States come as words of 32 bits. */
export const hasState = (states: readonly number[], state: number): boolean =>
  (((states[state >> 5] ?? 0) >>> (state & 31)) & 1) === 1

/** A set of states or roles as the bus takes it. */
export function bitsOf(...members: readonly number[]): number[] {
  const words = Array.from({ length: (Math.max(0, ...members) >> 5) + 1 }, () => 0)
  for (const member of members) words[member >> 5] = (words[member >> 5] ?? 0) | (1 << (member & 31))
  return words
}
