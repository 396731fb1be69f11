/**
 * Speaks to an MCP server over its stdin and stdout. The server runs in the sandbox, with a clean environment, and ends as a
 * whole; one that writes without end or says nothing sensible is ended instead of filling our memory.
 */
import { deserializeMessage, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import type { Running } from '../shell/process-tree.js'

/** Characters of one message at most. */
const LONGEST_MESSAGE = 16 << 20

export class LimitedTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: (message: JSONRPCMessage) => void
  /** the newest of what it wrote to stderr */
  said = ''

  /** of the message under way */
  private pieces: string[] = []
  private pending = 0
  private running: Running | null = null
  private isClosed = false

  constructor(private readonly open: () => Promise<Running>) {}

  async start(): Promise<void> {
    this.running = await this.open()
    this.running.onOutput((stream, text) => (stream === 'stdout' ? this.take(text) : this.note(text)))
    void this.running.ended.then(() => this.closed())
  }

  send(message: JSONRPCMessage): Promise<void> {
    if (this.isClosed) return Promise.reject(new Error('the server has ended'))
    this.running?.write(serializeMessage(message))
    return Promise.resolve()
  }

  async close(): Promise<void> {
    await this.running?.kill()
    this.closed()
  }

  private note(text: string): void {
    this.said = (this.said + text).slice(-2000)
  }

  private take(text: string): void {
    if (this.isClosed) return
    const [first = '', ...rest] = text.split('\n')
    this.pieces.push(first)
    this.pending += first.length
    for (const next of rest) {
      this.hear(this.pieces.join(''))
      this.pieces = [next]
      this.pending = next.length
    }
    if (this.pending <= LONGEST_MESSAGE) return
    this.pieces = []
    this.onerror?.(new Error('it sent a message that is too long'))
    void this.close()
    this.closed()
  }

  private hear(line: string): void {
    if (line.trim() === '') return
    try {
      this.onmessage?.(deserializeMessage(line))
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)))
    }
  }

  private closed(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.onclose?.()
  }
}
