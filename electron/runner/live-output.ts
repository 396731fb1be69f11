/** What a tool writes, gathered into a few lines for the trace: a program that prints without end must not fill the log. */
import type { Clock } from './running-session.js'

const GATHER_MS = 150
const LONGEST_LINE = 4000
/** characters of one call in the log; the tool keeps the whole */
const MOST = 64_000

export class LiveOutput {
  private stream = ''
  private text = ''
  private said = 0
  private isWaiting = false

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
    private readonly say: (stream: string, text: string) => void,
    /** takes secrets out; it is given whole lines, as a secret may come in two pieces */
    private readonly clean: (text: string) => string = (text) => text,
  ) {}

  add(stream: string, text: string): void {
    if (text === '' || this.said > MOST) return
    if (stream !== this.stream) this.flush()
    this.stream = stream
    this.text += text
    if (this.text.length >= LONGEST_LINE) this.flushLines()
    else this.flushSoon()
  }

  flush(): void {
    this.tell(this.text)
    this.text = ''
  }

  /** The line that is not at its end yet waits, unless it has none. */
  private flushLines(): void {
    const end = this.text.length > 2 * LONGEST_LINE ? this.text.length : this.text.lastIndexOf('\n') + 1
    this.tell(this.text.slice(0, end))
    this.text = this.text.slice(end)
  }

  private tell(text: string): void {
    if (text === '' || this.said > MOST) return
    const left = MOST - this.said
    this.say(this.stream, this.clean(text).slice(0, Math.max(1, left)))
    this.said += text.length
    if (this.said > MOST) this.say('info', 'More is not shown here.')
  }

  private flushSoon(): void {
    if (this.isWaiting) return
    this.isWaiting = true
    void this.clock.sleep(GATHER_MS, this.signal).then(() => {
      this.isWaiting = false
      this.flushLines()
    })
  }
}
