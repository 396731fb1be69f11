/** The browser that tests drive: Debian's Chromium, or what stands in for it elsewhere. Playwright's own download is not needed. */
import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of the browser's program. Throws with what to install when there is none. */
export function chromiumPath(): string {
  const found = PLACES.find((path) => existsSync(path))
  if (!found) throw new Error('These tests drive Chromium or Chrome; install one of them (Debian: apt-get install chromium).')
  return found
}
