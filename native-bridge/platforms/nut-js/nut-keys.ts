/** nut-js' keys by DOM code. Mind that its Key.Escape is 0: a key is there or undefined, never "truthy". */
import type { Key } from '@nut-tree-fork/nut-js'

type NutKeyName = keyof typeof Key

const NAMES: Readonly<Record<string, NutKeyName>> = {
  Escape: 'Escape', Backquote: 'Grave', Minus: 'Minus', Equal: 'Equal', BracketLeft: 'LeftBracket', BracketRight: 'RightBracket',
  Backslash: 'Backslash', Semicolon: 'Semicolon', Quote: 'Quote', Comma: 'Comma', Period: 'Period', Slash: 'Slash',
  Space: 'Space', Tab: 'Tab', Enter: 'Return', Backspace: 'Backspace', Delete: 'Delete', Insert: 'Insert',
  Home: 'Home', End: 'End', PageUp: 'PageUp', PageDown: 'PageDown',
  ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right',
  ControlLeft: 'LeftControl', ControlRight: 'RightControl', ShiftLeft: 'LeftShift', ShiftRight: 'RightShift',
  AltLeft: 'LeftAlt', AltRight: 'RightAlt', MetaLeft: 'LeftMeta', MetaRight: 'RightMeta',
  CapsLock: 'CapsLock', NumLock: 'NumLock', ScrollLock: 'ScrollLock', PrintScreen: 'Print', Pause: 'Pause', ContextMenu: 'Menu',
  NumpadAdd: 'Add', NumpadSubtract: 'Subtract', NumpadMultiply: 'Multiply', NumpadDivide: 'Divide', NumpadDecimal: 'Decimal',
  NumpadEnter: 'Enter', NumpadEqual: 'NumPadEqual',
  AudioVolumeMute: 'AudioMute', AudioVolumeDown: 'AudioVolDown', AudioVolumeUp: 'AudioVolUp',
  MediaPlayPause: 'AudioPlay', MediaStop: 'AudioStop', MediaTrackNext: 'AudioNext', MediaTrackPrevious: 'AudioPrev',
} // prettier-ignore

/** null: nut-js cannot press it. */
export function nutKeyName(code: string): NutKeyName | null {
  const plain = /^Key([A-Z])$/.exec(code)?.[1] ?? /^(F\d+)$/.exec(code)?.[1]
  if (plain !== undefined) return plain as NutKeyName
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return `Num${digit}` as NutKeyName
  const pad = /^Numpad(\d)$/.exec(code)?.[1]
  return pad === undefined ? (NAMES[code] ?? null) : (`NumPad${pad}` as NutKeyName)
}
