/**
 * The model that needs no key and no network: it carries out plain English steps (docs/offline.md) by reading the screen.
 */
import type { DesktopWindow, Outcome, ScreenText } from '../../../native-bridge/index.js'
import type { Model } from '../model.js'

export interface OfflineModelOptions {
  readonly text: ScreenText
  /** the windows of the desktop, topmost first: `() => bridge.windows.list()` */
  readonly listWindows: () => Promise<Outcome<readonly DesktopWindow[]>>
}

export const createOfflineModel = (options: OfflineModelOptions): Model => {
  void options
  throw new Error('not built')
}
