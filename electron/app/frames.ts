/** The pictures of sessions for the windows: `deskhand-frame://<session>/<frame id>`, from session folders only. */
import { readFile } from 'node:fs/promises'
import type { SessionStore } from '../sessions/session-store.js'
import { FRAME_SCHEME } from './pages.js'

export type LoadSessionFrame = (
  session: string,
  frame: string,
) => Promise<{ readonly bytes: Uint8Array; readonly mime: string } | null>

/** From the session's folder; null when it is not there. */
export const loadStoredFrame =
  (store: Pick<SessionStore, 'framePath'>): LoadSessionFrame =>
  async (session, frame) => {
    const stored = await store.framePath(session, frame)
    const bytes = stored && (await readFile(stored.path).catch(() => null))
    return stored && bytes ? { bytes, mime: stored.mime } : null
  }

const ADDRESS = new RegExp(`^${FRAME_SCHEME}://([A-Za-z0-9_-]+)/([0-9a-f]{64})$`)

/** Session and picture that an address names; null for anything that is not exactly such an address. */
export function frameOf(url: string): { readonly session: string; readonly frame: string } | null {
  const [, session, frame] = ADDRESS.exec(url) ?? []
  return session !== undefined && frame !== undefined ? { session, frame } : null
}

export async function serveFrame(url: string, load: LoadSessionFrame): Promise<Response> {
  const named = frameOf(url)
  const found = named && (await load(named.session, named.frame))
  if (!found?.mime.startsWith('image/')) return new Response('Not found', { status: 404 })
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      'content-type': found.mime,
      'x-content-type-options': 'nosniff',
      // a picture's id is the hash of its bytes: it never changes
      'cache-control': 'private, max-age=31536000, immutable',
    },
  })
}
