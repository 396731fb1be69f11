/** The tray icon: its picture tells the state, its menu can stop and pause. */
import { join } from 'node:path'
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron'
import type { LiveState } from './live-state.js'
import { TRAY_PICTURES } from './tray-pictures.js'

export interface TrayActions {
  readonly stop: () => void
  readonly pauseOrContinue: () => void
  readonly showHome: () => void
  readonly showOverlay: () => void
  readonly showSettings: () => void
  readonly quit: () => void
}

const WORDS: Readonly<Record<LiveState, string>> = {
  idle: 'Deskhand',
  working: 'Deskhand: working',
  paused: 'Deskhand: paused',
  you: 'Deskhand: you have control',
  'needs-you': 'Deskhand: needs you',
  stopping: 'Deskhand: stopping',
}

export interface AppTray {
  show(state: LiveState): void
  destroy(): void
}

/** `pictures` is the folder build/tray. A desktop without a tray shows nothing, which is no failure: the windows do it all. */
export function createTray(pictures: string, actions: TrayActions): AppTray {
  let state: LiveState = 'idle'
  const tray = new Tray(picture(pictures, state))
  const draw = () => {
    tray.setImage(picture(pictures, state))
    tray.setToolTip(WORDS[state])
    tray.setContextMenu(Menu.buildFromTemplate(menu(state, actions)))
  }
  tray.on('click', actions.showHome)
  nativeTheme.on('updated', draw)
  draw()
  return {
    show: (next) => {
      if (next === state) return
      state = next
      draw()
    },
    destroy: () => {
      nativeTheme.removeListener('updated', draw)
      tray.destroy()
    },
  }
}

function picture(folder: string, state: LiveState): Electron.NativeImage {
  const ink = process.platform === 'darwin' ? 'template' : nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
  const file = (px: number) => join(folder, `${TRAY_PICTURES[state]}-${ink}-${px}.png`)
  const image = nativeImage.createFromPath(file(16))
  image.addRepresentation({ scaleFactor: 2, buffer: nativeImage.createFromPath(file(32)).toPNG() })
  if (process.platform === 'darwin') image.setTemplateImage(true)
  return image
}

function menu(state: LiveState, actions: TrayActions): MenuItemConstructorOptions[] {
  const isLive = state !== 'idle'
  const isWaiting = state === 'paused' || state === 'you'
  return [
    { label: 'Stop', enabled: isLive && state !== 'stopping', click: actions.stop },
    { label: isWaiting ? 'Continue' : 'Pause', enabled: isLive && state !== 'stopping', click: actions.pauseOrContinue },
    { type: 'separator' },
    { label: 'Show overlay', enabled: isLive, click: actions.showOverlay },
    { label: 'Open Deskhand', click: actions.showHome },
    { label: 'Settings', click: actions.showSettings },
    { type: 'separator' },
    { label: 'Quit', click: actions.quit },
  ]
}
