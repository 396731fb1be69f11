import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { EventBody, SessionEvent } from '../../../electron/protocol/event.js'

interface Shown {
  readonly title: string
  readonly body: string
  isClosed: boolean
  click: () => void
}
const shown: Shown[] = []
let isSupported = true

vi.mock('electron', () => ({
  Notification: class {
    static readonly isSupported = () => isSupported
    private readonly entry: Shown
    constructor({ title, body }: { title: string; body: string }) {
      this.entry = { title, body, isClosed: false, click: () => undefined }
    }
    on(_event: string, listener: () => void): void {
      this.entry.click = listener
    }
    show(): void {
      shown.push(this.entry)
    }
    close(): void {
      this.entry.isClosed = true
    }
  },
}))

const { createNotifier } = await import('../../../electron/app/notify.js')

let seq = 0
const event = (body: EventBody): SessionEvent => ({ v: 1, seq: ++seq, at: '2030-01-01T00:00:00.000Z', session: 's', ...body })
const question = (id: string, text: string) => event({ type: 'question.asked', id, text, kind: 'text' })
const answered = (id: string) => event({ type: 'question.answered', id, value: 'x', by: 'person' })

describe('a system notification', () => {
  beforeEach(() => {
    shown.length = 0
    isSupported = true
  })

  it('says what is asked, brings the overlay up when it is clicked, and goes with the answer', () => {
    const review = vi.fn()
    const notifier = createNotifier(review)
    notifier.hear(question('q1', 'Which account?'))
    expect(shown).toMatchObject([{ title: 'Deskhand needs you', isClosed: false }])
    expect(shown[0]?.body).toContain('Which account?')
    shown[0]?.click()
    expect(review).toHaveBeenCalledOnce()
    notifier.hear(answered('q0'))
    expect(shown[0]?.isClosed).toBe(false)
    notifier.hear(answered('q1'))
    expect(shown[0]?.isClosed).toBe(true)
  })

  it('gives way to the next question, and goes with the session', () => {
    const notifier = createNotifier(() => undefined)
    notifier.hear(question('q1', 'One?'))
    notifier.hear(question('q2', 'Two?'))
    expect(shown.map(({ isClosed }) => isClosed)).toEqual([true, false])
    notifier.close()
    expect(shown.map(({ isClosed }) => isClosed)).toEqual([true, true])
  })

  it('is not missed where the system shows none', () => {
    isSupported = false
    createNotifier(() => undefined).hear(question('q1', 'One?'))
    expect(shown).toEqual([])
  })
})
