/** Colours of the terminal, only where somebody sees them. */

export interface Colours {
  dim(text: string): string
  bold(text: string): string
  good(text: string): string
  warn(text: string): string
  bad(text: string): string
  hand(text: string): string
}

export function createColours(isOn: boolean): Colours {
  const paint = (code: number) => (text: string) => (isOn && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text)
  return { dim: paint(2), bold: paint(1), good: paint(32), warn: paint(33), bad: paint(31), hand: paint(36) }
}

/** NO_COLOR with any value but the empty one turns them off. */
export function wantsColours(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}
