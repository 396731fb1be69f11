/** Key positions: XKB's names for them (<AD01>, the same on every layout) and the DOM's (KeyQ). */

const ROWS: Readonly<Record<string, string>> = {
  AE: 'Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal IntlYen',
  AD: 'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
  AC: 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash',
  AB: 'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash IntlRo',
}

const OTHERS: Readonly<Record<string, string>> = {
  TLDE: 'Backquote', BKSL: 'Backslash', LSGT: 'IntlBackslash', SPCE: 'Space', RTRN: 'Enter', TAB: 'Tab', BKSP: 'Backspace',
  ESC: 'Escape', CAPS: 'CapsLock', LFSH: 'ShiftLeft', RTSH: 'ShiftRight', LCTL: 'ControlLeft', RCTL: 'ControlRight',
  LALT: 'AltLeft', RALT: 'AltRight', LVL3: 'AltRight', LWIN: 'MetaLeft', RWIN: 'MetaRight', COMP: 'ContextMenu', MENU: 'ContextMenu',
  INS: 'Insert', DELE: 'Delete', HOME: 'Home', END: 'End', PGUP: 'PageUp', PGDN: 'PageDown',
  UP: 'ArrowUp', DOWN: 'ArrowDown', LEFT: 'ArrowLeft', RGHT: 'ArrowRight',
  PRSC: 'PrintScreen', SCLK: 'ScrollLock', PAUS: 'Pause', NMLK: 'NumLock', HELP: 'Help', UNDO: 'Undo',
  KPDV: 'NumpadDivide', KPMU: 'NumpadMultiply', KPSU: 'NumpadSubtract', KPAD: 'NumpadAdd', KPEN: 'NumpadEnter',
  KPDL: 'NumpadDecimal', KPEQ: 'NumpadEqual', KPPT: 'NumpadComma',
  MUTE: 'AudioVolumeMute', 'VOL-': 'AudioVolumeDown', 'VOL+': 'AudioVolumeUp',
  I171: 'MediaTrackNext', I172: 'MediaPlayPause', I173: 'MediaTrackPrevious', I174: 'MediaStop',
  I166: 'BrowserBack', I167: 'BrowserForward', I180: 'BrowserHome', I181: 'BrowserRefresh',
} // prettier-ignore

/** KeyboardEvent.code of an XKB key name, '' when it has none. */
export const domCode = (keyName: string): string => CODES.get(keyName) ?? ''

function collectCodes(): ReadonlyMap<string, string> {
  const codes = new Map(Object.entries(OTHERS))
  for (const [row, names] of Object.entries(ROWS)) {
    names.split(' ').forEach((name, at) => codes.set(`${row}${String(at + 1).padStart(2, '0')}`, name))
  }
  for (let number = 1; number <= 24; number++) codes.set(`FK${String(number).padStart(2, '0')}`, `F${number}`)
  for (let digit = 0; digit <= 9; digit++) codes.set(`KP${digit}`, `Numpad${digit}`)
  return codes
}

const CODES = collectCodes()
