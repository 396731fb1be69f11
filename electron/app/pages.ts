/** Where the windows' pages come from: the built renderer folder, over a scheme of ours with a strict policy as a header. */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export const PAGE_SCHEME = 'deskhand'
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`
export const FRAME_SCHEME = 'deskhand-frame'

/** Nothing but our own files and the session's pictures; no network, no inline script, no evaluation. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `img-src 'self' data: ${FRAME_SCHEME}:`,
  "font-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

export const pageUrl = (name: string, query: Readonly<Record<string, string>> = {}): string => {
  const url = new URL(`${PAGE_ORIGIN}/${name}/index.html`)
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  return url.href
}

export const isOwnPage = (url: string): boolean => url.startsWith(`${PAGE_ORIGIN}/`)

/** The file in `folder` that an address of ours names; null for everything else, in particular for ways out of the folder. */
export function fileOf(url: string, folder: string): string | null {
  if (!isOwnPage(url)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  const file = normalize(join(folder, path))
  const isInside = file.startsWith(normalize(folder) + sep)
  return isInside && !path.includes('\0') && TYPES[extname(file)] !== undefined ? file : null
}

/** Answers one request for a page or a part of it. */
export async function servePage(url: string, folder: string): Promise<Response> {
  const file = fileOf(url, folder)
  if (file === null) return new Response('Not found', { status: 404 })
  try {
    const bytes = await readFile(file)
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    })
  } catch {
    return new Response('Not found', { status: 404 })
  }
}
