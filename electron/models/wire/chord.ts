/** Names of keys pressed together, written as one text: `ctrl+s`, `ctrl++`, `plus`. */
export function splitChord(chord: string): readonly string[] {
  const name = chord.trim()
  if ([...name].length <= 1 || !name.includes('+')) return name === '' ? [] : [name]
  const parts = name
    .split('+')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return name.endsWith('+') ? [...parts, '+'] : parts
}
