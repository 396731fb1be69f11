/** One of our windows, opened the one way they all are: locked down, without a flash of white, on its own page. */
import { BrowserWindow, nativeTheme, type BrowserWindowConstructorOptions } from 'electron'
import { webPreferences } from '../lock-down.js'
import { pageUrl } from '../pages.js'
import type { WindowName } from '../ipc-main.js'

export interface WindowParts {
  readonly preload: string
  /** the brand picture for task bars; on macOS it comes with the bundle */
  readonly icon: string
}

/** The grounds of shared/tokens.css, so that nothing flashes before the page has painted. */
const groundColour = (): string => (nativeTheme.shouldUseDarkColors ? '#161714' : '#f5f5f3')

export function openWindow(
  name: WindowName,
  parts: WindowParts,
  options: BrowserWindowConstructorOptions,
  query: Readonly<Record<string, string>> = {},
): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    backgroundColor: groundColour(),
    autoHideMenuBar: true,
    ...(process.platform === 'darwin' ? {} : { icon: parts.icon }),
    ...options,
    // a hidden overlay shows the truth the moment it is shown again; other windows cost nothing while nobody sees them
    webPreferences: { ...webPreferences(parts.preload), backgroundThrottling: name !== 'overlay' },
  })
  window.removeMenu()
  void window.loadURL(pageOf(name, query))
  return window
}

/** Every replay or review window shows the same page; which session it is about stands in the address. */
function pageOf(name: WindowName, query: Readonly<Record<string, string>>): string {
  const [page = name, session] = name.split(':')
  return session === undefined ? pageUrl(page, query) : pageUrl(page, { session, ...query })
}

/** The window's own bar takes the place of the system's: native buttons where the system can draw them into it. */
export function ownBar(heightPx: number): BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset' }
  if (process.platform === 'win32') {
    const isDark = nativeTheme.shouldUseDarkColors
    return {
      titleBarStyle: 'hidden',
      titleBarOverlay: { color: isDark ? '#161714' : '#f5f5f3', symbolColor: isDark ? '#f3f3ee' : '#1b1c19', height: heightPx },
    }
  }
  return { frame: false }
}
