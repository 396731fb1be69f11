/** What every window is denied: other addresses, new windows, permissions, the network. Set once, before any window opens. */
import { app, protocol, session, type WebPreferences } from 'electron'
import { serveFrame, type LoadSessionFrame } from './frames.js'
import { FRAME_SCHEME, isOwnPage, PAGE_SCHEME, servePage } from './pages.js'

/** The same for all windows; there is no way to open one with less. */
export const webPreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
})

/** Before the app is ready. The picture scheme is no standard one, so that a session's id keeps its case. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
    { scheme: FRAME_SCHEME, privileges: { secure: true } },
  ])
}

/** When the app is ready. */
export function lockDown(rendererFolder: string, loadFrame: LoadSessionFrame): void {
  const ours = session.defaultSession
  ours.protocol.handle(PAGE_SCHEME, (request) => servePage(request.url, rendererFolder))
  ours.protocol.handle(FRAME_SCHEME, (request) => serveFrame(request.url, loadFrame))
  ours.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  ours.setPermissionCheckHandler(() => false)
  ours.setDevicePermissionHandler(() => false)
  ours.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] },
    (_details, decide) => {
      decide({ cancel: true })
    },
  )
  ours.on('will-download', (event) => {
    event.preventDefault()
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault()
    })
  })
}
