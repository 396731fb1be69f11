/** Files as a model reads them: numbered lines, cut to a size it can take. Pure. */

const MOST = 60_000
const LONGEST_LINE = 2000

/** `from` and `to` from 1, both included. */
export function numbered(text: string, from = 1, to = Infinity): string {
  const all = text.split('\n')
  if (all.at(-1) === '') all.pop()
  const wanted = all.slice(from - 1, Math.min(to, all.length))
  const lines: string[] = []
  let length = 0
  for (const [index, line] of wanted.entries()) {
    const cut = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}… [the line goes on]` : line
    if (length + cut.length > MOST) {
      lines.push(`[the file goes on; read it from line ${from + index}]`)
      break
    }
    lines.push(`${String(from + index).padStart(6)}\t${cut}`)
    length += cut.length
  }
  return lines.length === 0 ? '[nothing stands there]' : lines.join('\n')
}

/** null: no text */
export const asText = (bytes: Buffer): string | null => (bytes.includes(0) ? null : bytes.toString('utf8'))

export const cut = (text: string, most = MOST): string =>
  text.length <= most ? text : `${text.slice(0, most)}\n[… ${text.length - most} characters left out …]`
