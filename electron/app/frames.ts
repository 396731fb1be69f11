/** The pictures of sessions for the windows: `deskhand-frame://<session>/<frame id>`, from session folders only. */
import type { Outcome } from '../../native-bridge/index.js'
import type { Problem } from '../protocol/problem.js'
import { FRAME_SCHEME } from './pages.js'

export type LoadSessionFrame = (
  session: string,
  frame: string,
) => Promise<Outcome<{ readonly bytes: Uint8Array; readonly mime: string }, Problem>>

const ADDRESS = new RegExp(`^${FRAME_SCHEME}://([A-Za-z0-9_-]+)/([0-9a-f]{64})$`)

/** Session and picture that an address names; null for anything that is not exactly such an address. */
export function frameOf(url: string): { readonly session: string; readonly frame: string } | null {
  const [, session, frame] = ADDRESS.exec(url) ?? []
  return session !== undefined && frame !== undefined ? { session, frame } : null
}

export async function serveFrame(url: string, load: LoadSessionFrame): Promise<Response> {
  const named = frameOf(url)
  const found = named && (await load(named.session, named.frame))
  if (!found?.ok || !found.value.mime.startsWith('image/')) return new Response('Not found', { status: 404 })
  return new Response(new Uint8Array(found.value.bytes), {
    headers: {
      'content-type': found.value.mime,
      'x-content-type-options': 'nosniff',
      // a picture's id is the hash of its bytes: it never changes
      'cache-control': 'private, max-age=31536000, immutable',
    },
  })
}
