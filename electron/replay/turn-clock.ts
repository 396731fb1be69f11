/** How long the screen was looked at and the model thought in a turn, from the times of its lines. */
import type { SessionEvent } from '../protocol/event.js'

/** Lines that only come once the model has answered. */
const ANSWERS: ReadonlySet<SessionEvent['type']> = new Set([
  'usage',
  'model.items',
  'reasoning',
  'message',
  'plan',
  'action.proposed',
  'tool.proposed',
])

export class TurnClock {
  private startedAt: number | null = null
  private lookedAt: number | null = null
  private answeredAt: number | null = null

  take(event: SessionEvent): void {
    if (event.type === 'turn.started') {
      this.startedAt = Date.parse(event.at)
      this.lookedAt = null
      this.answeredAt = null
    } else if (event.type === 'frame') {
      // the picture after the last action of a turn is not the one the turn was made from
      if (this.answeredAt === null) this.lookedAt = Date.parse(event.at)
    } else if (ANSWERS.has(event.type)) {
      this.answeredAt ??= Date.parse(event.at)
    }
  }

  times(): { look: number | null; think: number | null } {
    return {
      look: between(this.startedAt, this.lookedAt),
      think: between(this.lookedAt ?? this.startedAt, this.answeredAt),
    }
  }
}

const between = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, to - from)
