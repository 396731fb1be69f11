/** What a command printed: its head and tail for the model, the whole in a file of the session folder. */
import { createWriteStream, type WriteStream } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** Bytes of one file; a program that prints without end must not fill the disk. */
const MOST_KEPT = 64 << 20
const HEAD_SHARE = 0.4

export interface OutputFile {
  write(text: string): void
  close(): Promise<void>
}

/** `clean` takes secrets out; it is given whole lines. The file is made at the first write. */
export function openOutputFile(path: string, clean: (text: string) => string): OutputFile {
  let stream: WriteStream | null = null
  let rest = ''
  let written = 0
  const put = (text: string) => {
    if (text === '' || written > MOST_KEPT) return
    stream ??= createWriteStream(path, { mode: 0o600 }).on('error', () => (written = Infinity))
    written += text.length
    stream.write(written > MOST_KEPT ? '\n[more was printed than is kept]\n' : clean(text))
  }
  return {
    write(text) {
      const all = rest + text
      const end = all.length > 65_536 ? all.length : all.lastIndexOf('\n') + 1
      put(all.slice(0, end))
      rest = all.slice(end)
    },
    close: () =>
      new Promise((resolve) => {
        put(rest)
        if (stream === null || stream.destroyed) resolve()
        else stream.end(() => resolve())
      }),
  }
}

/** Keeps no more of a long text than is told. */
export class HeadAndTail {
  private head = ''
  private tail = ''
  private length = 0

  constructor(private readonly most: number) {}

  add(text: string): void {
    const room = Math.max(0, Math.floor(this.most * HEAD_SHARE) - this.head.length)
    this.head += text.slice(0, room)
    const rest = text.slice(room)
    if (rest !== '') this.tail = (this.tail + rest).slice(-this.tailMost * 2)
    this.length += text.length
  }

  text(): string {
    const tail = this.tail.slice(-this.tailMost)
    const left = this.length - this.head.length - tail.length
    return left <= 0 ? this.head + tail : `${this.head}\n[… ${left} characters left out …]\n${tail}`
  }

  get isCut(): boolean {
    return this.length > this.head.length + this.tail.slice(-this.tailMost).length
  }

  private get tailMost(): number {
    return this.most - Math.floor(this.most * HEAD_SHARE)
  }
}

/** As a terminal would show it in the end: no escapes, no lines that were written over. */
export const plainText = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .split('\n')
    // by hand: a pattern would look at a long line again and again
    .map((line) => line.slice(line.lastIndexOf('\r') + 1))
    .join('\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
