/** Ids of sessions (ULIDs, so that they sort by time) and of pictures (sha-256): both become file names, so both are checked. */
import { ulid } from 'ulid'

export function createSessionId(nowMs: number): string {
  return ulid(nowMs)
}

export function isSessionId(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text)
}

export function isFrameId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
