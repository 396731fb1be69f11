/** A system notification when the session needs an answer: the overlay may be a pill, or the person elsewhere. */
import { Notification } from 'electron'
import type { SessionEvent } from '../protocol/event.js'

export interface Notifier {
  hear(event: SessionEvent): void
  /** something the person should know, and nothing is asked */
  tell(sentence: string): void
  close(): void
}

/** `review` brings up what asks. */
export function createNotifier(review: () => void): Notifier {
  let open: { readonly id: string; readonly notification: Notification } | null = null
  const close = () => {
    open?.notification.close()
    open = null
  }
  return {
    hear: (event) => {
      const asked = askedBy(event)
      if (asked && Notification.isSupported()) {
        close()
        // without sound: the words are what the person needs
        const notification = new Notification({ title: 'Deskhand needs you', body: asked.words, silent: true })
        notification.on('click', review)
        notification.show()
        open = { id: asked.id, notification }
      }
      if (isOver(event, open?.id)) close()
    },
    tell: (sentence) => {
      if (Notification.isSupported()) new Notification({ title: 'Deskhand', body: sentence, silent: true }).show()
    },
    close,
  }
}

/** What is asked; the words of an approval are ours, those of a question the model's. */
export function askedBy(event: SessionEvent): { readonly id: string; readonly words: string } | null {
  if (event.type === 'approval.asked') return { id: event.id, words: `May it? ${event.what} — ${event.where}` }
  return event.type === 'question.asked' ? { id: event.id, words: event.text } : null
}

export function isOver(event: SessionEvent, id: string | undefined): boolean {
  if (event.type === 'session.finished') return true
  return (event.type === 'approval.answered' || event.type === 'question.answered') && event.id === id
}
