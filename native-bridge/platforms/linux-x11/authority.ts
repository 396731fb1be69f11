/**
 * The cookie that a private X server asks everybody for, so that only who can read this user's file may connect. We know the
 * cookies of the servers that we started; for all others the X library looks into the user's own `$XAUTHORITY`.
 */
import { randomBytes } from 'node:crypto'

export const COOKIE_PROTOCOL = 'MIT-MAGIC-COOKIE-1'
const COOKIE_BYTES = 16
/** The address family that stands for every display: the server picks its number only after it has read the file. */
const ANY_DISPLAY = 0xffff

const cookies = new Map<string, Buffer>()

export const newCookie = (): Buffer => randomBytes(COOKIE_BYTES)

/** An authority file with this one cookie, as the server and its clients read it. */
export function authorityFile(cookie: Buffer): Buffer {
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const family = Buffer.alloc(2)
  family.writeUInt16BE(ANY_DISPLAY)
  const nothing = Buffer.alloc(0)
  return Buffer.concat([family, field(nothing), field(nothing), field(Buffer.from(COOKIE_PROTOCOL)), field(cookie)])
}

/** Our own connections to this display show the cookie from now on; null: no more. */
export function rememberCookie(displayName: string, cookie: Buffer | null): void {
  if (cookie) cookies.set(displayName, cookie)
  else cookies.delete(displayName)
}

export const cookieOf = (displayName: string): Buffer | null => cookies.get(displayName.replace(/\.\d+$/, '')) ?? null
