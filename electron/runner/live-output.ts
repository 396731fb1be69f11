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
  ) {}

  add(stream: string, text: string): void {
    if (text === '' || this.said > MOST) return
    if (stream !== this.stream) this.flush()
    this.stream = stream
    this.text += text
    if (this.text.length >= LONGEST_LINE) this.flush()
    else this.flushSoon()
  }

  flush(): void {
    if (this.text === '' || this.said > MOST) return
    const left = MOST - this.said
    this.say(this.stream, this.text.slice(0, Math.max(1, left)))
    this.said += this.text.length
    if (this.said > MOST) this.say('info', 'More is not shown here.')
    this.text = ''
  }

  private flushSoon(): void {
    if (this.isWaiting) return
    this.isWaiting = true
    void this.clock.sleep(GATHER_MS, this.signal).then(() => {
      this.isWaiting = false
      this.flush()
    })
  }
}
