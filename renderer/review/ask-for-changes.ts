/** What the person asks for, with the lines it is about, as one message to the model. PURE. */

export interface LineNote {
  readonly path: string
  readonly line: number
  /** it is about a line that was taken away */
  readonly isOld: boolean
  /** the line as it stands there */
  readonly code: string
  readonly text: string
}

const LONGEST_CODE = 160

export function requestText(message: string, notes: readonly LineNote[]): string {
  const lines = notes.map((note) => `- ${placeOf(note)}: ${note.text.trim()}`)
  return [message.trim(), lines.join('\n')].filter((part) => part !== '').join('\n\n')
}

function placeOf({ path, line, isOld, code }: LineNote): string {
  const where = isOld ? `${path}, the line that was taken away (it was line ${line})` : `${path}, line ${line}`
  const short = code.trim()
  return short === '' ? where : `${where}, “${short.length > LONGEST_CODE ? `${short.slice(0, LONGEST_CODE)}…` : short}”`
}

export const keyOf = ({ path, line, isOld }: Pick<LineNote, 'path' | 'line' | 'isOld'>): string =>
  `${path}:${isOld ? '-' : '+'}${line}`
