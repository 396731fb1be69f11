/**
 * The port of the session log: the only truth about a session (CONTRACT 3, 4). Appends go to disk in the order of the
 * calls and are acknowledged after fdatasync; a line is on disk before the effect it announces begins.
 */
import type { Outcome, Picture } from '../../native-bridge/types.js'
import type { EventBody, SessionEvent } from '../protocol/event.js'
import type { Problem } from '../protocol/problem.js'

export interface SessionLog {
  readonly session: string
  /** Gives the body its envelope (seq without gaps, at, session), writes it, syncs it. Must not reject. Where one fails, those handed in behind it fail too. */
  append(body: EventBody): Promise<Outcome<SessionEvent, Problem>>
  /** Stores a picture once under its id; known ids are not written again. On disk before the line that names it. */
  saveFrame(picture: Picture): Promise<Outcome<void, Problem>>
  loadFrame(id: string): Promise<Outcome<{ bytes: Uint8Array; mime: string }, Problem>>
  /** Hears each event after it is on disk, in order. Returns the end of the subscription. */
  subscribe(listener: (event: SessionEvent) => void): () => void
  /** Waits for what is under way and closes the file. Safe to call twice. */
  close(): Promise<void>
}
